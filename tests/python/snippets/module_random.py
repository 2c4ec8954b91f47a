import random
random.seed(1); print(random.random(), random.random(), random.randint(1, 100), random.choice('abcdef'), random.uniform(1, 5), random.gauss(0, 1), random.gauss())
# ---
import random
random.seed(42); items = list(range(10)); random.shuffle(items); print(items, random.sample(range(100), 5), random.choices('abc', k=5), random.randrange(10), random.getrandbits(40))
# ---
import random
random.seed('hello'); print(random.random(), random.triangular(), random.triangular(1, 4, 2), random.expovariate(1.5), random.normalvariate(), random.lognormvariate(0, 1), random.paretovariate(2), random.weibullvariate(1, 2))
# ---
import random
r = random.Random(5); print(r.random(), r.randbytes(4), r.choices([1, 2, 3], weights=[1, 2, 3], k=4), r.sample([1, 2, 3], counts=[2, 2, 2], k=3), r.choices('abc', cum_weights=[5, 6, 7], k=3))
# ---
import random
for seed in (0, 2 ** 70 + 1, -3, 1.5, b'abc', bytearray(b'abc'), 'ü', True): random.seed(seed); print(random.random())
# ---
import random
random.seed(7); print(random.sample(range(1000), 30), random.sample('abcd', 4), random.randrange(0, 100, 7), random.randrange(10, 0, -3), random.randrange(10 ** 30))
# ---
import random
random.seed(3); state = random.getstate(); first = random.random(), random.gauss(); random.setstate(state); print(first == (random.random(), random.gauss()), state[0], len(state[1]), state[2])
# ---
import random
print(random.Random(1).random() == random.Random(1).random(), 0 <= random.Random().random() < 1, random.SystemRandom().randrange(1))
# ---
import random
class Quarter(random.Random):
    def random(self): return 0.25
print(Quarter().uniform(0, 4), Quarter(3).random())
# ---
import random
try: random.choice([])
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.randrange(0)
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.randrange(5, 3)
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.randint(5, 3)
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.randrange(1, 10, 0)
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.randrange(2.5)
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.sample({1, 2}, 1)
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.sample([1, 2], 3)
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.choices([1, 2], [1])
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.choices([1, 2], 3)
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.choices([1, 2], [0, 0])
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.choices([1], [1], cum_weights=[1])
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.seed([1])
except Exception as error: print(type(error).__name__, error)
# ---
import random
try: random.shuffle((1, 2))
except Exception as error: print(type(error).__name__, error)
