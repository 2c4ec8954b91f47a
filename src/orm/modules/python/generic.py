from django.core.exceptions import ObjectDoesNotExist


def content_types():
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects


def shown(field):
    return f"<{type(field).__module__}.{type(field).__qualname__}: {field.name}>"


class GenericForeignKey(GenericForeignKey):
    """A relation to an object of any model: a content type and a key."""

    ct_field = "content_type"
    fk_field = "object_id"
    for_concrete_model = True

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name)
        self.name = name
        self.model = cls
        setattr(cls, name, self)

    def __repr__(self):
        return shown(self)

    def get_content_type(self, obj=None, id=None, using=None):
        if obj is not None:
            obj._state
            return content_types().get_for_model(obj, for_concrete_model=self.for_concrete_model)
        return content_types().get_for_id(id)

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        field = instance._meta.get_field(self.ct_field)
        type_id = getattr(instance, field.attname)
        key = getattr(instance, self.fk_field)
        cache = f"_{self.name}_cache"
        found = instance.__dict__.get(cache)
        if found is not None:
            same_type = type_id == self.get_content_type(obj=found).pk
            if same_type and found._meta.pk.to_python(key) == found.pk:
                return found
            found = None
        if type_id is not None:
            try:
                found = self.get_content_type(id=type_id).get_object_for_this_type(pk=key)
            except (ObjectDoesNotExist, LookupError):
                pass
        instance.__dict__[cache] = found
        return found

    def __set__(self, instance, value):
        content_type = key = None
        if value is not None:
            content_type = self.get_content_type(obj=value)
            key = value.pk
        setattr(instance, self.ct_field, content_type)
        setattr(instance, self.fk_field, key)
        instance.__dict__[f"_{self.name}_cache"] = value


class GenericRelation(GenericRelation):
    """The other side: the objects whose generic foreign key is an object of this model."""

    object_id_field = "object_id"
    content_type_field = "content_type"
    for_concrete_model = True

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name)
        self.name = name
        self.model = cls
        setattr(cls, name, ReverseGenericManyToOneDescriptor(self))

    @property
    def related_model(self):
        from django.apps import apps

        if not isinstance(self.to, str):
            return self.to
        label = self.to if "." in self.to else f"{self.model._meta.app_label}.{self.to}"
        return apps.get_model(label)

    def filters(self, instances):
        content_type = content_types().get_for_model(
            instances[0], for_concrete_model=self.for_concrete_model
        )
        return {
            f"{self.content_type_field}__pk": content_type.pk,
            f"{self.object_id_field}__in": [instance.pk for instance in instances],
        }

    def __repr__(self):
        return shown(self)

    def get_prefetch(self, instances, queryset=None):
        """The objects, and those of each instance."""
        if queryset is None:
            queryset = self.related_model._default_manager.all()
        found = list(queryset.filter(**self.filters(instances)))
        of_key = {}
        for related in found:
            key = self.model._meta.pk.to_python(getattr(related, self.object_id_field))
            of_key.setdefault(key, []).append(related)
        return found, [of_key.get(instance.pk, []) for instance in instances]

    def bulk_related_objects(self, instances, using=None):
        return self.related_model._base_manager.filter(**self.filters(instances))


class ReverseGenericManyToOneDescriptor:
    def __init__(self, field):
        self.field = field

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        model = self.field.related_model
        manager = manager_class(type(model._default_manager))()
        manager.model = model
        manager.start(self.field, instance)
        return manager

    def __set__(self, instance, value):
        raise TypeError(
            "Direct assignment to the reverse side of a related set is prohibited. "
            f"Use {self.field.name}.set() instead."
        )


def manager_class(superclass):
    class GenericRelatedObjectManager(superclass):
        def start(self, field, instance):
            self.instance = instance
            self.field = field
            self.content_type = content_types().get_for_model(
                instance, for_concrete_model=field.for_concrete_model
            )
            self.core_filters = {
                f"{field.content_type_field}__pk": self.content_type.pk,
                field.object_id_field: instance.pk,
            }

        def get_queryset(self):
            prefetched = self.instance._prefetched_objects_cache.get(self.field.name)
            if prefetched is not None:
                return prefetched
            return super().get_queryset().filter(**self.core_filters)

        def forget_prefetched(self):
            prefetched = self.instance._prefetched_objects_cache
            if prefetched.pop(self.field.name, None) is not None:
                self.instance._prefetched_objects_cache = prefetched

        def check(self, obj):
            if not isinstance(obj, self.model):
                raise TypeError(
                    f"'{self.model._meta.object_name}' instance expected, got {obj!r}"
                )
            setattr(obj, self.field.content_type_field, self.content_type)
            setattr(obj, self.field.object_id_field, self.instance.pk)

        def add(self, *objs, bulk=True):
            self.forget_prefetched()
            for obj in objs:
                if bulk and isinstance(obj, self.model) and (obj._state.adding or obj._state.db is None):
                    raise ValueError(
                        f"{obj!r} instance isn't saved. Use bulk=False or save the object first."
                    )
                self.check(obj)
            if not bulk:
                for obj in objs:
                    obj.save()
                return
            self.model._base_manager.filter(pk__in=[obj.pk for obj in objs]).update(
                **{
                    self.field.content_type_field: self.content_type,
                    self.field.object_id_field: self.instance.pk,
                }
            )

        def remove(self, *objs, bulk=True):
            self.forget_prefetched()
            if objs:
                self.filter(pk__in=[obj.pk for obj in objs]).delete()

        def clear(self, *, bulk=True):
            self.forget_prefetched()
            self.all().delete()

        def set(self, objs, *, bulk=True, clear=False):
            objs = tuple(objs)
            if clear:
                self.clear()
                self.add(*objs, bulk=bulk)
                return
            old = set(self.all())
            new = [obj for obj in objs if obj not in old]
            self.remove(*(old - set(objs)))
            self.add(*new, bulk=bulk)

        def with_keys(self, kwargs):
            self.forget_prefetched()
            kwargs[self.field.content_type_field] = self.content_type
            kwargs[self.field.object_id_field] = self.instance.pk
            return kwargs

        def create(self, **kwargs):
            return super().create(**self.with_keys(kwargs))

        def get_or_create(self, **kwargs):
            return super().get_or_create(**self.with_keys(kwargs))

        def update_or_create(self, **kwargs):
            return super().update_or_create(**self.with_keys(kwargs))

    return GenericRelatedObjectManager
