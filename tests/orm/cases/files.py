from django.db import models

from django.core.files.base import ContentFile, File

from django.db.models.fields.files import FieldFile, ImageFieldFile, FileDescriptor

one, two = Scan.objects.order_by("pk")

one.file, two.file, one.other, bool(one.file), bool(two.file), str(one.file), str(two.file), type(one.file).__name__

one.file.name, two.file.name, one.file.url, one.file.path, one.other.url, one.other.path, repr(one.other)

two.file.url

two.file.path

two.file.size

one.file == "scans/one.png", one.file == one.file, one.file == two.file, one.file != "x", hash(one.file) == hash("scans/one.png"), one.file.instance is one, one.file.field.name

one.file = "a b/é.txt"; one.file, one.file.url, one.file.path, type(one.file).__name__

one.file = None; one.file, one.file.name, bool(one.file)

one.save(); Scan.objects.values_list("file", flat=True).order_by("pk")

one.file = ""; one.save(); Scan.objects.filter(file="").count(), Scan.objects.filter(file=None).count(), Scan.objects.filter(file__isnull=True).count()

one.refresh_from_db(); one.file, one.file.name

one.file = "../up.txt"; one.file.path

one.file.name = "renamed.txt"; one.save(); Scan.objects.get(pk=one.pk).file

Scan.objects.filter(file="renamed.txt").count(), Scan.objects.filter(file__endswith=".txt").count(), Scan.objects.filter(file=one.file).count()

Scan(name="x").file, Scan(name="x").other, Scan(name="x", file="y").file.name

Scan.objects.create(name="three", file="given.bin").file

Scan._meta.get_field("file").generate_filename(one, "n a.txt"), Scan._meta.get_field("other").generate_filename(one, "n a.txt")

Room._meta.get_field("plan").generate_filename(None, "x.pdf")[:7]

Room.objects.get(name="Cellar").plan, Room.objects.get(name="Attic").plan, Room.objects.get(name="Cellar").plan.url

Scan(name="x", other="o" * 50).full_clean()

Scan(name="x").full_clean()

Scan.objects.filter(pk=one.pk).update(file="u.txt"), Scan.objects.get(pk=one.pk).file.name, Scan.objects.values("file").get(pk=one.pk)

isinstance(one.file, FieldFile), isinstance(one.file, File), one.file.__class__.__module__

Scan._meta.get_field("file").value_to_string(one), Scan._meta.get_field("file").value_from_object(one)

one.file.closed

[s.file.name for s in Scan.objects.order_by("pk")], [s.file.url if s.file else "-" for s in Scan.objects.order_by("pk")]

Scan.objects.only("name").get(pk=one.pk).file, Scan.objects.defer("file").get(pk=one.pk).file.name

Scan.objects.bulk_create([Scan(name="b1", file="b1.txt"), Scan(name="b2")]), Scan.objects.filter(name__startswith="b").values_list("file", "other")

getattr(Scan, "file"), Scan.file.field.name

from django.core.files.storage import default_storage, FileSystemStorage, storages

default_storage.url("a/b.txt"), default_storage.location, default_storage.base_url, default_storage.path("x")

default_storage.path("../x")

FileSystemStorage(location="/x", base_url="/y").url("z z"), FileSystemStorage("/x").location, default_storage.get_valid_name("a b?.txt"), default_storage.generate_filename("a/b c.txt")
