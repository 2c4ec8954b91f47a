def heappush(heap, item):
    heap.append(item)
    rise(heap, 0, len(heap) - 1)


def heappop(heap):
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    return heapreplace(heap, last)


def heapreplace(heap, item):
    first = heap[0]
    heap[0] = item
    sink(heap, 0)
    return first


def heappushpop(heap, item):
    if heap and heap[0] < item:
        return heapreplace(heap, item)
    return item


def heapify(x):
    for place in range(len(x) // 2 - 1, -1, -1):
        sink(x, place)


def rise(heap, top, place):
    """Moves an item up until its parent is not greater."""
    item = heap[place]
    while place > top:
        parent = (place - 1) // 2
        if not item < heap[parent]:
            break
        heap[place] = heap[parent]
        place = parent
    heap[place] = item


def sink(heap, place):
    """Moves an item down to a leaf along the smaller children, and up again to where it belongs."""
    top, item, end = place, heap[place], len(heap)
    while (child := 2 * place + 1) < end:
        if child + 1 < end and not heap[child] < heap[child + 1]:
            child += 1
        heap[place] = heap[child]
        place = child
    heap[place] = item
    rise(heap, top, place)


def nsmallest(n, iterable, key=None):
    return sorted(iterable, key=key)[: max(n, 0)]


def nlargest(n, iterable, key=None):
    return sorted(iterable, key=key, reverse=True)[: max(n, 0)]


def merge(*iterables, key=None, reverse=False):
    rows = []
    for order, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for item in iterator:
            rows.append([item if key is None else key(item), order, item, iterator])
            break
    while rows:
        best = rows[0]
        for row in rows[1:]:
            if best[0] < row[0] if reverse else row[0] < best[0]:
                best = row
        yield best[2]
        for item in best[3]:
            best[0], best[2] = item if key is None else key(item), item
            break
        else:
            rows.remove(best)
