import base64
from json import dumps, loads
from decimal import Decimal
import datetime

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.core.serializers.base import DeserializationError, M2MDeserializationError, SerializerDoesNotExist

PROTECTED = (type(None), int, float, Decimal, datetime.datetime, datetime.date, datetime.time)


def value_of(obj, field):
    if field.get_internal_type() == "CompositePrimaryKey":
        return [value_of(obj, obj._meta.get_field(name)) for name in field.field_names]
    value = field.value_from_object(obj)
    if isinstance(value, PROTECTED) or field.get_internal_type() == "JSONField":
        return value
    return field.value_to_string(obj)


def text_of(value):
    """Bytes and durations as text."""
    if isinstance(value, datetime.timedelta):
        hours, rest = divmod(value.seconds, 3600)
        text = "%02d:%02d:%02d" % (hours, rest // 60, rest % 60)
        if value.days:
            text = "%d %s" % (value.days, text)
        return text + ".%06d" % value.microseconds if value.microseconds else text
    return "" if value is None else base64.b64encode(bytes(value)).decode("ascii")


def as_dict(obj, natural_foreign=False, natural_primary=False, wanted=None):
    """An object as the dictionary that stands for it."""
    options = obj._meta.concrete_model._meta
    data = {"model": str(obj._meta.label_lower)}
    if not natural_primary or not hasattr(obj, "natural_key"):
        data["pk"] = value_of(obj, obj._meta.pk)
    fields = {}
    # The way to the parent is all that says which it is.
    is_link = natural_primary and getattr(options.pk.remote_field, "parent_link", False)
    for field in options.local_fields:
        if (field.primary_key or not field.serialize) and not (is_link and field.primary_key):
            continue
        if wanted is not None and field.name not in wanted and field.attname not in wanted:
            continue
        remote = field.related_model if field.is_relation else None
        if remote is not None and natural_foreign and hasattr(remote, "natural_key"):
            related = getattr(obj, field.name)
            fields[field.name] = related.natural_key() if related else None
        elif remote is not None:
            value = getattr(obj, field.attname)
            fields[field.name] = value if isinstance(value, PROTECTED) else str(value)
        else:
            fields[field.name] = value_of(obj, field)
    for field in options.local_many_to_many:
        if not field.serialize or (wanted is not None and field.name not in wanted):
            continue
        through = field.remote_field.through
        if through is not None and not through._meta.auto_created:
            continue
        if natural_foreign and hasattr(field.related_model, "natural_key"):
            fields[field.name] = [related.natural_key() for related in getattr(obj, field.name).all()]
        else:
            keys = getattr(obj, field.name).values_list("pk", flat=True)
            fields[field.name] = [key if isinstance(key, PROTECTED) else str(key) for key in keys]
    data["fields"] = fields
    return data


def known_format(format):
    if format not in ("json", "python", "jsonl"):
        raise SerializerDoesNotExist(format)


def serialize(format, queryset, **options):
    from django.core.serializers.json import DjangoJSONEncoder

    known_format(format)
    stream = options.get("stream")
    indent = options.get("indent")
    dicts = [
        as_dict(
            obj,
            options.get("use_natural_foreign_keys", False),
            options.get("use_natural_primary_keys", False),
            options.get("fields"),
        )
        for obj in queryset
    ]
    if format == "python":
        return dicts
    separators = (",", ": ") if indent or format == "jsonl" else (", ", ": ")
    texts = [
        dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=indent, separators=separators)
        for data in dicts
    ]
    if format == "jsonl":
        text = "".join(f"{text}\n" for text in texts)
    elif indent:
        text = "[\n" + ",\n".join(texts) + ("\n]\n" if texts else "]\n")
    else:
        text = "[" + ", ".join(texts) + "]"
    if stream is not None:
        stream.write(text)
    return text


class DeserializedObject:
    """An object that is not in the database yet, with its many-to-many relations."""

    def __init__(self, obj, m2m_data):
        self.object = obj
        self.m2m_data = m2m_data
        self.deferred_fields = None

    def __repr__(self):
        return "<DeserializedObject: %s(pk=%s)>" % (self.object._meta.label, self.object.pk)

    def save(self, save_m2m=True, using=None, **kwargs):
        self.object.save_base(raw=True, **kwargs)
        if self.m2m_data and save_m2m:
            for name, keys in self.m2m_data.items():
                getattr(self.object, name).set(keys)
        self.m2m_data = None


def related_keys(field, values, label, pk):
    """The keys of a many-to-many field."""
    place = values
    try:
        try:
            keys = []
            for place in values:
                keys.append(related_key(field, place))
            return keys
        except Exception as error:
            raise M2MDeserializationError(error, place)
    except M2MDeserializationError as error:
        raise DeserializationError.with_data(error.original_exc, label, pk, error.pk)


def related_key(field, value):
    """The key that a value of a relation stands for."""
    model = field.related_model
    manager = model._default_manager
    target = model._meta.pk
    if field.many_to_one or field.one_to_one:
        target = model._meta.get_field(field.remote_field.field_name or model._meta.pk.name)
    if hasattr(manager, "get_by_natural_key") and isinstance(value, (list, tuple)):
        return getattr(manager.get_by_natural_key(*value), target.attname)
    return target.to_python(value)


def of_dict(data, ignorenonexistent=False):
    label = data["model"]
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError, TypeError):
        if ignorenonexistent:
            return None
        raise DeserializationError(f"Invalid model identifier: {label}")
    options = model._meta
    values, m2m_data = {}, {}
    if data.get("pk") is not None:
        try:
            values[options.pk.attname] = options.pk.to_python(data.get("pk"))
        except Exception as error:
            raise DeserializationError.with_data(error, label, data.get("pk"), None)
    names = {field.name for field in options.get_fields()}
    for name, value in data["fields"].items():
        if ignorenonexistent and name not in names:
            continue
        field = options.get_field(name)
        if field.many_to_many:
            m2m_data[name] = related_keys(field, value, label, data.get("pk"))
            continue
        try:
            if field.is_relation:
                values[field.attname] = None if value is None else related_key(field, value)
            else:
                if isinstance(value, str) and field.get_internal_type() == "BinaryField":
                    value = base64.b64decode(value.encode("ascii"))
                values[name] = field.to_python(value)
        except Exception as error:
            raise DeserializationError.with_data(error, label, data.get("pk"), value)
    return DeserializedObject(with_natural_key(model, values), m2m_data)


def with_natural_key(model, values):
    pk = model._meta.pk
    manager = model._default_manager
    if values.get(pk.attname) is None and hasattr(manager, "get_by_natural_key") and hasattr(model, "natural_key"):
        try:
            key = model(**values).natural_key()
            values[pk.attname] = pk.to_python(manager.get_by_natural_key(*key).pk)
        except ObjectDoesNotExist:
            pass
    return model(**values)


def deserialize(format, stream_or_string, **options):
    known_format(format)
    data = stream_or_string
    if format != "python":
        if hasattr(data, "read"):
            data = data.read()
        if isinstance(data, bytes):
            data = data.decode()
        try:
            if format == "jsonl":
                data = [loads(line) for line in data.splitlines() if line.strip()]
            else:
                data = loads(data)
        except ValueError as error:
            raise DeserializationError() from error
    for one in data:
        try:
            found = of_dict(one, options.get("ignorenonexistent", False))
        except DeserializationError:
            raise
        except Exception as error:
            if format == "python":
                raise
            raise DeserializationError(f"Error deserializing object: {error}") from error
        if found is not None:
            yield found
