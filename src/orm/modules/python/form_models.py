def model_to_dict(instance, fields=None, exclude=None):
    options = instance._meta
    return {
        field.name: field.value_from_object(instance)
        for field in [*options.concrete_fields, *options.private_fields, *options.many_to_many]
        if getattr(field, "editable", False)
        and (fields is None or field.name in fields)
        and not (exclude and field.name in exclude)
    }
