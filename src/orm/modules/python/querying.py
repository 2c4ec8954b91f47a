from django.db import connections
from django.db.models.query import prefetch_related_objects


class QuerySet:
    def iterator(self, chunk_size):
        if chunk_size is None:
            if self._prefetch_related_lookups:
                raise ValueError(
                    "chunk_size must be provided when using QuerySet.iterator() after prefetch_related()."
                )
        elif chunk_size <= 0:
            raise ValueError("Chunk size must be strictly positive.")
        return QuerySet._iterator(self, chunk_size)

    def _iterator(self, chunk_size):
        """What is prefetched is prefetched for each chunk."""
        lookups = self._prefetch_related_lookups
        if not lookups:
            yield from self._chain()
            return
        objects = list(self.prefetch_related(None))
        for start in range(0, len(objects), chunk_size):
            chunk = objects[start : start + chunk_size]
            prefetch_related_objects(chunk, *lookups)
            yield from chunk


class RawQuerySet:
    def iterator(self):
        yield from self._clone()

    def using(self, alias):
        connections[alias]
        return self._clone()

    def prefetch_related(self, *lookups):
        clone = self._clone()
        clone._set_lookups(() if lookups == (None,) else self._prefetch_related_lookups + lookups)
        return clone

    @property
    def model_fields(self):
        return {field.column: field for field in self.model._meta.fields}

    def resolve_model_init_order(self):
        columns, known = self.columns, self.model_fields
        fields = [field for field in self.model._meta.fields if field.column in columns]
        return (
            [field.attname for field in fields],
            [columns.index(field.column) for field in fields],
            [(column, place) for place, column in enumerate(columns) if column not in known],
        )
