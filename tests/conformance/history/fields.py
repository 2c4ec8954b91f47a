"""The fields that can be invented, with their options."""

import dataclasses

# What a kind needs, what may stand as its default (Python; in the database), what answers a question
# for its value, and what it can be compared with in a condition.
KINDS = {
    "CharField": ({"max_length": ["8", "40", "120"]}, ["'x'", '"it\'s"', "make_code", "partial(make_word, 'w', end='.')"], ["'new'", "Lower(models.Value('NEW'))"], ["'x'", "''"], "text"),
    "TextField": ({}, ["''", "'two\\nlines'", "make_code"], ["'long'"], ["'x'", "''"], "text"),
    "SlugField": ({}, ["'slug'"], ["'slug'"], ["'slug'"], "text"),
    "EmailField": ({}, ["'a@example.com'"], ["'a@example.com'"], ["'a@example.com'"], "text"),
    "URLField": ({}, ["'https://example.com/?q=1'"], [], ["''"], "text"),
    "IntegerField": ({}, ["0", "-3", "make_number"], ["7", "8"], ["0", "41"], "number"),
    "SmallIntegerField": ({}, ["1"], ["2"], ["1"], "number"),
    "BigIntegerField": ({}, ["10**12"], ["9"], ["5"], "number"),
    "PositiveIntegerField": ({}, ["0", "12"], ["3"], ["3"], "number"),
    "PositiveSmallIntegerField": ({}, ["2"], ["4"], ["2"], "number"),
    "PositiveBigIntegerField": ({}, ["6"], [], ["6"], "number"),
    "FloatField": ({}, ["1.5", "-0.25"], ["2.5"], ["1.5"], "number"),
    "DecimalField": ({"max_digits": ["6", "12"], "decimal_places": ["2", "4"]}, ["Decimal('1.50')", "0"], ["Decimal('2.25')"], ["0", "1"], "number"),
    "BooleanField": ({}, ["False", "True"], ["True"], ["False", "True"], "flag"),
    "DateField": ({}, ["datetime.date(2024, 2, 29)"], ["datetime.date(2020, 1, 1)"], ["datetime.date(2023, 5, 6)"], "date"),
    "DateTimeField": ({}, ["timezone.now", "datetime.datetime(2024, 1, 2, 3, 4, tzinfo=datetime.timezone.utc)"], ["Now()"], ["timezone.now"], "moment"),
    "TimeField": ({}, ["datetime.time(8, 30)"], ["datetime.time(9, 0)"], ["datetime.time(7, 15)"], "time"),
    "DurationField": ({}, ["datetime.timedelta(days=1, seconds=5)"], ["datetime.timedelta(hours=2)"], ["datetime.timedelta(minutes=3)"], "duration"),
    "UUIDField": ({}, ["uuid.UUID('12345678-1234-5678-1234-567812345678')"], [], ["'12345678123456781234567812345678'"], "uuid"),
    "JSONField": ({}, ["dict", "list"], ["{'a': [1, None, True]}"], ["'j'", "0"], "json"),
    "BinaryField": ({}, ["b''", "b'\\x00bytes'"], [], ["b'b'"], "bytes"),
    "GenericIPAddressField": ({}, ["'127.0.0.1'"], ["'::1'"], ["'10.0.0.1'"], "address"),
    "FileField": ({}, [], [], ["''"], "file"),
    "FilePathField": ({"path": ["'/srv'"]}, [], [], ["''"], "file"),
}
# Kinds that one another's values can be read as, so that rows survive the change.
AKIN = (
    ("CharField", "TextField", "SlugField", "EmailField", "URLField"),
    ("IntegerField", "SmallIntegerField", "BigIntegerField", "FloatField", "DecimalField", "PositiveIntegerField", "PositiveBigIntegerField"),
    ("DateField", "DateTimeField"),
)
VALIDATORS = {
    "text": ["MinLengthValidator(2)", "RegexValidator('^[a-z]+$', 'Only letters.', flags=re.IGNORECASE)", "check_word", "LengthIs(3)"],
    "number": ["MinValueValidator(1)", "MaxValueValidator(Decimal('99.5'))", "StepValueValidator(5)", "check_even"],
}
LITERAL_CHOICES = {
    "text": ["[('a', 'A'), ('b', 'B')]", "make_choices", "{'a': 'First', 'b': 'Second'}", "[('Group', [('x', 'X'), ('y', \"Y's\")]), ('z', 'Z')]"],
    "number": ["[(1, 'one'), (2, 'two')]", "((0, 'none'), (10, 'ten'))"],
}
RELATIONS = ("ForeignKey", "ForeignKey", "ForeignKey", "OneToOneField", "ManyToManyField")
ON_DELETE = ("models.CASCADE", "models.PROTECT", "models.SET_NULL", "models.DO_NOTHING", "models.RESTRICT", "models.SET(None)", "models.SET_DEFAULT")


@dataclasses.dataclass
class Field:
    """A field as its declaration: the kind, keyword arguments as source, and what a relation refers to."""

    kind: str
    options: dict
    to: tuple = None
    verbose_name: str = None

    def source(self, app, model, declared=()):
        arguments = [self.verbose_name] if self.verbose_name and not self.to else []
        if self.to:
            arguments.append(target(self.to, app, model, declared))
        arguments += [f"{name}={value}" for name, value in self.options.items()]
        return f"models.{self.kind}({', '.join(arguments)})"

    @property
    def sort(self):
        """What its values are: "text", "number", …; "relation", "generated"."""
        if self.to:
            return "relation" if self.kind != "ManyToManyField" else "many"
        return KINDS[self.kind][4] if self.kind in KINDS else "generated"

    @property
    def nullable(self):
        return self.options.get("null") == "True"


def target(to, app, model, declared):
    """How a declaration in `model` of `app` names the model `to`."""
    if to == (app, model):
        return "'self'"
    if to[0] == app and to[1] in declared:
        return to[1]
    return f"'{to[1]}'" if to[0] == app else f"'{to[0]}.{to[1]}'"


def invented_field(random, words, kind=None):
    """A field that is no relation; `words` tells what the app's module defines."""
    kind = kind or random.choice(list(KINDS))
    needs, defaults, db_defaults, _, sort = KINDS[kind]
    field = Field(kind, {name: random.choice(values) for name, values in needs.items()})
    if random.random() < 0.15:
        field.verbose_name = random.choice(["'label'", '"owner\'s label"', "'Ünïcode'"])
    for option in random.sample(list(OPTIONS), random.choice([0, 1, 1, 1, 2, 3])):
        OPTIONS[option](random, field, sort, defaults, db_defaults, words)
    return field


def invented_relation(random, to, related_name, kind=None):
    """A field that refers to the model `to`."""
    field = Field(kind or random.choice(RELATIONS), {}, to)
    if field.kind != "ManyToManyField":
        rule = random.choice(ON_DELETE)
        field.options["on_delete"] = rule
        if rule not in ("models.CASCADE", "models.PROTECT", "models.DO_NOTHING", "models.RESTRICT") or random.random() < 0.6:
            field.options["null"] = "True"
        if rule == "models.SET_DEFAULT":
            field.options["default"] = "None"
        if random.random() < 0.1:
            field.options["db_index" if field.kind == "ForeignKey" else "db_constraint"] = "False"
        if random.random() < 0.1:
            field.options["db_column"] = f"'{related_name}_key'"
    elif random.random() < 0.2:
        field.options["db_table"] = f"'{related_name}_pairs'"
    if random.random() < 0.15:
        field.options["limit_choices_to"] = random.choice(["{'pk__gt': 0}", "models.Q(pk=1) | models.Q(pk=2)", "make_limit"])
    field.options["related_name"] = random.choice([f"'{related_name}'", f"'{related_name}'", f"'{related_name}'", "'+'"])
    if random.random() < 0.1:
        field.options["related_query_name"] = f"'{related_name}_query'"
    if random.random() < 0.2:
        field.options["blank"] = "True"
    return field


def fitting_value(random, field):
    """An expression that answers what an existing row gets in `field`."""
    if field is None or field.to or field.kind not in KINDS:
        return random.choice(["1", "None"])
    return random.choice(KINDS[field.kind][3])


def _null(random, field, *_):
    field.options["null"] = "True"
    if random.random() < 0.5:
        field.options["blank"] = "True"


def _default(random, field, sort, defaults, *_):
    if defaults and "choices" not in field.options and "db_default" not in field.options:
        field.options["default"] = random.choice(defaults)


def _db_default(random, field, sort, defaults, db_defaults, words):
    if db_defaults and "unique" not in field.options:
        field.options["db_default"] = random.choice(db_defaults)


def _choices(random, field, sort, defaults, db_defaults, words):
    if sort not in LITERAL_CHOICES or field.kind in ("DecimalField", "FloatField"):
        return
    enums = words["enums"][sort]
    if enums and random.random() < 0.6:
        name, members = random.choice(enums)
        field.options["choices"] = random.choice([f"{name}.choices", name])
        if random.random() < 0.5:
            field.options["default"] = f"{name}.{random.choice(members)}"
    else:
        field.options["choices"] = random.choice(LITERAL_CHOICES[sort])
        field.options.pop("default", None)


def _unique(random, field, sort, *_):
    # SQLite's own clock, which nobody stops, makes the moments of two rows differ.
    if sort not in ("json", "bytes", "flag", "file") and field.options.get("db_default") != "Now()":
        field.options["unique"] = "True"
        field.options.setdefault("null", "True")


def _index(random, field, sort, *_):
    if sort not in ("json", "bytes") and "unique" not in field.options:
        field.options["db_index"] = random.choice(["True", "True", "False"])


def _validators(random, field, sort, *_):
    if sort in VALIDATORS:
        field.options["validators"] = "[" + ", ".join(random.sample(VALIDATORS[sort], random.choice([1, 1, 2]))) + "]"


def _column(random, field, sort, defaults, db_defaults, words):
    field.options["db_column"] = f"'{words['fresh']('col')}'"


def _automatic(random, field, sort, *_):
    if sort in ("date", "moment") and not {"default", "db_default"} & set(field.options):
        field.options[random.choice(["auto_now", "auto_now_add"])] = "True"


def _upload(random, field, *_):
    if field.kind == "FileField":
        field.options["upload_to"] = random.choice(["'files/'", "'%Y/%m'", "make_path"])


def _told(name, values):
    def tell(random, field, *_):
        field.options[name] = random.choice(values)

    return tell


def _collation(random, field, sort, *_):
    if field.kind in ("CharField", "TextField"):
        field.options["db_collation"] = random.choice(["'NOCASE'", "'RTRIM'"])


OPTIONS = {
    "null": _null,
    "null again": _null,
    "default": _default,
    "default again": _default,
    "db_default": _db_default,
    "choices": _choices,
    "unique": _unique,
    "db_index": _index,
    "validators": _validators,
    "db_column": _column,
    "auto": _automatic,
    "blank": _told("blank", ["True"]),
    "editable": _told("editable", ["False"]),
    "help_text": _told("help_text", ["'Help.'", "'50 % \"more\"'", "'A long help text ' 'in two parts.'"]),
    "db_comment": _told("db_comment", ["'For the database'", '"It\'s stored"']),
    "error_messages": _told("error_messages", ["{'null': 'Never.', 'blank': 'Fill it in.'}"]),
    "db_collation": _collation,
    "upload_to": _upload,
    "serialize": _told("serialize", ["False"]),
}
