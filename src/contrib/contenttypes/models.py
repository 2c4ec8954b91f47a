from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _


class ContentTypeManager(models.Manager):
    use_in_migrations = True

    def get_by_natural_key(self, app_label, model):
        return self.get(app_label=app_label, model=model)

    def get_for_model(self, model, for_concrete_model=True):
        options = model._meta.concrete_model._meta if for_concrete_model else model._meta
        names = {"app_label": options.app_label, "model": options.model_name}
        try:
            return self.get(**names)
        except self.model.DoesNotExist:
            return self.get_or_create(**names)[0]

    def get_for_models(self, *models, for_concrete_models=True):
        return {model: self.get_for_model(model, for_concrete_models) for model in models}

    def get_for_id(self, id):
        return self.get(pk=id)

    def clear_cache(self):
        """Every content type is asked for anew: nothing is kept that could be cleared."""


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
