import calendar
h = calendar.HTMLCalendar(); print(h.formatmonth(2024, 2)); print(h.formatyear(2024)[:400], len(h.formatyear(2024)), h.formatday(0, 0), h.formatweekheader()); print(h.formatyearpage(2023)[:300])
class Mine(calendar.HTMLCalendar):
    def formatday(self, day, weekday): return f"<td>{day or ''}</td>"
print(Mine(calendar.SUNDAY).formatmonth(2024, 6, withyear=False))
# ---
import calendar, io, contextlib
out = io.StringIO()
with contextlib.redirect_stdout(out): calendar.prmonth(2024, 1); print("inside")
print(out.getvalue())
# ---
import uuid, base64, numbers
print(uuid.RFC_4122, uuid.uuid4().variant == uuid.RFC_4122, base64.b64encode(b"\xff\xfe\xfd", b"-_"), base64.b64encode(b"\xff\xfe\xfd", altchars=b"@!"))
class N: pass
numbers.Number.register(N); print(isinstance(N(), numbers.Number), isinstance(N(), numbers.Real), issubclass(N, numbers.Number), isinstance(5, numbers.Integral), isinstance(5.0, numbers.Rational), isinstance(True, numbers.Number), isinstance("5", numbers.Number), issubclass(int, numbers.Real))
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @classmethod
    def __subclasshook__(cls, other): return True if cls is Shape and hasattr(other, "area") else NotImplemented
class Duck:
    def area(self): return 1
print(isinstance(Duck(), Shape), issubclass(Duck, Shape), isinstance(5, Shape))
@Shape.register
class Reg: pass
print(issubclass(Reg, Shape), isinstance(Reg(), Shape), Shape.__subclasses__())
base64.b64encode(b"x", b"abc")
