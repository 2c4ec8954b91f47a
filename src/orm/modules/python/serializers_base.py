class SerializerDoesNotExist(KeyError):
    pass


class SerializationError(Exception):
    pass


class DeserializationError(Exception):
    @classmethod
    def with_data(cls, error, model, key, value):
        return cls(f"{error}: ({model}:pk={key}) field_value was '{value}'")


class M2MDeserializationError(Exception):
    def __init__(self, original_exc, pk):
        self.original_exc = original_exc
        self.pk = pk
