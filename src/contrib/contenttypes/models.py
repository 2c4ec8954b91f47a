from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _


def key_of(model, concrete):
    options = model._meta.concrete_model._meta if concrete else model._meta
    return options.app_label, options.model_name


class ContentTypeManager(models.Manager):
    use_in_migrations = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._known = {}

    def _remember(self, content_type):
        self._known[content_type.app_label, content_type.model] = content_type
        self._known[content_type.pk] = content_type
        return content_type

    def get_by_natural_key(self, app_label, model):
        found = self._known.get((app_label, model))
        return found or self._remember(self.get(app_label=app_label, model=model))

    def get_for_model(self, model, for_concrete_model=True):
        app_label, name = key_of(model, for_concrete_model)
        if found := self._known.get((app_label, name)):
            return found
        try:
            found = self.get(app_label=app_label, model=name)
        except self.model.DoesNotExist:
            found = self.get_or_create(app_label=app_label, model=name)[0]
        return self._remember(found)

    def get_for_models(self, *classes, for_concrete_models=True):
        keys = {model: key_of(model, for_concrete_models) for model in classes}
        missing = {}
        for key in keys.values():
            if key not in self._known:
                missing.setdefault(key[0], set()).add(key[1])
        if missing:
            wanted = (models.Q(app_label=label, model__in=names) for label, names in missing.items())
            for found in self.filter(models.Q(*wanted, _connector=models.Q.OR)):
                self._remember(found)
        for label, name in keys.values():
            if (label, name) not in self._known:
                self._remember(self.create(app_label=label, model=name))
        return {model: self._known[key] for model, key in keys.items()}

    def get_for_id(self, id):
        return self._known.get(id) or self._remember(self.get(pk=id))

    def clear_cache(self):
        self._known.clear()


class ContentType(models.Model):
    app_label = models.CharField(max_length=100)
    model = models.CharField(_("python model class name"), max_length=100)
    objects = ContentTypeManager()

    class Meta:
        verbose_name = _("content type")
        verbose_name_plural = _("content types")
        db_table = "django_content_type"
        unique_together = [["app_label", "model"]]

    def __str__(self):
        return self.app_labeled_name

    @property
    def name(self):
        model = self.model_class()
        return str(model._meta.verbose_name) if model else self.model

    @property
    def app_labeled_name(self):
        model = self.model_class()
        if model is None:
            return self.model
        app_config = apps.get_app_config(self.app_label)
        return f"{app_config.verbose_name} | {model._meta.verbose_name}"

    def model_class(self):
        try:
            return apps.get_model(self.app_label, self.model)
        except LookupError:
            return None

    def get_object_for_this_type(self, using=None, **kwargs):
        return self.model_class()._base_manager.using(using).get(**kwargs)

    def get_all_objects_for_this_type(self, **kwargs):
        return self.model_class()._base_manager.filter(**kwargs)

    def natural_key(self):
        return self.app_label, self.model
