import json
print(json.dumps({"a": 1, "b": [1, 2.5, None, True, "x"], "c": {}}), json.dumps("é\n\"\\\u2028"), json.dumps("é", ensure_ascii=False), json.dumps((1, 2)), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps([]), json.dumps({}), json.dumps(float("inf")), json.dumps(float("nan")), json.dumps(10 ** 20), json.dumps("😀"), json.dumps(1e100))
# ---
import json
data = {"b": [1, {"x": []}], "a": {}}
print(json.dumps(data, indent=2), json.dumps(data, indent=2, sort_keys=True), json.dumps(data, separators=(",", ":")), json.dumps(data, indent="\t"), json.dumps([1, [2]], indent=0), json.dumps([], indent=2), json.dumps({"a": 1}, separators=(", ", " = ")))
# ---
import json
print(json.loads('{"a": [1, 2.0, -3e2, true, false, null, "x\\u00e9\\n"]}'), json.loads("5"), json.loads('"s"'), json.loads(" [ ] "), json.loads(b'{"k": 1}'), json.loads("NaN"), json.loads("-Infinity"), json.loads('"\\ud83d\\ude00"'), json.loads("1E5"), json.loads("-0"), json.loads('{"a":1,"a":2}'), json.loads("123456789012345678901234567890"))
# ---
import json
json.loads("")
# ---
import json
json.loads("[1,]")
# ---
import json
json.loads('{"a" 1}')
# ---
import json
json.loads("{'a': 1}")
# ---
import json
json.loads("[1] x")
# ---
import json
json.loads('"abc')
# ---
import json
json.loads('"a\nb"')
# ---
import json
json.loads('"\\x"')
# ---
import json
json.loads("[1\n,\n}")
# ---
import json
json.loads("nul")
# ---
import json
json.loads("01")
# ---
import json
json.loads(5)
# ---
import json
json.dumps({1, 2})
# ---
import json
json.dumps(object)
# ---
import json
json.dumps({(1, 2): 3})
# ---
import json
json.dumps(b"x")
# ---
import json
json.dumps(float("nan"), allow_nan=False)
# ---
import json
a = []
a.append(a)
json.dumps(a)
# ---
import json
json.dumps([object()], default=5)
# ---
import json
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d)), json.loads('{"a": 1}', object_pairs_hook=list), json.loads("[1.5]", parse_float=str), json.loads("[7]", parse_int=float), json.loads("[NaN]", parse_constant=lambda c: c * 2))
# ---
import json
try: json.loads('{"a": 1,\n "b": }')
except json.JSONDecodeError as e: print(e.msg, e.doc, e.pos, e.lineno, e.colno, isinstance(e, ValueError), e)
# ---
import json, io
out = io.StringIO()
json.dump({"k": [1]}, out)
print(out.getvalue(), json.load(io.StringIO("[1, 2]")), json.JSONDecoder().decode("[1]"), json.JSONDecoder().raw_decode("[1] rest"), list(json.JSONEncoder().iterencode([1])) != [])
# ---
import json
from enum import Enum, IntEnum
from collections import OrderedDict, namedtuple
class I(IntEnum): A = 1
class S(str, Enum): B = "b"
print(json.dumps([I.A, S.B, OrderedDict(z=1, a=2), namedtuple("P", "x")(3), True]), json.dumps({I.A: 1, S.B: 2}))
obj = {"name": "x", "tags": ["a"], "n": None}
print(json.loads(json.dumps(obj)) == obj, json.dumps("</script>"), json.dumps("\x00\x1f\x7f"))
