from django.http import Http404


def get_object_or_404(klass, *args, **kwargs):
    queryset = _queryset(klass, "get_object_or_404", "get")
    try:
        return queryset.get(*args, **kwargs)
    except queryset.model.DoesNotExist:
        raise Http404(f"No {queryset.model._meta.object_name} matches the given query.")


def get_list_or_404(klass, *args, **kwargs):
    queryset = _queryset(klass, "get_list_or_404", "filter")
    found = list(queryset.filter(*args, **kwargs))
    if not found:
        raise Http404(f"No {queryset.model._meta.object_name} matches the given query.")
    return found


def _queryset(klass, function, method):
    queryset = klass._default_manager.all() if hasattr(klass, "_default_manager") else klass
    if not hasattr(queryset, method):
        name = klass.__name__ if isinstance(klass, type) else type(klass).__name__
        raise ValueError(
            f"First argument to {function}() must be a Model, Manager, or QuerySet, not '{name}'."
        )
    return queryset
