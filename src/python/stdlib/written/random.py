import bisect
from hashlib import sha512
from itertools import accumulate
from math import acos, ceil, cos, e, exp, floor, isfinite, log, pi, sin, sqrt
from operator import index

from random import _Source


class Random:
    VERSION = 3

    def __init__(self, x=None):
        self._source = _Source()
        self.seed(x)

    def seed(self, a=None, version=2):
        self.gauss_next = None
        if version == 2 and isinstance(a, (str, bytes, bytearray)):
            text = a.encode() if isinstance(a, str) else bytes(a)
            a = int.from_bytes(text + sha512(text).digest(), "big")
        elif a is None:
            a = self._source.draw_seed()
        elif isinstance(a, float):
            a = hash(a) % 2**64
        elif not isinstance(a, (int, str, bytes, bytearray)):
            raise TypeError(
                "The only supported seed types are: None,\nint, float, str, bytes, and bytearray."
            )
        elif not isinstance(a, int):
            raise NotImplementedError("the sandbox does not support random.seed(version=1)")
        a = abs(a)
        words = []
        while a:
            words.append(a & 0xFFFFFFFF)
            a >>= 32
        self._source.seed(words)

    def getstate(self):
        return self.VERSION, self._source.get(), self.gauss_next

    def setstate(self, state):
        version = state[0]
        if version != 3:
            raise ValueError(
                "state with version %s passed to Random.setstate() of version %s" % (version, self.VERSION)
            )
        _, words, self.gauss_next = state
        self._source.set(words)

    def random(self):
        return self._source.random()

    def getrandbits(self, k, /):
        return self._source.getrandbits(k)

    def randbytes(self, n):
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def _below(self, n):
        size = n.bit_length()
        number = self._source.getrandbits(size)
        while number >= n:
            number = self._source.getrandbits(size)
        return number

    def randrange(self, start, stop=None, step=1):
        start = self._whole(start, "non-integer arg 1 for randrange()")
        if stop is None:
            if step != 1:
                raise TypeError("Missing a non-None stop argument")
            if start > 0:
                return self._below(start)
            raise ValueError("empty range for randrange()")
        stop = self._whole(stop, "non-integer stop for randrange()")
        step = self._whole(step, "non-integer step for randrange()")
        width = stop - start
        if step == 1:
            if width > 0:
                return start + self._below(width)
            raise ValueError("empty range for randrange() (%d, %d, %d)" % (start, stop, width))
        if step == 0:
            raise ValueError("zero step for randrange()")
        count = len(range(start, stop, step))
        if count <= 0:
            raise ValueError("empty range for randrange()")
        return start + step * self._below(count)

    def _whole(self, value, message):
        try:
            return index(value)
        except TypeError:
            if int(value) != value:
                raise ValueError(message)
            return int(value)

    def randint(self, a, b):
        return self.randrange(a, b + 1)

    def choice(self, seq):
        if not len(seq):
            raise IndexError("Cannot choose from an empty sequence")
        return seq[self._below(len(seq))]

    def shuffle(self, x):
        for place in range(len(x) - 1, 0, -1):
            other = self._below(place + 1)
            x[place], x[other] = x[other], x[place]

    def sample(self, population, k, *, counts=None):
        if isinstance(population, (set, frozenset, dict)) or not hasattr(population, "__getitem__"):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            sums = list(accumulate(counts))
            if len(sums) != n:
                raise ValueError("The number of counts does not match the population")
            total = sums.pop()
            if not isinstance(total, int):
                raise TypeError("Counts must be integers")
            if total <= 0:
                raise ValueError("Total of counts must be greater than zero")
            return [population[bisect.bisect(sums, place)] for place in self.sample(range(total), k=k)]
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        # CPython moves what is left together while that is smaller than a set of what is chosen.
        pool_size = 21
        if k > 5:
            pool_size += 4 ** ceil(log(k * 3, 4))
        chosen = []
        if n <= pool_size:
            pool = list(population)
            for left in range(n, n - k, -1):
                place = self._below(left)
                chosen.append(pool[place])
                pool[place] = pool[left - 1]
            return chosen
        taken = set()
        while len(chosen) < k:
            place = self._below(n)
            if place not in taken:
                taken.add(place)
                chosen.append(population[place])
        return chosen

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        n = len(population)
        if cum_weights is None:
            if weights is None:
                return [population[floor(self.random() * (n + 0.0))] for _ in range(k)]
            if isinstance(weights, int):
                raise TypeError("The number of choices must be a keyword argument: k=%r" % weights)
            cum_weights = list(accumulate(weights))
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not isfinite(total):
            raise ValueError("Total of weights must be finite")
        return [population[bisect.bisect(cum_weights, self.random() * total, 0, n - 1)] for _ in range(k)]

    def uniform(self, a, b):
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        drawn = self.random()
        if mode is not None and high == low:
            return low
        middle = 0.5 if mode is None else (mode - low) / (high - low)
        if drawn > middle:
            drawn, middle, low, high = 1.0 - drawn, 1.0 - middle, high, low
        return low + (high - low) * sqrt(drawn * middle)

    def gauss(self, mu=0.0, sigma=1.0):
        found, self.gauss_next = self.gauss_next, None
        if found is None:
            angle = self.random() * (2.0 * pi)
            radius = sqrt(-2.0 * log(1.0 - self.random()))
            found = cos(angle) * radius
            self.gauss_next = sin(angle) * radius
        return mu + found * sigma

    def normalvariate(self, mu=0.0, sigma=1.0):
        factor = 4 * exp(-0.5) / sqrt(2.0)
        while True:
            first, second = self.random(), 1.0 - self.random()
            found = factor * (first - 0.5) / second
            if found * found / 4.0 <= -log(second):
                return mu + found * sigma

    def lognormvariate(self, mu, sigma):
        return exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd):
        return -log(1.0 - self.random()) / lambd

    def gammavariate(self, alpha, beta):
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha == 1.0:
            return -log(1.0 - self.random()) * beta
        if alpha > 1.0:
            return self._large_gamma(alpha) * beta
        return self._small_gamma(alpha) * beta

    def _large_gamma(self, alpha):
        """By R. C. H. Cheng's rejection, for a shape above one."""
        root = sqrt(2.0 * alpha - 1.0)
        first, second = alpha - log(4.0), alpha + root
        while True:
            drawn = self.random()
            if not 1e-7 < drawn < 0.9999999:
                continue
            other = 1.0 - self.random()
            power = log(drawn / (1.0 - drawn)) / root
            found = alpha * exp(power)
            product = drawn * drawn * other
            left = first + second * power - found
            if left + (1.0 + log(4.5)) - 4.5 * product >= 0.0 or left >= log(product):
                return found

    def _small_gamma(self, alpha):
        """By J. H. Ahrens and U. Dieter's rejection, for a shape below one."""
        bound = (e + alpha) / e
        while True:
            part = bound * self.random()
            if part <= 1.0:
                found = part ** (1.0 / alpha)
            else:
                found = -log((bound - part) / alpha)
            drawn = self.random()
            if part > 1.0:
                if drawn <= found ** (alpha - 1.0):
                    return found
            elif drawn <= exp(-found):
                return found

    def betavariate(self, alpha, beta):
        found = self.gammavariate(alpha, 1.0)
        if found:
            return found / (found + self.gammavariate(beta, 1.0))
        return 0.0

    def vonmisesvariate(self, mu, kappa):
        if kappa <= 1e-6:
            return 2.0 * pi * self.random()
        half = 0.5 / kappa
        ratio = half + sqrt(1.0 + half * half)
        while True:
            cosine = cos(pi * self.random())
            part = cosine / (ratio + cosine)
            drawn = self.random()
            if drawn < 1.0 - part * part or drawn <= (1.0 - part) * exp(part):
                break
        inverse = 1.0 / ratio
        angle = acos((inverse + cosine) / (1.0 + inverse * cosine))
        if self.random() > 0.5:
            return (mu + angle) % (2.0 * pi)
        return (mu - angle) % (2.0 * pi)

    def paretovariate(self, alpha):
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        return alpha * (-log(1.0 - self.random())) ** (1.0 / beta)


class SystemRandom(Random):
    def seed(self, *args, **kwds):
        super().seed()

    def getstate(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    setstate = getstate


_shared = Random()
seed = _shared.seed
getstate = _shared.getstate
setstate = _shared.setstate
random = _shared.random
getrandbits = _shared.getrandbits
randbytes = _shared.randbytes
randrange = _shared.randrange
randint = _shared.randint
choice = _shared.choice
shuffle = _shared.shuffle
sample = _shared.sample
choices = _shared.choices
uniform = _shared.uniform
triangular = _shared.triangular
gauss = _shared.gauss
normalvariate = _shared.normalvariate
lognormvariate = _shared.lognormvariate
expovariate = _shared.expovariate
paretovariate = _shared.paretovariate
weibullvariate = _shared.weibullvariate
betavariate = _shared.betavariate
gammavariate = _shared.gammavariate
vonmisesvariate = _shared.vonmisesvariate
