import hashlib
import base64
import unicodedata

for size in range(5):
    print(base64.b64encode(b"\xfb\xef\xbe?"[:size]))
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 3).hex())
print(hashlib.pbkdf2_hmac("sha256", b"p" * 65, b"s" * 200, 1, dklen=40).hex())
for bad in (
    lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 0),
    lambda: hashlib.pbkdf2_hmac("sha256", b"p", b"s", 1, dklen=0),
    lambda: base64.b64encode("text"),
):
    try:
        bad()
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
print(unicodedata.normalize("NFKC", "ﬁne①"))

import uuid

for make in (uuid.uuid3, uuid.uuid5):
    for namespace in (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL):
        for name in ("", "python.org", "Ünïcode"):
            print(make(namespace, name), make(namespace, name).version)
for wrong in [lambda: uuid.uuid5("x", "y"), lambda: uuid.uuid5(uuid.NAMESPACE_DNS, 5), lambda: uuid.uuid3(uuid.NAMESPACE_DNS, None)]:
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
