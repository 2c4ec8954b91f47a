import base64
import hashlib
import importlib

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.crypto import get_random_string

UNUSABLE_PASSWORD_PREFIX = "!"
UNUSABLE_PASSWORD_SUFFIX_LENGTH = 40

# What the sandbox does not have is an error where a password asks for it.
ABSENT = {
    "django.contrib.auth.hashers.PBKDF2SHA1PasswordHasher": "pbkdf2_sha1",
    "django.contrib.auth.hashers.Argon2PasswordHasher": "argon2",
    "django.contrib.auth.hashers.BCryptPasswordHasher": "bcrypt",
    "django.contrib.auth.hashers.BCryptSHA256PasswordHasher": "bcrypt_sha256",
    "django.contrib.auth.hashers.ScryptPasswordHasher": "scrypt",
}


def is_password_usable(encoded):
    return encoded is None or not encoded.startswith(UNUSABLE_PASSWORD_PREFIX)


def verify_password(password, encoded, preferred="default"):
    preferred = get_hasher(preferred)
    if password is None or not is_password_usable(encoded):
        return False, False
    try:
        hasher = identify_hasher(encoded)
    except ValueError:
        return False, False
    outdated = hasher.algorithm != preferred.algorithm or preferred.must_update(encoded)
    return hasher.verify(password, encoded), outdated


def check_password(password, encoded, setter=None, preferred="default"):
    is_correct, must_update = verify_password(password, encoded, preferred=preferred)
    if setter and is_correct and must_update:
        setter(password)
    return is_correct


def make_password(password, salt=None, hasher="default"):
    if password is None:
        suffix = get_random_string(UNUSABLE_PASSWORD_SUFFIX_LENGTH)
        return UNUSABLE_PASSWORD_PREFIX + suffix
    if not isinstance(password, (bytes, str)):
        found = type(password).__qualname__
        raise TypeError(f"Password must be a string or bytes, got {found}.")
    hasher = get_hasher(hasher)
    return hasher.encode(password, salt or hasher.salt())


def load(path):
    module, _, name = path.rpartition(".")
    hasher = getattr(importlib.import_module(module), name)()
    if not hasher.algorithm:
        raise ImproperlyConfigured(
            f"hasher doesn't specify an algorithm name: {path}"
        )
    return hasher


def get_hasher(algorithm="default"):
    if hasattr(algorithm, "algorithm"):
        return algorithm
    if algorithm == "default":
        return load(settings.PASSWORD_HASHERS[0])
    for path in settings.PASSWORD_HASHERS:
        if ABSENT.get(path, algorithm) == algorithm:
            hasher = load(path)
            if hasher.algorithm == algorithm:
                return hasher
    raise ValueError(
        f"Unknown password hashing algorithm '{algorithm}'. "
        "Did you specify it in the PASSWORD_HASHERS setting?"
    )


def identify_hasher(encoded):
    return get_hasher(encoded.split("$", 1)[0])


def mask_hash(hash, show=6, char="*"):
    return hash[:show] + char * len(hash[show:])


class BasePasswordHasher:
    algorithm = None
    library = None
    salt_entropy = 128

    def salt(self):
        # So many letters and digits have that entropy.
        return get_random_string(22)

    def verify(self, password, encoded):
        raise NotImplementedError(
            "subclasses of BasePasswordHasher must provide a verify() method"
        )

    def encode(self, password, salt):
        raise NotImplementedError(
            "subclasses of BasePasswordHasher must provide an encode() method"
        )

    def decode(self, encoded):
        raise NotImplementedError(
            "subclasses of BasePasswordHasher must provide a decode() method."
        )

    def safe_summary(self, encoded):
        raise NotImplementedError(
            "subclasses of BasePasswordHasher must provide a safe_summary() method"
        )

    def must_update(self, encoded):
        return False

    def _check_encode_args(self, password, salt):
        if password is None:
            raise TypeError("password must be provided.")
        if not salt or "$" in salt:
            raise ValueError("salt must be provided and cannot contain $.")


class PBKDF2PasswordHasher(BasePasswordHasher):
    algorithm = "pbkdf2_sha256"
    iterations = 1_000_000

    def encode(self, password, salt, iterations=None):
        self._check_encode_args(password, salt)
        iterations = iterations or self.iterations
        password, salted = as_bytes(password), as_bytes(salt)
        key = hashlib.pbkdf2_hmac("sha256", password, salted, iterations)
        key = base64.b64encode(key).decode("ascii")
        return f"{self.algorithm}${iterations}${salt}${key}"

    def decode(self, encoded):
        algorithm, iterations, salt, key = encoded.split("$", 3)
        return {
            "algorithm": algorithm,
            "hash": key,
            "iterations": int(iterations),
            "salt": salt,
        }

    def verify(self, password, encoded):
        parts = self.decode(encoded)
        return encoded == self.encode(password, parts["salt"], parts["iterations"])

    def safe_summary(self, encoded):
        parts = self.decode(encoded)
        return {
            "algorithm": parts["algorithm"],
            "iterations": parts["iterations"],
            "salt": mask_hash(parts["salt"]),
            "hash": mask_hash(parts["hash"]),
        }

    def must_update(self, encoded):
        parts = self.decode(encoded)
        return parts["iterations"] != self.iterations or len(parts["salt"]) < 22


class MD5PasswordHasher(BasePasswordHasher):
    algorithm = "md5"

    def encode(self, password, salt):
        self._check_encode_args(password, salt)
        key = hashlib.md5(as_bytes(salt) + as_bytes(password)).hexdigest()
        return f"{self.algorithm}${salt}${key}"

    def decode(self, encoded):
        algorithm, salt, key = encoded.split("$", 2)
        return {"algorithm": algorithm, "hash": key, "salt": salt}

    def verify(self, password, encoded):
        return encoded == self.encode(password, self.decode(encoded)["salt"])

    def safe_summary(self, encoded):
        parts = self.decode(encoded)
        return {
            "algorithm": parts["algorithm"],
            "salt": mask_hash(parts["salt"], show=2),
            "hash": mask_hash(parts["hash"]),
        }

    def must_update(self, encoded):
        return len(self.decode(encoded)["salt"]) < 22


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode()
