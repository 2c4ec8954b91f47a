import warnings

from django.apps import apps
from django.core import serializers
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction


def excluded(labels):
    models, configs = set(), set()
    for label in labels:
        if "." in label:
            try:
                models.add(apps.get_model(label))
            except LookupError:
                raise CommandError("Unknown model: %s" % label)
        else:
            try:
                configs.add(apps.get_app_config(label).label)
            except LookupError as error:
                raise CommandError(str(error))
    return models, configs


def app_config(label):
    try:
        return apps.get_app_config(label)
    except LookupError as error:
        raise CommandError(str(error))


def chosen(labels, keys, without):
    """The models to dump, by the labels of apps and models."""
    models = {}
    if keys and len(labels) != 1:
        raise CommandError("You can only use --pks option with one model")
    if not labels:
        for config in apps.get_app_configs():
            if config.models_module is not None and config.label not in without:
                models[config.label] = None
    for label in labels:
        name, dot, model = label.partition(".") if label.count(".") == 1 else (label, "", "")
        if not dot and keys:
            raise CommandError("You can only use --pks option with one model")
        config = app_config(name)
        if config.models_module is None or config.label in without:
            continue
        if not dot:
            models[config.label] = None
            continue
        try:
            found = config.get_model(model)
        except LookupError:
            raise CommandError("Unknown model: %s.%s" % (name, model))
        known = models.setdefault(config.label, [])
        if known is not None and found not in known:
            known.append(found)
    every = []
    for label, found in models.items():
        every.extend(apps.get_app_config(label).get_models() if found is None else found)
    return every


def sorted_by_natural_keys(models):
    """What others name by natural keys comes before them."""
    waiting, done = list(models), []

    def needs(model):
        if not hasattr(model, "natural_key"):
            return set()
        fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
        named = {field.related_model for field in fields if field.is_relation}
        return {other for other in named if other in waiting and other is not model and hasattr(other, "natural_key")}

    while waiting:
        ready = [model for model in waiting if not needs(model)] or waiting[:1]
        done.append(ready[0])
        waiting.remove(ready[0])
    return done


def dump(labels, exclude, format, indent, natural_foreign, natural_primary, base_manager, pks):
    keys = [key.strip() for key in pks.split(",")] if pks else []
    without_models, without_apps = excluded(exclude)
    models = chosen(labels, keys, without_apps)
    if format == "yaml":
        raise CommandError("Unable to serialize database: No module named 'yaml'")
    if format == "xml":
        raise CommandError("the sandbox writes fixtures in JSON, not in XML")
    if format not in ("json", "jsonl", "python"):
        raise CommandError("Unknown serialization format: %s" % format)
    if natural_foreign:
        models = sorted_by_natural_keys(models)
    objects, warned = [], []
    try:
        for model in models:
            if model in without_models:
                continue
            if model._meta.proxy:
                if model._meta.proxy_for_model not in models:
                    warned.append("%s is a proxy model and won't be serialized." % model._meta.label)
                continue
            manager = model._base_manager if base_manager else model._default_manager
            queryset = manager.order_by(model._meta.pk.name)
            objects.extend(queryset.filter(pk__in=keys) if keys else queryset)
        text = serializers.serialize(
            format,
            objects,
            indent=indent,
            use_natural_foreign_keys=natural_foreign,
            use_natural_primary_keys=natural_primary,
        )
    except Exception as error:
        raise CommandError("Unable to serialize database: %s" % error)
    return text, warned


def load(fixtures, ignore, exclude):
    """Saves the objects of files: of each, how many there were and how many were saved."""
    without_models, without_apps = excluded(exclude)
    counts, models = [], set()
    with transaction.atomic():
        for path, format, text in fixtures:
            found = saved = 0
            try:
                for one in serializers.deserialize(format, text, ignorenonexistent=ignore):
                    found += 1
                    model = type(one.object)
                    if model in without_models or model._meta.app_label in without_apps:
                        continue
                    saved += 1
                    models.add(model)
                    try:
                        one.save()
                    except (DatabaseError, ValueError) as error:
                        label, key = one.object._meta.label, one.object.pk
                        error.args = ("Could not load %s(pk=%s): %s" % (label, key, error),)
                        raise
            except CommandError:
                raise
            except Exception as error:
                error.args = ("Problem installing fixture '%s': %s" % (path, error),)
                raise
            counts.append((found, saved))
        try:
            connection.check_constraints(table_names=[model._meta.db_table for model in models])
        except Exception as error:
            error.args = ("Problem installing fixtures: %s" % error,)
            raise
    return counts
