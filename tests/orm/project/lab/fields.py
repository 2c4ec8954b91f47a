from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Lookup, Transform


class WordsField(models.TextField):
    """Words, kept with commas between them."""

    default_error_messages = {"invalid": "%(value)s is no list of words"}

    def __init__(self, *args, separator=",", **kwargs):
        self.separator = separator
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.separator != ",":
            kwargs["separator"] = self.separator
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return value if value is None else [word for word in value.split(self.separator) if word]

    def to_python(self, value):
        if value is None or isinstance(value, list):
            return value
        if not isinstance(value, str):
            raise ValidationError(self.error_messages["invalid"], code="invalid", params={"value": value})
        return value.split(self.separator)

    def get_prep_value(self, value):
        if isinstance(value, (list, tuple)):
            return self.separator.join(value)
        return value

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))


@models.Field.register_lookup
class NotEqual(Lookup):
    lookup_name = "ne"

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        rhs, rhs_params = self.process_rhs(compiler, connection)
        return f"{lhs} <> {rhs}", [*lhs_params, *rhs_params]


class Absolute(Transform):
    lookup_name = "size"
    function = "ABS"


class Shout(Transform):
    lookup_name = "shout"
    bilateral = True

    def as_sql(self, compiler, connection):
        sql, params = compiler.compile(self.lhs)
        return f"UPPER({sql})", params


class Initial(Transform):
    lookup_name = "initial"
    template = "SUBSTR(%(expressions)s, 1, 1)"
    output_field = models.CharField()


models.IntegerField.register_lookup(Absolute)
models.CharField.register_lookup(Shout)
models.CharField.register_lookup(Initial)
models.CharField.register_lookup(models.functions.Length)
