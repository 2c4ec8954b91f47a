import base64
print(base64.b64encode(b'hello'), base64.b64decode('aGVsbG8='), base64.b64decode(b'aGVsbG8h'), base64.b64decode('aGVs bG8=\n'), base64.b64decode(''), base64.b64decode('-_8=', altchars='-_'), base64.b64decode('aGVsbG8==='), base64.b64decode('YQ==YQ=='))
# ---
import base64
print(base64.urlsafe_b64encode(b'\xff\xfe\xfb'), base64.urlsafe_b64decode('__77'), base64.standard_b64decode('//77'))
# ---
import base64
try: base64.b64decode('abc')
except Exception as error: print(type(error).__name__, error)
# ---
import base64
try: base64.b64decode('a')
except Exception as error: print(type(error).__name__, error)
# ---
import base64
try: base64.b64decode('abcde')
except Exception as error: print(type(error).__name__, error)
# ---
import base64
try: base64.b64decode('ü')
except Exception as error: print(type(error).__name__, error)
# ---
import base64
try: base64.b64decode(3)
except Exception as error: print(type(error).__name__, error)
# ---
import base64
try: base64.b64decode('a!bc', validate=True)
except Exception as error: print(type(error).__name__, error)
