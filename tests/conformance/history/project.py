"""A project's models as values, and the text of its `models.py` files."""

import dataclasses
import re

from .fields import Field

HEAD = """\
import datetime
import re
import uuid
from decimal import Decimal
from functools import partial

from django.core.validators import *
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Abs, Coalesce, Concat, Length, Lower, Now, Upper
from django.utils import timezone
from django.utils.deconstruct import deconstructible
"""
# What every module offers to its fields, models and migrations.
HELPERS = """\
def make_code():
    return "code"


def make_number():
    return 17


def make_word(word, end=""):
    return word + end


def make_choices():
    return [("one", "One"), ("two", "Two")]


def make_path(instance, filename):
    return "files/" + filename


def make_limit():
    return {"pk__lt": 1000}


def check_even(value):
    if value % 2:
        raise ValidationError("odd")


def check_word(value):
    pass


@deconstructible
class LengthIs:
    def __init__(self, length):
        self.length = length

    def __call__(self, value):
        pass

    def __eq__(self, other):
        return isinstance(other, LengthIs) and self.length == other.length


class Touched:
    def touch(self):
        return self.pk


class KeptManager(models.Manager):
    use_in_migrations = True


class KeptQuerySet(models.QuerySet):
    def kept(self):
        return self.filter(pk__gt=0)


class LooseManager(models.Manager):
    pass
"""


@dataclasses.dataclass
class Model:
    """A model, an abstract base, a proxy or a child, as its declaration."""

    name: str
    parents: list = dataclasses.field(default_factory=list)
    mixins: list = dataclasses.field(default_factory=list)
    abstract: bool = False
    proxy: bool = False
    fields: dict = dataclasses.field(default_factory=dict)
    meta: dict = dataclasses.field(default_factory=dict)
    indexes: list = dataclasses.field(default_factory=list)
    constraints: list = dataclasses.field(default_factory=list)
    managers: dict = dataclasses.field(default_factory=dict)
    lines: list = dataclasses.field(default_factory=list)

    def of_sort(self, *sorts):
        return [name for name, field in self.fields.items() if field.sort in sorts]

    def mentions(self, name):
        """Whether an option, an index, a constraint or another field speaks of the field `name`."""
        return any(_speaks_of(text, name) for text in self._texts())

    def forget(self, name):
        """Drops whatever speaks of a field."""
        keep = lambda text: not _speaks_of(text, name)
        self.indexes = list(filter(keep, self.indexes))
        self.constraints = list(filter(keep, self.constraints))
        self.meta = {key: value for key, value in self.meta.items() if keep(value)}
        gone = [key for key, field in self.fields.items() if field.sort == "generated" and not all(map(keep, field.options.values()))]
        for key in gone:
            del self.fields[key]
            self.forget(key)

    def rename_mentions(self, old, new):
        """Follows the new name of a field."""
        renamed = lambda text: re.sub(rf"(?<=['\"(, -]){old}(?=['\"]|__|=)", new, text)
        self.indexes = list(map(renamed, self.indexes))
        self.constraints = list(map(renamed, self.constraints))
        self.meta = {key: renamed(value) for key, value in self.meta.items()}
        for field in self.fields.values():
            if field.sort == "generated":
                field.options = {key: renamed(value) for key, value in field.options.items()}

    def _texts(self):
        generated = [value for field in self.fields.values() if field.sort == "generated" for value in field.options.values()]
        return [*self.indexes, *self.constraints, *self.meta.values(), *generated]

    def source(self, app, declared):
        bases = [*self.mixins, *(parent[1] for parent in self.parents)] or []
        if not self.parents:
            bases.append("models.Model")
        body = [f"    {name} = {field.source(app, self.name, declared)}" for name, field in self.fields.items()]
        if self.managers:
            body += ["", *(f"    {name} = {source}" for name, source in self.managers.items())]
        meta = self._meta_source()
        if meta:
            body += ["", "    class Meta:", *(f"        {line}" for line in meta)]
        if self.lines:
            body += ["", *(f"    {line}" for line in self.lines)]
        return f"class {self.name}({', '.join(bases)}):\n" + "\n".join(body or ["    pass"]) + "\n"

    def _meta_source(self):
        lines = [f"{name} = True" for name in ("abstract", "proxy") if getattr(self, name)]
        lines += [f"{name} = {value}" for name, value in self.meta.items()]
        for name in ("indexes", "constraints"):
            members = getattr(self, name)
            if members:
                lines += [f"{name} = [", *(f"    {member}," for member in members), "]"]
        return lines


@dataclasses.dataclass
class App:
    """An app: its enumerations and its models, in the order of their declaration."""

    label: str
    enums: dict = dataclasses.field(default_factory=lambda: {"text": [], "number": []})
    models: list = dataclasses.field(default_factory=list)

    def model(self, name):
        return next((model for model in self.models if model.name == name), None)

    def source(self):
        imported = sorted({parent for model in self.models for parent in model.parents if parent[0] != self.label})
        parts = [HEAD + "".join(f"from {app}.models import {name}\n" for app, name in imported)]
        parts.append(HELPERS)
        parts += [_enum_source(*enum, "models.TextChoices") for enum in self.enums["text"]]
        parts += [_enum_source(*enum, "models.IntegerChoices") for enum in self.enums["number"]]
        declared = []
        for model in self.models:
            parts.append(model.source(self.label, declared))
            if not model.abstract:
                declared.append(model.name)
        return "\n\n".join(parts)


class Project:
    """Apps with models, and a supply of names that are not taken."""

    def __init__(self, labels):
        self.apps = {label: App(label) for label in labels}
        self.count = 0

    def fresh(self, word):
        """A name that nothing has had."""
        self.count += 1
        return f"{word}_{self.count}" if word.islower() else f"{word}{self.count}"

    def words(self, app):
        """What the module of an app offers to a field."""
        return {"enums": self.apps[app].enums, "fresh": self.fresh}

    def files(self):
        return {f"{label}/models.py": app.source() for label, app in self.apps.items()}

    def models(self, wanted=lambda model: True):
        """(label, model) of each model that is `wanted`."""
        return [(label, model) for label, app in self.apps.items() for model in app.models if wanted(model)]

    def concrete(self):
        return self.models(lambda model: not model.abstract and not model.proxy)

    def references(self, key):
        """The relations that refer to the model `key`, with the models they are in."""
        return [(label, model, name) for label, model in self.models() for name, field in model.fields.items() if field.to == key]

    def children(self, key):
        return [(label, model) for label, model in self.models() if key in model.parents]

    def rename_model(self, key, new):
        """Gives a model a new name, or another app, wherever it is spoken of."""
        for _, model in self.models():
            model.parents = [new if parent == key else parent for parent in model.parents]
            for field in model.fields.values():
                if field.to == key:
                    field.to = new
                through = field.options.get("through")
                if through in (f"'{key[0]}.{key[1]}'", f"'{key[1]}'"):
                    field.options["through"] = f"'{new[0]}.{new[1]}'"

    def remove_model(self, key):
        """Takes a model out, with the relations to it and what descends from it."""
        for child_app, child in self.children(key):
            self.remove_model((child_app, child.name))
        app = self.apps[key[0]]
        app.models = [model for model in app.models if model.name != key[1]]
        for _, model in self.models():
            gone = [name for name, field in model.fields.items() if field.to == key or f"{key[0]}.{key[1]}" in field.options.get("through", "")]
            for name in gone:
                del model.fields[name]
                model.forget(name)


def _speaks_of(text, name):
    return re.search(rf"['\"(, -]{name}(?:['\"]|__|=)", text) is not None


def _enum_source(name, members, base):
    values = [f'"{member.lower()}", "{member.title()}"' if "Text" in base else f'{number}, "{member.title()}"' for number, member in enumerate(members)]
    return f"class {name}({base}):\n" + "".join(f"    {member} = {value}\n" for member, value in zip(members, values))


__all__ = ["App", "Field", "Model", "Project"]
