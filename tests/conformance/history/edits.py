"""Random changes of a project, each as someone would make it in an editor.

Every edit is a function of (random, project) that changes the project and says whether it could.
"""

import copy

from .fields import AKIN, KINDS, Field, invented_field, invented_relation
from .project import Model, Project

MODEL_WORDS = ("Author", "Book", "Order", "Item", "Shelf", "Category", "Person", "Event", "APIKey", "Group", "LongNamedWarehouseInventoryRecord", "Tag", "Note")
FIELD_WORDS = ("name", "title", "price", "count", "note", "created", "order", "group", "is_open", "a_rather_long_field_name_for_a_column", "size", "code", "select")
ENUMS = {"text": ("Status", ("DRAFT", "LIVE", "GONE")), "number": ("Level", ("LOW", "MIDDLE", "HIGH"))}
ORDINARY = ("text", "number", "flag", "date", "moment", "time", "duration", "uuid", "json", "bytes", "address", "file")
INDEXABLE = ("text", "number", "flag", "date", "moment", "time")


def invented_project(random):
    """A first version of a project: up to three apps with a few models."""
    project = Project(sorted(random.sample(["library", "shop", "Vault"], random.choice([1, 2, 2, 2, 3]))))
    for label, app in project.apps.items():
        for sort, (name, members) in ENUMS.items():
            if random.random() < 0.6:
                app.enums[sort].append((name, list(members[: random.choice([2, 3])])))
        for _ in range(random.randint(1, 3)):
            add_model(random, project, label)
    for _ in range(random.randint(0, 3)):
        random.choice(STRUCTURE)(random, project)
    for _ in range(random.randint(0, 5)):
        random_edit(random, project)
    return project


def random_edit(random, project):
    """Makes one of the edits that are possible."""
    while True:
        edit = random.choices([edit for edit, _ in EDITS], [weight for _, weight in EDITS])[0]
        if edit(random, project):
            return edit.__name__


def add_model(random, project, label=None):
    label = label or random.choice(list(project.apps))
    model = Model(_model_name(random, project))
    for _ in range(random.randint(1, 4)):
        _add(random, project, label, model, invented_field(random, project.words(label)))
    bases = [other for other in project.apps[label].models if other.abstract]
    if bases and random.random() < 0.6:
        base = random.choice(bases)
        model.parents.append((label, base.name))
        for name in base.fields:
            model.fields.pop(name, None)
    if random.random() < 0.15:
        model.mixins.append("Touched")
    if random.random() < 0.3:
        model.lines += ["def __str__(self):", "    return str(self.pk)"]
    project.apps[label].models.append(model)
    if random.random() < 0.5:
        _relate(random, project, label, model)
    return True


def add_abstract_base(random, project):
    label = random.choice(list(project.apps))
    base = Model(_model_name(random, project, "Base"), abstract=True)
    for _ in range(random.randint(1, 3)):
        base.fields[project.fresh(random.choice(FIELD_WORDS))] = invented_field(random, project.words(label))
    if random.random() < 0.3:
        base.managers["kept"] = "KeptManager()"
    if random.random() < 0.3 and base.of_sort(*INDEXABLE):
        base.indexes.append(f"models.Index(fields=['{random.choice(base.of_sort(*INDEXABLE))}'], name='%(app_label)s_%(class)s_i')")
    if random.random() < 0.3:
        base.meta["ordering"] = f"['{random.choice(list(base.fields))}']"
    app = project.apps[label]
    app.models.insert(0, base)
    for model in app.models:
        if not model.abstract and not model.proxy and not model.parents and random.random() < 0.5:
            model.parents.append((label, base.name))
            break
    return True


def add_child(random, project):
    """Multi-table inheritance."""
    found = project.concrete()
    if not found:
        return False
    parent_label, parent = random.choice(found)
    labels = [label for label in project.apps if label >= parent_label]
    label = random.choice(labels)
    child = Model(_model_name(random, project), parents=[(parent_label, parent.name)])
    _add(random, project, label, child, invented_field(random, project.words(label)))
    project.apps[label].models.append(child)
    return True


def add_proxy(random, project):
    found = project.concrete()
    if not found:
        return False
    label, parent = random.choice(found)
    proxy = Model(_model_name(random, project, "Proxy"), parents=[(label, parent.name)], proxy=True)
    if random.random() < 0.5:
        proxy.meta["ordering"] = "['-pk']"
    if random.random() < 0.3:
        proxy.managers["kept"] = "KeptManager()"
    project.apps[label].models.append(proxy)
    return True


def remove_model(random, project):
    found = project.models()
    if len(found) < 3:
        return False
    label, model = random.choice(found)
    project.remove_model((label, model.name))
    return True


def rename_model(random, project):
    label, model = random.choice(project.models())
    new = _model_name(random, project)
    project.rename_model((label, model.name), (label, new))
    model.name = new
    return True


def move_model(random, project):
    """Takes a model into another app, with the references to it."""
    found = [(label, model) for label, model in project.concrete() if not model.parents and not project.children((label, model.name))]
    if len(project.apps) < 2 or not found:
        return False
    label, model = random.choice(found)
    other = random.choice([it for it in project.apps if it != label])
    enums = {name for members in project.apps[other].enums.values() for name, _ in members}
    if any(name in str(field.options) for field in model.fields.values() for name, _ in ENUMS.values() if name not in enums):
        return False
    project.apps[label].models.remove(model)
    project.apps[other].models.append(model)
    project.rename_model((label, model.name), (other, model.name))
    return True


def add_field(random, project):
    label, model = random.choice(project.models(lambda model: not model.proxy))
    return _add(random, project, label, model, invented_field(random, project.words(label)))


def add_required_field(random, project):
    label, model = random.choice(project.models(lambda model: not model.proxy))
    kind = random.choice([kind for kind in KINDS if kind != "FilePathField"])
    field = Field(kind, {name: random.choice(values) for name, values in KINDS[kind][0].items()})
    if kind in ("DateField", "DateTimeField") and random.random() < 0.6:
        field.options["auto_now_add"] = "True"
    return _add(random, project, label, model, field)


def add_relation(random, project):
    return _relate(random, project, *random.choice(project.models(lambda model: not model.proxy)))


def remove_field(random, project):
    label, model, name = _some_field(random, project, lambda field: True)
    if name is None:
        return False
    del model.fields[name]
    if random.random() < 0.95:
        model.forget(name)
        _descendants_forget(project, label, model, name)
    return True


def rename_field(random, project):
    label, model, name = _some_field(random, project, lambda field: field.sort != "generated")
    if name is None:
        return False
    new = project.fresh(random.choice(FIELD_WORDS))
    model.fields = {new if key == name else key: field for key, field in model.fields.items()}
    model.rename_mentions(name, new)
    _descendants_forget(project, label, model, name)
    if random.random() < 0.15 and model.fields[new].sort in ORDINARY:
        model.fields[new].options["db_column"] = f"'{name}'"
    return True


def alter_field(random, project):
    """Another field under the same name, most often of the same kind or one akin to it."""
    label, model, name = _some_field(random, project, lambda field: field.sort in ORDINARY)
    if name is None:
        return False
    field = model.fields[name]
    kinds = [field.kind, field.kind, *(kind for kinds in AKIN if field.kind in kinds for kind in kinds)]
    if random.random() < 0.1:
        kinds = list(KINDS)
    new = invented_field(random, project.words(label), random.choice(kinds))
    if new.sort != field.sort:
        model.forget(name)
        _descendants_forget(project, label, model, name)
    model.fields[name] = new
    return True


def alter_option(random, project):
    """One option more or less."""
    label, model, name = _some_field(random, project, lambda field: field.sort in ORDINARY)
    if name is None:
        return False
    field = model.fields[name]
    optional = [option for option in field.options if option not in KINDS[field.kind][0]]
    if optional and random.random() < 0.5:
        del field.options[random.choice(optional)]
        return True
    donor = invented_field(random, project.words(label), field.kind)
    news = {option: value for option, value in donor.options.items() if option not in field.options}
    if not news:
        return False
    option = random.choice(list(news))
    if option in ("default", "db_default", "auto_now", "auto_now_add"):
        for clash in ("default", "auto_now", "auto_now_add"):
            field.options.pop(clash, None)
    field.options[option] = news[option]
    return True


def alter_relation(random, project):
    """Another target, another kind (a foreign key made many-to-many), or another rule."""
    label, model, name = _some_field(random, project, lambda field: field.to)
    if name is None:
        return False
    field = model.fields[name]
    new = invented_relation(random, field.to, project.fresh("rel"), field.kind if random.random() < 0.7 else None)
    targets = [(it, other.name) for it, other in project.concrete()]
    if random.random() < 0.25 and targets:
        new.to = random.choice(targets)
    if new.sort == "many":
        model.forget(name)
    model.fields[name] = new
    return True


def add_through(random, project):
    """A many-to-many relation by a model of its own."""
    found = project.concrete()
    if len(found) < 2:
        return False
    (label, model), (to_label, to) = random.sample(found, 2)
    through = Model(_model_name(random, project, "Link"))
    for end, (end_label, end_model) in {"left": (label, model), "right": (to_label, to)}.items():
        through.fields[end] = Field("ForeignKey", {"on_delete": "models.CASCADE", "related_name": "'+'"}, (end_label, end_model.name))
    if random.random() < 0.5:
        through.fields["weight"] = Field("IntegerField", {"default": "1"})
    if random.random() < 0.3:
        through.constraints.append(f"models.UniqueConstraint(fields=['left', 'right'], name='{project.fresh('pair')}')")
    project.apps[label].models.append(through)
    options = {"through": f"'{label}.{through.name}'", "related_name": f"'{project.fresh('rel')}'"}
    if random.random() < 0.5:
        options["through_fields"] = "('left', 'right')"
    existing = [name for name in model.of_sort("many") if model.fields[name].to == (to_label, to.name)]
    name = existing[0] if existing and random.random() < 0.5 else project.fresh("links")
    model.fields[name] = Field("ManyToManyField", options, (to_label, to.name))
    return True


def add_reference(random, project):
    """A foreign key to another field than the key."""
    found = [(label, model, name) for label, model in project.concrete() for name in model.of_sort("text", "number", "date") if "primary_key" not in model.fields[name].options]
    if not found:
        return False
    to_label, to, name = random.choice(found)
    to.fields[name].options["unique"] = "True"
    to.fields[name].options.pop("db_index", None)
    label, model = random.choice(project.concrete())
    kind = random.choice(["ForeignKey", "ForeignKey", "OneToOneField"])
    options = {"on_delete": "models.CASCADE", "to_field": f"'{name}'", "null": "True", "related_name": f"'{project.fresh('rel')}'"}
    model.fields[project.fresh("ref")] = Field(kind, options, (to_label, to.name))
    return True


def move_field(random, project):
    """A field of a parent made one of its child, or the other way round."""
    pairs = [(parent, child) for label, parent in project.models() for _, child in project.children((label, parent.name)) if not child.proxy]
    if not pairs:
        return False
    parent, child = random.choice(pairs)
    source, target = random.choice([(parent, child), (child, parent)])
    names = [name for name in source.of_sort(*ORDINARY) if "primary_key" not in source.fields[name].options and not source.mentions(name)]
    if not names or any(field.kind == "CompositePrimaryKey" for field in source.fields.values()):
        return False
    name = random.choice(names)
    target.fields[name] = source.fields.pop(name)
    return True


def change_parent(random, project):
    """A child gets another parent, or none."""
    children = [(label, model) for label, model in project.concrete() if model.parents]
    if not children:
        return False
    label, child = random.choice(children)
    others = [(it, model.name) for it, model in project.concrete() if it <= label and model is not child and not model.parents]
    declared = [model.name for model in project.apps[label].models]
    before = declared[: declared.index(child.name)]
    others = [key for key in others if key[0] != label or key[1] in before]
    child.parents = [random.choice(others)] if others and random.random() < 0.7 else []
    return True


def drop_through(random, project):
    found = [(model, field) for _, model in project.models() for field in model.fields.values() if "through" in field.options]
    if not found:
        return False
    _, field = random.choice(found)
    field.options.pop("through")
    field.options.pop("through_fields", None)
    return True


def add_generated(random, project):
    label, model = random.choice(project.models(lambda model: not model.proxy))
    numbers, texts = model.of_sort("number"), model.of_sort("text")
    if numbers and (not texts or random.random() < 0.5):
        first, second = random.choice(numbers), random.choice(numbers)
        expression = random.choice([f"F('{first}') + F('{second}')", f"F('{first}') * 2", f"Abs(F('{first}')) + 1", f"Coalesce('{first}', 0)"])
        output = "models.FloatField()"
    elif texts:
        first = random.choice(texts)
        expression = random.choice([f"Lower('{first}')", f"Concat('{first}', models.Value('!'))", f"Upper(F('{first}'))"])
        output = random.choice(["models.CharField(max_length=200)", "models.TextField()"])
        if random.random() < 0.2:
            expression, output = f"Length('{first}')", "models.IntegerField()"
    else:
        return False
    options = {"expression": expression, "output_field": output, "db_persist": random.choice(["True", "False"])}
    if options["db_persist"] == "True" and random.random() < 0.2:
        options["unique" if random.random() < 0.5 else "db_index"] = "True"
    model.fields[project.fresh("made")] = Field("GeneratedField", options)
    return True


def add_composite_key(random, project):
    """A model whose key is made of two fields."""
    label = random.choice(list(project.apps))
    model = Model(_model_name(random, project))
    model.fields["pk"] = Field("CompositePrimaryKey", {})
    model.fields["part"] = Field("IntegerField", {})
    model.fields["word"] = Field("CharField", {"max_length": "20"})
    if random.random() < 0.5:
        _add(random, project, label, model, invented_field(random, project.words(label)))
    model.fields["pk"] = _CompositeKey(["part", "word"])
    project.apps[label].models.append(model)
    return True


def add_key(random, project):
    """A model with a key of its own."""
    label = random.choice(list(project.apps))
    model = Model(_model_name(random, project))
    key = random.choice([("CharField", {"max_length": "12"}), ("BigAutoField", {}), ("SmallAutoField", {}), ("IntegerField", {}), ("SlugField", {}), ("UUIDField", {"default": "uuid.uuid4", "editable": "False"})])
    model.fields[project.fresh("key")] = Field(key[0], {**key[1], "primary_key": "True"})
    model.fields["word"] = Field("CharField", {"max_length": "20", "null": "True"})
    project.apps[label].models.append(model)
    _relate(random, project, *random.choice(project.models(lambda model: not model.proxy)), to=(label, model.name))
    return True


def alter_key(random, project):
    """Another kind of key, which the tables that refer to it follow."""
    found = [(model, name) for _, model in project.models() for name, field in model.fields.items() if field.options.get("primary_key") and "Auto" not in field.kind]
    if not found:
        return False
    model, name = random.choice(found)
    model.fields[name].options.pop("default", None)
    kind, options = random.choice([("CharField", {"max_length": random.choice(["12", "30"])}), ("BigIntegerField", {}), ("SlugField", {})])
    model.fields[name] = Field(kind, {**options, "primary_key": "True"})
    return True


def add_index(random, project):
    _, model = random.choice(project.models(lambda model: not model.proxy))
    names = model.of_sort(*INDEXABLE)
    if not names:
        return False
    one, fresh = random.choice(names), project.fresh("idx")
    some = random.sample(names, min(len(names), random.choice([1, 1, 2])))
    listed = ", ".join(f"'{random.choice(['', '', '-'])}{name}'" for name in some)
    made = [f"models.Index(fields=[{listed}], name='{fresh}')", f"models.Index(fields=[{listed}])" if not model.abstract else None]
    made.append(f"models.Index(fields=['{one}'], name='{fresh}', condition=Q({one}__isnull=False))")
    made.append(f"models.Index(F('{one}').desc(), name='{fresh}')")
    texts, numbers = model.of_sort("text"), model.of_sort("number")
    if texts:
        made.append(f"models.Index(Lower('{random.choice(texts)}'), F('{one}').asc(), name='{fresh}')")
        made.append(f"models.Index(Upper('{random.choice(texts)}').desc(), name='{fresh}', condition=~Q({random.choice(texts)}=''))")
    if numbers:
        number = random.choice(numbers)
        made.append(f"models.Index(F('{number}') * 2 + 1, name='{fresh}')")
        made.append(f"models.Index(fields=['{number}'], name='{fresh}', condition=Q({number}__gt=0) & Q({number}__lt=100) | Q({number}__in=[200, 300]))")
    model.indexes.append(random.choice([it for it in made if it]))
    return True


def add_constraint(random, project):
    _, model = random.choice(project.models(lambda model: not model.proxy and not model.abstract))
    names, fresh = model.of_sort(*INDEXABLE), project.fresh("con")
    if not names:
        return False
    texts, numbers = model.of_sort("text"), model.of_sort("number")
    one, two = random.choice(names), random.choice(names)
    made = [f"models.CheckConstraint(condition=Q({one}__isnull=False), name='{fresh}')", f"models.CheckConstraint(condition=Q(({one!r}, F({two!r}))) | Q({two}__isnull=True), name='{fresh}')"]
    made.append(f"models.UniqueConstraint(fields={sorted({one, two})}, name='{fresh}')")
    made.append(f"models.UniqueConstraint(fields=['{one}'], condition=Q({two}__isnull=False), name='{fresh}')")
    made.append(f"models.UniqueConstraint(fields=['{one}'], name='{fresh}', violation_error_message='Taken: %(name)s.', violation_error_code='taken')")
    made.append(f"models.UniqueConstraint(F('{one}').desc(), name='{fresh}')")
    if texts:
        text = random.choice(texts)
        made.append(f"models.UniqueConstraint(Lower('{text}'), name='{fresh}')")
        made.append(f"models.CheckConstraint(condition=~Q({text}__startswith='%_') & Q({text}__in=['a', \"b'c\", 'x', 's']), name='{fresh}')")
        made.append(f"models.CheckConstraint(condition=models.lookups.GreaterThan(Length('{text}'), 0), name='{fresh}')")
    if numbers:
        number = random.choice(numbers)
        made.append(f"models.CheckConstraint(condition=Q({number}__gte=0) | Q({number}__isnull=True), name='{fresh}', violation_error_message='Too small')")
        made.append(f"models.CheckConstraint(condition=Q({number}__lte=F('{random.choice(numbers)}') + 10), name='{fresh}')")
        made.append(f"models.CheckConstraint(condition=Q({number}__range=(-1000, Decimal('1000.5'))), name='{fresh}')")
    model.constraints.append(random.choice(made))
    return True


def drop_or_rename_index(random, project):
    """Takes an index or a constraint out, or gives it another name."""
    found = [members for _, model in project.models() for members in (model.indexes, model.constraints) if members]
    if not found:
        return False
    members = random.choice(found)
    number = random.randrange(len(members))
    if random.random() < 0.5 or "name='" not in members[number] or "%(" in members[number]:
        del members[number]
        return True
    old = members[number].split("name='")[1].split("'")[0]
    members[number] = members[number].replace(f"name='{old}'", f"name='{project.fresh('renamed')}'")
    return True


def alter_violation(random, project):
    found = [model.constraints for _, model in project.models() if model.constraints]
    if not found:
        return False
    members = random.choice(found)
    number = random.randrange(len(members))
    arguments = members[number][:-1].split(", violation_error")[0]
    members[number] = f"{arguments}, violation_error_message='{project.fresh('message')}')"
    return True


def set_meta(random, project):
    label, model = random.choice(project.models(lambda model: not model.abstract))
    names = model.of_sort(*INDEXABLE)
    options = {
        "verbose_name": random.choice(["'thing'", '"owner\'s thing"', "'ding'"]),
        "verbose_name_plural": "'things'",
        "ordering": random.choice(["['pk']", "['-pk']", "[F('pk').desc(nulls_last=True)]"]) if not names else random.choice([f"['-{names[0]}', 'pk']", f"[Lower('{names[-1]}')]", f"('{names[0]}',)"]),
        "get_latest_by": f"'{names[0]}'" if names else "'pk'",
        "permissions": "[('can_do', 'Can do it')]",
        "default_permissions": "('add', 'view')",
        "default_related_name": f"'{project.fresh('default')}'",
        "select_on_save": "True",
        "managed": random.choice(["False", "True"]),
    }
    if not model.proxy:
        options["db_table"] = f"'{project.fresh('table')}'"
        options["db_table_comment"] = random.choice(["'A table'", '"It\'s a table"'])
        if len(names) > 1:
            options["unique_together"] = random.choice([f"[('{names[0]}', '{names[1]}')]", f"('{names[1]}', '{names[0]}')"])
        keys = [name for name, field in model.fields.items() if field.kind == "ForeignKey"]
        if keys and "ordering" not in model.meta:
            options["order_with_respect_to"] = f"'{random.choice(keys)}'"
            del options["ordering"]
        if "order_with_respect_to" in model.meta:
            options.pop("ordering", None)
    if model.managers:
        options["default_manager_name" if random.random() < 0.5 else "base_manager_name"] = f"'{random.choice(list(model.managers))}'"
    name = random.choice([it for it in options if it not in ("managed",) or random.random() < 0.4])
    model.meta[name] = options[name]
    return True


def drop_meta(random, project):
    found = [model for _, model in project.models() if model.meta]
    if not found:
        return False
    model = random.choice(found)
    del model.meta[random.choice(list(model.meta))]
    return True


def set_manager(random, project):
    _, model = random.choice(project.models())
    used = str(model.meta)
    if model.managers and random.random() < 0.5:
        name = random.choice(list(model.managers))
        if f"'{name}'" in used:
            return False
        del model.managers[name]
        return True
    name = random.choice(["objects", "kept", "loose"])
    model.managers[name] = random.choice(["KeptManager()", "KeptManager.from_queryset(KeptQuerySet)()", "LooseManager()", "models.Manager()", "KeptQuerySet.as_manager()"])
    return True


def change_mixin(random, project):
    _, model = random.choice(project.models(lambda model: not model.abstract))
    model.mixins = [] if model.mixins else ["Touched"]
    return True


def change_enum(random, project):
    """A member more in an enumeration."""
    found = [members for app in project.apps.values() for enums in app.enums.values() for _, members in enums]
    if not found:
        return False
    members = random.choice(found)
    members.append(f"EXTRA_{len(members)}")
    return True


def dissolve_base(random, project):
    """An abstract base taken from its models, its fields copied into them."""
    bases = project.models(lambda model: model.abstract)
    if not bases:
        return False
    label, base = random.choice(bases)
    for _, child in project.children((label, base.name)):
        child.parents.remove((label, base.name))
        child.fields = {**copy.deepcopy(base.fields), **child.fields}
    project.apps[label].models.remove(base)
    return True


class _CompositeKey(Field):
    """`CompositePrimaryKey`, which names the fields that it is made of."""

    def __init__(self, parts):
        super().__init__("CompositePrimaryKey", {"parts": ", ".join(f"'{part}'" for part in parts)})

    def source(self, app, model, declared=()):
        return f"models.CompositePrimaryKey({self.options['parts']})"


def _model_name(random, project, ending=""):
    return project.fresh(random.choice(MODEL_WORDS) + ending)


def _add(random, project, label, model, field):
    model.fields[project.fresh(random.choice(FIELD_WORDS))] = field
    return True


def _relate(random, project, label, model, to=None):
    composite = lambda model: any(field.kind == "CompositePrimaryKey" for field in model.fields.values())
    targets = [(it, other.name) for it, other in project.concrete() if not composite(other)]
    if random.random() < 0.1:
        targets += [(it, other.name) for it, other in project.models(lambda model: model.proxy)]
    if not targets:
        return False
    related_name = project.fresh("rel")
    field = invented_relation(random, to or random.choice(targets), related_name)
    if model.abstract:
        field.options.update(related_name="'+'")
        field.options.pop("related_query_name", None)
        field.options.pop("db_table", None)
    model.fields[project.fresh("link")] = field
    return True


def _some_field(random, project, wanted):
    """A field that may be changed: keys keep their own edits."""
    ours = lambda field: "primary_key" not in field.options and field.kind != "CompositePrimaryKey" and wanted(field)
    composite = lambda model, name: any(f"'{name}'" in field.options.get("parts", "") for field in model.fields.values())
    found = [(label, model, name) for label, model in project.models() for name, field in model.fields.items() if ours(field) and not composite(model, name)]
    return random.choice(found) if found else (None, None, None)


def _descendants_forget(project, label, model, name):
    for child_label, child in project.children((label, model.name)):
        child.forget(name)
        _descendants_forget(project, child_label, child, name)


STRUCTURE = (add_abstract_base, add_child, add_proxy, add_through, add_generated, add_relation, add_model, set_manager)
EDITS = (
    (add_field, 6), (add_required_field, 4), (add_relation, 5), (remove_field, 4), (rename_field, 5), (alter_field, 6), (alter_option, 10), (alter_relation, 5),
    (add_model, 3), (add_abstract_base, 2), (add_child, 2), (add_proxy, 2), (remove_model, 2), (rename_model, 4), (move_model, 2),
    (add_reference, 2), (move_field, 2), (change_parent, 1), (add_through, 2), (drop_through, 1), (add_generated, 3), (add_composite_key, 1), (add_key, 1), (alter_key, 2),
    (add_index, 6), (add_constraint, 6), (drop_or_rename_index, 4), (alter_violation, 3),
    (set_meta, 10), (drop_meta, 3), (set_manager, 3), (change_mixin, 1), (change_enum, 2), (dissolve_base, 1),
)
