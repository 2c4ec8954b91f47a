b = bytearray(b"abc")
b[0] = 65
b.append(100)
b.extend(b"ef")
b.extend([103, 104])
b.extend(bytearray(b"i"))
print(b, len(b), b[0], b[-1], b[1:3], b[::-1])
b.insert(0, 48)
b.insert(100, 49)
b.insert(-1, 50)
print(b, b.pop(), b.pop(0), b)
b.remove(99)
print(b)
b.reverse()
print(b)
b.clear()
print(b, bool(b), not b)
# ---
b = bytearray(b"abcdef")
b[1:3] = b"XYZ"
print(b)
b[::2] = b"....";
print(b)
del b[0]
print(b)
del b[1:3]
print(b)
del b[::2]
print(b)
b += b"tail"
other = b
b += bytearray(b"!")
b *= 2
print(b, other is b, other)
b[:] = []
print(b)
b[5:] = (1, 2)
print(b)
b[0:0] = range(3)
print(b)
# ---
for source in ["bytearray()", "bytearray(3)", "bytearray(b'x')", "bytearray([1, 2])", "bytearray('é', 'utf-8')", "bytearray('x', encoding='ascii')", "bytearray(bytearray(b'q'))", "bytearray(range(3))", "bytearray(True)", "bytearray(-1)", "bytearray('x')", "bytearray([1, 300])", "bytearray([1, 'x'])", "bytearray(1.5)", "bytearray(None)", "bytearray(1, 2, 3, 4)", "bytearray.fromhex('01 ff')", "bytearray.fromhex('010')", "bytearray.maketrans(b'a', b'b')[97]"]:
    try:
        print(source, repr(eval(source)))
    except Exception as error:
        print(source, type(error).__name__, error)
# ---
for source in ["hash(b)", "b[9]", "b['x']", "b + 1", "b + 'x'", "b'z' + b", "b + b'z'", "b * 2", "2 * b", "b * 'x'", "b.extend('x')", "b.extend('')", "b.extend(1)", "bytearray().pop()", "b.pop(40)", "b.remove(3)", "b.append('x')", "b.append(300)", "b.append()", "b.append(1, 2)", "b < 5", "b < b'b'", "b >= bytearray(b'a')", "b == b'abc'", "b'abc' == b", "b != b'abc'", "b == 'abc'", "b == [97, 98, 99]", "b.index(b'z')", "b.find(b'c')", "b'b' in b", "98 in b", "'b' in b", "300 in b", "b % ()", "bytearray(b'%d-%s') % (5, b)", "b'%s' % b", "b in [b'abc']", "{b: 1}", "{b}", "sorted([bytearray(b'b'), bytearray(b'a')])", "list(b)", "list(reversed(b))", "tuple(iter(b))", "sum(b)", "max(b)", "b.foo", "b.__len__()", "b.__getitem__(0)", "b.__contains__(97)", "b.__eq__(b'abc')", "bytes(b)", "str(b)", "str(b, 'ascii')", "repr(b)", "f'{b}'", "int(bytearray(b'12'))", "float(bytearray(b'1.5'))", "int(bytearray(b'zz'), 36)", "isinstance(b, bytearray)", "isinstance(b, bytes)", "type(b)", "bytearray.__mro__", "b.copy() is b", "b.copy()", "b.decode()", "b.hex('-')"]:
    b = bytearray(b"abc")
    try:
        print(source, repr(eval(source)))
    except Exception as error:
        print(source, type(error).__name__, error)
# ---
b = bytearray(b" Ab,c ")
print(b.strip(), b.upper(), b.lower(), b.split(b","), b.split(), b.partition(b","), b.replace(b"A", b"zz"))
print(b.startswith(b" A"), b.endswith((b"c ", b"q")), b.title(), b.swapcase(), b.capitalize(), b.center(10, b"*"))
print(b.isalpha(), bytearray(b"12").isdigit(), b.count(b"b"), b.rfind(b","), bytearray(b"-").join([b"a", bytearray(b"b")]))
print(bytearray(b"5").zfill(3), bytearray(b"a\tb").expandtabs(4), bytearray(b"a\nb").splitlines(), b.removeprefix(b" A"))
print(b"x".join([bytearray(b"a"), b"b"]), b"abc".replace(bytearray(b"b"), b"."), b"a-b".split(bytearray(b"-")))
print(b.translate(None, b"b"), type(b.strip()), b)
# ---
def shorten(data, limit):
    while len(data) > limit:
        data.pop()
data = bytearray(b"hello")
shorten(data, 2)
print(data)
class Buffer(bytearray):
    def write(self, part):
        self.extend(part)
        return len(part)
buffer = Buffer(b"x")
print(buffer.write(b"yz"), buffer, buffer == b"xyz", len(buffer), type(buffer[1:]), isinstance(buffer, bytearray))
buffer.name = "mine"
print(buffer.name, bytes(buffer))
# ---
try:
    bytearray(b"abc")[0:2] = 5
except TypeError as error:
    print(error)
try:
    bytearray(b"abc")[0:2] = "xy"
except TypeError as error:
    print(error)
try:
    bytearray(b"abcd")[::2] = b"x"
except ValueError as error:
    print(error)
for key, value in [(0, 256), (0, -1), (0, "x"), (9, 1), ("k", 1), (0, b"x")]:
    try:
        bytearray(b"abc")[key] = value
    except Exception as error:
        print(type(error).__name__, error)
try:
    del bytearray(b"")[0]
except IndexError as error:
    print(error)
try:
    bytearray(b"")["x"] += 1
except TypeError as error:
    print(error)
b = bytearray(b"")
try:
    b += "x"
except TypeError as error:
    print(error)
try:
    b += 5
except TypeError as error:
    print(error)
# ---
import json, hashlib, base64, struct, copy, io, re
b = bytearray(b'{"a": 1}')
print(json.loads(b), hashlib.md5(b).hexdigest(), base64.b64encode(b), copy.copy(b), copy.deepcopy([b]))
print(int.from_bytes(bytearray([1, 0]), "big"), struct.unpack("<H", bytearray([1, 0])), re.findall(rb"\d", b))
stream = io.BytesIO()
stream.write(bytearray(b"xy"))
print(stream.getvalue())
first = [bytearray(b"a")] * 2
first[0].append(98)
print(first)
second = copy.copy(b)
second[0] = 0
print(b[0], second[0])
match b:
    case bytearray(): print("bytearray")
# ---
v = memoryview(b"abcdef")
print(v[0], v[-1], v[1:3].tobytes(), bytes(v[::2]), len(v), v.tolist(), v.readonly, v.nbytes, v.format, v.itemsize, v.shape, v.obj)
print(v == b"abcdef", v[1:] == b"bcdef", b"abcdef" == v, v != b"x", list(v), 97 in v, v.hex(), hash(v) == hash(b"abcdef"))
b = bytearray(b"hello")
w = memoryview(b)
w[0] = 72
w[1:3] = b"EL"
print(b, w.readonly, w.tobytes())
try:
    b.append(1)
except BufferError as error:
    print(error)
w.release()
b.append(33)
print(b)
with memoryview(b) as m:
    print(m[0])
try:
    m[0]
except ValueError as error:
    print(error)
for source in ["memoryview(5)", "memoryview()", "memoryview('x')", "v['x']", "v[9]", "v.__setitem__(0, 1)", "v < v", "memoryview(bytearray(b'a')).__setitem__(0, 300)", "memoryview(bytearray(b'a')).__setitem__(0, 'x')", "memoryview(bytearray(b'ab')).__setitem__(slice(0, 2), b'x')", "v + b'x'", "b'x' + v", "b''.join([v])", "bytearray(v)", "type(v)", "int(memoryview(b'12'))"]:
    try:
        print(source, repr(eval(source)))
    except Exception as error:
        print(source, type(error).__name__, error)
