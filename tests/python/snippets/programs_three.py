scores = {"Ann": [90, 80], "Bob": [70], "Cy": []}
for name, marks in scores.items():
    average = sum(marks) / len(marks)
    print(f"{name}: {average:.1f}")
# ---
def tax(income, *, rate=0.2, allowance=1000):
    return max(0, income - allowance) * rate
print(tax(5000), tax(500), tax(5000, rate=0.4), round(tax(1234.56), 2))
tax(5000, 0.3)
# ---
shopping = ["milk", "eggs"]
shopping += ["bread"]
shopping.insert(1, "tea")
for number, item in enumerate(shopping, 1):
    print(number, item, sep=") ")
print(shopping[-1], "tea" in shopping, shopping.index("eggs"), len(shopping))
shopping.remove("coffee")
# ---
class Shape:
    def area(self): raise NotImplementedError
class Square(Shape):
    def __init__(self, side): self.side = side
    def area(self): return self.side ** 2
class Circle(Shape):
    def __init__(self, r): self.r = r
    def area(self): return 3.14159 * self.r ** 2
class Blob(Shape): pass
for s in (Square(2), Circle(1), Blob()):
    print(type(s).__name__, s.area())
# ---
def countdown(n):
    while n > 0:
        yield n
        n -= 1
    return "liftoff"
def runner():
    message = yield from countdown(2)
    yield message
print(list(runner()), list(countdown(0)), sum(countdown(4)))
c = countdown(1); next(c)
try: next(c)
except StopIteration as stop: print("value:", stop.value)
next(c)
# ---
import datetime
class Invoice:
    due_days = 30
    def __init__(self, number, issued): self.number, self.issued = number, issued
    @property
    def due(self): return self.issued + datetime.timedelta(days=self.due_days)
    def overdue(self, today): return (today - self.due).days if today > self.due else 0
i = Invoice("A1", datetime.date(2024, 1, 31)); print(i.due, i.overdue(datetime.date(2024, 3, 10)), i.overdue(datetime.date(2024, 2, 1)), f"{i.due:%d.%m.%y}")
Invoice("B", "2024-01-01").due
# ---
text = "3 apples, 12 pears and 7 plums"
import re
found = {fruit: int(count) for count, fruit in re.findall(r"(\d+) (\w+)", text)}
print(found, sum(found.values()), max(found, key=found.get), sorted(found, key=lambda f: -found[f]))
print(found["kiwis"])
# ---
from functools import wraps
def logged(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        shown = ", ".join([*map(repr, args), *(f"{k}={v!r}" for k, v in kwargs.items())])
        print(f"{function.__name__}({shown})")
        return function(*args, **kwargs)
    return wrapper
@logged
def divide(a, b=1): return a / b
print(divide(6, b=3), divide.__name__)
divide(1, 0)
# ---
board = [" "] * 9
def winner(b):
    lines = [(0, 1, 2), (3, 4, 5), (6, 7, 8), (0, 3, 6), (1, 4, 7), (2, 5, 8), (0, 4, 8), (2, 4, 6)]
    return next((b[x] for x, y, z in lines if b[x] == b[y] == b[z] != " "), None)
for turn, place in enumerate([4, 0, 2, 6, 3, 5, 1]):
    board[place] = "XO"[turn % 2]
print("\n-+-+-\n".join("|".join(board[r:r + 3]) for r in (0, 3, 6))); print(winner(board), board.count(" "))
for p in (4, 2, 6): board[p] = "X"
print(winner(board), [i for i, c in enumerate(board) if c == " "]); board[9] = "O"
# ---
values = [3, "4", None, 5.5, "x"]
total = 0
for value in values:
    try:
        total += float(value)
    except TypeError as error:
        print("skipped:", error)
    except ValueError as error:
        print("not a number:", error)
print(total, [v for v in values if isinstance(v, (int, float))], [type(v).__name__ for v in values])
print(sorted(values))
