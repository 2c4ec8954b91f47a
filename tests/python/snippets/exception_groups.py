def f():
    try:
        raise ExceptionGroup("many", [ValueError("a"), TypeError("b"), KeyError("c"), ExceptionGroup("inner", [ValueError("d"), OSError(2, "x")])])
    except* ValueError as eg:
        print("values", eg.exceptions, repr(eg), eg.message)
    except* (TypeError, KeyError) as eg:
        print("types", [type(e).__name__ for e in eg.exceptions], str(eg))
f()
# ---
try:
    raise ValueError("plain")
except* ValueError as eg:
    print(type(eg), eg, eg.exceptions, eg.message == "")
try:
    try: raise ValueError("plain")
    except* TypeError: print("no")
    else: print("else")
    finally: print("finally")
except ValueError as e: print("still", repr(e))
try: pass
except* ValueError: print("no")
else: print("else")
# ---
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError:
    raise KeyError("new")
# ---
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError:
    raise
# ---
try:
    raise ExceptionGroup("g", [ValueError(1)])
except* ValueError as e:
    raise RuntimeError("again") from e
# ---
def deep(n):
    raise ValueError(f"deep {n}")
errors = []
for n in range(3):
    try: deep(n)
    except ValueError as e: errors.append(e)
errors[1].add_note("a note")
raise ExceptionGroup("collected", errors)
# ---
raise ExceptionGroup("outer", [ExceptionGroup("inner", [ValueError(1), KeyError("k")]), OSError("io")])
# ---
eg = ExceptionGroup("msg", [ValueError(1), ExceptionGroup("n", [TypeError(2), ValueError(3)])])
print(eg.subgroup(ValueError), eg.subgroup(ValueError).exceptions, eg.split(TypeError), eg.subgroup(KeyError), eg.split(lambda e: isinstance(e, ExceptionGroup) or str(e) == "1")[0], eg.derive([KeyError()]), eg.args, isinstance(eg, Exception))
print(BaseExceptionGroup("b", [ValueError()]).__class__, BaseExceptionGroup("b", [KeyboardInterrupt()]).__class__, ExceptionGroup.__mro__)
class Mine(ExceptionGroup):
    def __new__(cls, message, exceptions, code=0):
        self = super().__new__(cls, message, exceptions); self.code = code; return self
    def derive(self, excs): return Mine(self.message, excs, self.code)
m = Mine("mine", [ValueError(1), TypeError(2)], 5); print(m, m.code, m.subgroup(ValueError).code, type(m.split(TypeError)[1]), repr(m))
for bad in [lambda: ExceptionGroup(), lambda: ExceptionGroup("a"), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("a", []), lambda: ExceptionGroup("a", 5), lambda: ExceptionGroup("a", [1]), lambda: ExceptionGroup("a", [KeyboardInterrupt()]), lambda: ExceptionGroup("a", [ValueError()], 3), lambda: eg.subgroup(5)]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
# ---
try:
    raise ValueError
except* 5:
    pass
# ---
try:
    raise ExceptionGroup("x", [ValueError()])
except* ExceptionGroup:
    pass
# ---
def run(tasks):
    errors = []
    for task in tasks:
        try: task()
        except Exception as error: errors.append(error)
    if errors: raise ExceptionGroup(f"{len(errors)} tasks failed", errors)
try:
    run([lambda: 1 / 0, lambda: int("x"), lambda: None, lambda: {}["k"]])
except* ArithmeticError as group:
    for e in group.exceptions: print("math:", e)
except* LookupError as group:
    print("lookup:", group.exceptions)
except* Exception as group:
    print("other:", group)
try:
    try: raise ExceptionGroup("a", [ValueError(1), TypeError(2), KeyError(3)])
    except* ValueError as e: raise OSError("x")
    except* TypeError as e: raise
except ExceptionGroup as e: print(repr(e), [repr(x) for x in e.exceptions])
try: raise ExceptionGroup("n", [ExceptionGroup("m", [KeyError(1)])])
except ExceptionGroup as e: print("caught whole", e)
# ---
for i in range(2):
    try: raise ValueError(i)
    except* ValueError: break
# ---
try: pass
except* ValueError: pass
except KeyError: pass
# ---
try: pass
except*: pass
