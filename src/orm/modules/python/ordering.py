from django.apps import apps
from django.core.exceptions import ValidationError


def in_order(self, following):
    """The object after or before this one among those with the same object to be ordered by."""
    options = self._meta
    field = options.get_field(options.order_with_respect_to)
    sign, lookup = ("", "gt") if following else ("-", "lt")
    filters = {field.name: getattr(self, field.attname)}
    if self.pk is None:
        raise self.DoesNotExist
    order = type(self)._base_manager.filter(pk=self.pk).values("_order")
    objects = type(self)._default_manager.filter(**filters)
    return objects.filter(**{f"_order__{lookup}": order}).order_by(f"{sign}_order")[:1].get()


def of_related(self, label):
    model = apps.get_model(label)
    return model, model._meta.get_field(model._meta.order_with_respect_to)


def get_order(self, label):
    model, field = of_related(self, label)
    filters = {field.name: self}
    return model._default_manager.filter(**filters).values_list(model._meta.pk.name, flat=True)


def set_order(self, label, keys, using=None):
    model, field = of_related(self, label)
    filters = {field.name: self}
    objects = model._default_manager.filter(**filters)
    objects.bulk_update([model(pk=key, _order=place) for place, key in enumerate(keys)], ["_order"])


def unique_error_message(self, model_class, unique_check):
    options = model_class._meta
    fields = [options.get_field(name) for name in unique_check]
    params = {
        "model": self,
        "model_class": model_class,
        "model_name": capfirst(options.verbose_name),
        "unique_check": unique_check,
    }
    if len(fields) == 1:
        params["field_label"] = capfirst(fields[0].verbose_name)
        message = "%(model_name)s with this %(field_label)s already exists."
        return ValidationError(message, code="unique", params=params)
    labels = [capfirst(field.verbose_name) for field in fields]
    params["field_labels"] = " and ".join([", ".join(labels[:-1]), labels[-1]])
    message = "%(model_name)s with this %(field_labels)s already exists."
    return ValidationError(message, code="unique_together", params=params)


def capfirst(text):
    text = str(text)
    return text[:1].upper() + text[1:]
