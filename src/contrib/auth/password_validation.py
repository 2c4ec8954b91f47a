import functools
import importlib
import re

from django.conf import settings
from django.core.exceptions import (
    FieldDoesNotExist,
    ImproperlyConfigured,
    ValidationError,
)

# Django's list has 20,000; these are the ones that are tried first.
COMMON = """
000000 0987654321 1111 11111 111111 1111111 11111111 112233 121212 123 123123 123321 1234
12341234 12345 123456 1234567 12345678 123456789 1234567890 123456a 123abc 123qwe 131313
159753 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 222222 2000 555555 654321 666666 696969 777777
7777777 87654321 88888888 987654321 999999 aa123456 aaaaaa abc123 abcd1234 access adidas
admin admin123 administrator amanda andrea andrew anthony asdf asdf1234 asdfasdf asdfgh
asdfghjkl ashley austin bailey banana baseball basketball batman biteme blink182 buster
changeme charlie cheese chelsea chocolate computer cookie corvette dallas daniel default
diamond donald dragon fender ferrari flower football freedom fuckyou george ginger golfer
guest hannah harley heather hello hello123 hockey hottie hunter hunter2 iloveyou internet
jasmine jennifer jessica jordan jordan23 joshua justin killer klaster letmein liverpool
login london loveme lovely maggie master matrix matthew maverick merlin michael michelle
mickey monkey mustang naruto nicole nothing orange pa55word pass pass1234 passw0rd
password password1 password12 password123 pepper phoenix pokemon princess purple q1w2e3r4
qazwsx qazwsxedc qwe123 qwer1234 qwert qwerty qwerty1 qwerty12 qwerty123 qwertyui
qwertyuiop ranger richard robert root samantha samsung scooter secret secret123 shadow
silver soccer sophie starwars steelers summer sunshine superman taylor test test123
test1234 tester testing thomas thunder tigger trustno1 user welcome welcome1 whatever
william winner winter xxxxxx yankees zaq12wsx zxcvbn zxcvbnm
"""


@functools.lru_cache
def get_default_password_validators():
    return get_password_validators(settings.AUTH_PASSWORD_VALIDATORS)


def get_password_validators(validator_config):
    return [
        load(validator["NAME"])(**validator.get("OPTIONS", {}))
        for validator in validator_config
    ]


def load(path):
    module, _, name = path.rpartition(".")
    try:
        return getattr(importlib.import_module(module), name)
    except (AttributeError, ImportError, ValueError):
        raise ImproperlyConfigured(
            f"The module in NAME could not be imported: {path}. Check your "
            "AUTH_PASSWORD_VALIDATORS setting."
        )


def validate_password(password, user=None, password_validators=None):
    errors = []
    if password_validators is None:
        password_validators = get_default_password_validators()
    for validator in password_validators:
        try:
            validator.validate(password, user)
        except ValidationError as error:
            errors.append(error)
    if errors:
        raise ValidationError(errors)


def password_changed(password, user=None, password_validators=None):
    if password_validators is None:
        password_validators = get_default_password_validators()
    for validator in password_validators:
        if hasattr(validator, "password_changed"):
            validator.password_changed(password, user)


def password_validators_help_texts(password_validators=None):
    if password_validators is None:
        password_validators = get_default_password_validators()
    return [validator.get_help_text() for validator in password_validators]


class MinimumLengthValidator:
    def __init__(self, min_length=8):
        self.min_length = min_length

    def validate(self, password, user=None):
        if len(password) < self.min_length:
            raise ValidationError(
                self.get_error_message(),
                code="password_too_short",
                params={"min_length": self.min_length},
            )

    def get_error_message(self):
        least = characters(self.min_length)
        return f"This password is too short. It must contain at least {least}."

    def get_help_text(self):
        return f"Your password must contain at least {characters(self.min_length)}."


def characters(count):
    return f"{count} character" if count == 1 else f"{count} characters"


class UserAttributeSimilarityValidator:
    DEFAULT_USER_ATTRIBUTES = ("username", "first_name", "last_name", "email")

    def __init__(self, user_attributes=DEFAULT_USER_ATTRIBUTES, max_similarity=0.7):
        self.user_attributes = user_attributes
        if max_similarity < 0.1:
            raise ValueError("max_similarity must be at least 0.1")
        self.max_similarity = max_similarity

    def validate(self, password, user=None):
        if not user:
            return
        password = password.lower()
        for name in self.user_attributes:
            value = getattr(user, name, None)
            if not value or not isinstance(value, str):
                continue
            value = value.lower()
            if any(
                self.is_similar(password, part)
                for part in [*re.split(r"\W+", value), value]
            ):
                try:
                    shown = str(user._meta.get_field(name).verbose_name)
                except FieldDoesNotExist:
                    shown = name
                raise ValidationError(
                    self.get_error_message(),
                    code="password_too_similar",
                    params={"verbose_name": shown},
                )

    def is_similar(self, password, part):
        if exceeds_maximum_length_ratio(password, self.max_similarity, part):
            return False
        return quick_ratio(password, part) >= self.max_similarity

    def get_error_message(self):
        return "The password is too similar to the %(verbose_name)s."

    def get_help_text(self):
        return "Your password can’t be too similar to your other personal information."


def exceeds_maximum_length_ratio(password, max_similarity, value):
    longest = max_similarity / 2 * len(password)
    return len(password) >= 10 * len(value) and len(value) < longest


def quick_ratio(a, b):
    """How much of both texts is letters that they share: difflib's upper bound."""
    if not a and not b:
        return 1.0
    shared = sum(min(a.count(letter), b.count(letter)) for letter in set(a))
    return 2.0 * shared / (len(a) + len(b))


class CommonPasswordValidator:
    def __init__(self, password_list_path=None):
        if password_list_path is None:
            self.passwords = set(COMMON.split())
        else:
            with open(password_list_path) as file:
                self.passwords = {line.strip() for line in file}

    def validate(self, password, user=None):
        if password.lower().strip() in self.passwords:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self):
        return "This password is too common."

    def get_help_text(self):
        return "Your password can’t be a commonly used password."


class NumericPasswordValidator:
    def validate(self, password, user=None):
        if password.isdigit():
            raise ValidationError(
                self.get_error_message(), code="password_entirely_numeric"
            )

    def get_error_message(self):
        return "This password is entirely numeric."

    def get_help_text(self):
        return "Your password can’t be entirely numeric."
