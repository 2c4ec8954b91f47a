from itertools import *
print(list(chain("ab", [1])), list(chain.from_iterable(["ab", "c"])), list(islice("abcdef", 2)), list(islice("abcdef", 1, 4)), list(islice("abcdef", 0, None, 2)), list(islice(count(), 3)), list(islice(count(1, 2), 3)), list(islice(count(0.5, 0.5), 3)), list(islice(cycle("ab"), 5)), list(repeat(1, 3)))
# ---
from itertools import *
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(product()), list(permutations("abc", 2)), len(list(permutations(range(4)))), list(combinations("abcd", 2)), list(combinations_with_replacement("ab", 2)), list(combinations("ab", 3)), list(permutations([], 0)))
# ---
from itertools import *
print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 3, 1])), list(filterfalse(lambda x: x % 2, range(5))), list(compress("abcd", [1, 0, 1, 0])), list(starmap(pow, [(2, 3), (3, 2)])), list(zip_longest("ab", [1], fillvalue="-")), list(pairwise("abcd")))
# ---
from itertools import groupby
print([(k, list(g)) for k, g in groupby("aabbca")], [(k, len(list(g))) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], {k: [w for w in g] for k, g in groupby(sorted(["b1", "a1", "a2"]), key=lambda w: w[0])})
# ---
from itertools import tee
a, b = tee([1, 2, 3])
print(next(a), next(a), list(b), list(a), len(tee("x", 3)))
# ---
from itertools import *
print(count(5), repeat("x", 2), repeat(1), count(1, 2), repr(count()), next(cycle([9])), list(zip(count(), "ab")), list(map(pow, count(2), repeat(2, 3))))
# ---
from itertools import islice
islice([1], -1)
# ---
from itertools import islice
list(islice("abc", 0, 3, 0))
# ---
from itertools import combinations
combinations("ab", -1)
# ---
from itertools import chain
list(chain([1], 5))
# ---
from itertools import cycle
next(cycle([]))
# ---
from itertools import count
count("a")
# ---
from itertools import accumulate
list(accumulate(["a", 1]))
# ---
from itertools import zip_longest
zip_longest("a", foo=1)
# ---
from itertools import product
product("a", repeat=-1)
# ---
from itertools import starmap
list(starmap(pow, [1]))
# ---
import itertools
def batched(it, n):
    it = iter(it)
    while chunk := list(itertools.islice(it, n)): yield chunk
print(list(batched("abcdefg", 3)), sum(itertools.islice(itertools.count(), 5)), [a + b for a, b in itertools.pairwise([1, 2, 3])], list(itertools.chain(*[[1], [2]])), type(itertools.chain()).__name__, next(itertools.chain("", "x")))
