"""What a plain loop costs: arithmetic, attributes, calls, lists, dicts and strings."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def moved(self, by):
        return Point(self.x + by, self.y - by)


def add(a, b):
    return a + b


def arithmetic(count):
    total = 0
    for number in range(count):
        total = (total * 3 + number) % 1000003
        if total & 1:
            total -= 1
    return total


def attributes(count):
    point = Point(1, 2)
    for number in range(count):
        point.x = point.x + 1
        point.y = point.y - point.x % 3
    return point.x + point.y


def calls(count):
    total = 0
    for number in range(count):
        total = add(total, number)
    return total


def methods(count):
    point = Point(0, 0)
    for number in range(count):
        point = point.moved(number)
    return point.x


def lists(count):
    items = []
    for number in range(count):
        items.append(number * 2)
    total = 0
    for index in range(len(items)):
        total += items[index]
    return total + sum([item + 1 for item in items if item % 3])


def dicts(count):
    seen = {}
    for number in range(count):
        key = number % 100
        seen[key] = seen.get(key, 0) + number
    return sum(seen.values())


def strings(count):
    parts = []
    for number in range(count):
        parts.append("item %d" % number + f", number {number}".upper())
    return len(" ".join(parts))


# Each loop with how many rounds of it take about as long as those of the others.
WORK = [
    (arithmetic, 4000),
    (attributes, 3000),
    (calls, 4000),
    (methods, 2000),
    (lists, 4000),
    (dicts, 4000),
    (strings, 2000),
]
