from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.files.utils import validate_file_name


class FieldFile(File):
    """The value of a file field: a name, and where the storage keeps what it names."""

    def __init__(self, instance, field, name):
        self.name = name
        self.instance = instance
        self.field = field
        self.storage = storage_of(field)
        self._committed = True

    def __eq__(self, other):
        return self.name == getattr(other, "name", other)

    def __hash__(self):
        return hash(self.name)

    def _require_file(self):
        if not self:
            raise ValueError(
                f"The '{self.field.name}' attribute has no file associated with it."
            )

    @property
    def file(self):
        self._require_file()
        return self.storage.open(self.name)

    @property
    def path(self):
        self._require_file()
        return self.storage.path(self.name)

    @property
    def url(self):
        self._require_file()
        return self.storage.url(self.name)

    @property
    def size(self):
        self._require_file()
        return self.storage.size(self.name)

    @property
    def closed(self):
        return True

    def open(self, mode="rb"):
        self._require_file()
        return self.storage.open(self.name, mode)

    def close(self):
        pass

    def save(self, name, content, save=True):
        name = self.field.generate_filename(self.instance, name)
        self.name = self.storage.save(name, content, max_length=self.field.max_length)
        setattr(self.instance, self.field.attname, self.name)
        if save:
            self.instance.save()

    def delete(self, save=True):
        if not self:
            return
        self.storage.delete(self.name)
        self.name = None
        setattr(self.instance, self.field.attname, None)
        if save:
            self.instance.save()


class ImageFieldFile(FieldFile):
    @property
    def width(self):
        return self.file.width

    @property
    def height(self):
        return self.file.height


class FileDescriptor:
    """A file field on a model's class: makes a FieldFile of the name that an instance has."""

    def __init__(self, field):
        self.field = field

    def __get__(self, instance, cls=None):
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        file = instance.__dict__[name]
        if file is None or isinstance(file, str):
            file = self.attr_class(instance, self.field, file)
            instance.__dict__[name] = file
        elif isinstance(file, FieldFile):
            if file.instance is not instance:
                file.instance = instance
        elif isinstance(file, File):
            copy = self.attr_class(instance, self.field, file.name)
            copy._committed = False
            instance.__dict__[name] = file = copy
        return file

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = value

    @property
    def attr_class(self):
        return attr_class(self.field)


class ImageFileDescriptor(FileDescriptor):
    pass


def attr_class(field):
    own = getattr(type(field), "attr_class", None)
    if isinstance(own, type):
        return own
    return ImageFieldFile if isinstance(field, ImageField) else FieldFile


def storage_of(field):
    storage = field._storage
    if callable(storage):
        storage = storage()
    return default_storage if storage is None else storage


def generate_filename(field, instance, filename):
    upload_to = field.upload_to
    if callable(upload_to):
        filename = upload_to(instance, filename)
    else:
        from django.utils import timezone

        folder = timezone.now().strftime(str(upload_to))
        filename = f"{folder}/{filename}" if folder else filename
    filename = validate_file_name(filename, allow_relative_path=True)
    return storage_of(field).generate_filename(filename)
