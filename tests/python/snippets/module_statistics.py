import statistics
from decimal import Decimal
print(statistics.mean([1, 2, 3, 4]), statistics.mean([1, 2]), statistics.mean([1, 3]), statistics.mean([1.5, 2]), statistics.mean([True, False]), statistics.mean([Decimal('1.5'), Decimal('2')]))
# ---
import statistics
from decimal import Decimal
print(statistics.median([1, 5, 2]), statistics.median([1, 2, 3, 4]), statistics.median_low([1, 2, 3, 4]), statistics.median_high([1, 2, 3, 4]), statistics.mode('aab'), statistics.multimode('aabbc'), statistics.multimode([]))
# ---
import statistics
from decimal import Decimal
print(statistics.variance([1, 2, 3, 4]), statistics.variance([1, 2]), statistics.pvariance([1, 2, 3]), statistics.stdev([1, 2, 3]), statistics.pstdev([1, 2, 4]), statistics.stdev([1.5, 2.5, 4.0]), statistics.stdev([Decimal('1.5'), Decimal('2')]), statistics.variance([1, 2, 3], 2))
# ---
import statistics
from decimal import Decimal
print(statistics.fmean([1, 2, 4]), statistics.fmean([1, 2], [3, 1]), statistics.harmonic_mean([1, 2, 4]), statistics.harmonic_mean([1, 0]), statistics.geometric_mean([1, 2, 4]))
# ---
import statistics
from decimal import Decimal
for call in (lambda: statistics.mean([]), lambda: statistics.median([]), lambda: statistics.mode([]), lambda: statistics.stdev([1]), lambda: statistics.pvariance([]), lambda: statistics.mean(['a']), lambda: statistics.harmonic_mean([-1]), lambda: statistics.geometric_mean([0])):
    try: call()
    except Exception as error: print(type(error).__name__, error)
# ---
import heapq
heap = []
for number in [5, 2, 8, 1, 9, 3]: heapq.heappush(heap, number)
print(heap, heapq.heappop(heap), heap, heapq.heapreplace(heap, 0), heap, heapq.heappushpop(heap, -1), heapq.heappushpop(heap, 4), heap)
# ---
import heapq
heap = [9, 4, 7, 1, 8, 2, 6]; heapq.heapify(heap); print(heap, heapq.nlargest(2, 'hello'), heapq.nsmallest(2, [3, 1, 2], key=lambda it: -it), heapq.nsmallest(-1, [1]), list(heapq.merge([1, 4], [2, 3], [])), list(heapq.merge([4, 1], [3, 2], reverse=True)), list(heapq.merge(['b'], ['A', 'c'], key=str.lower)))
# ---
import heapq
heapq.heappop([])
# ---
import bisect
items = [1, 3]; bisect.insort(items, 2); bisect.insort_left(items, 2); print(items, bisect.bisect(items, 2), bisect.bisect_left(items, 2), bisect.bisect([1, 5, 9], 4, 1, 2), bisect.bisect([(1, 'a'), (3, 'b')], 2, key=lambda it: it[0]))
# ---
import bisect
bisect.bisect([1], 5, lo=-1)
# ---
import hashlib
print(hashlib.sha512(b'abc').hexdigest(), hashlib.sha512(b'a' * 112).hexdigest(), hashlib.new('sha512', b'').name)
