import contextlib

from django.db import migrations


@contextlib.contextmanager
def told(what):
    print("begin", what)
    try:
        yield what.upper()
    except ValueError as error:
        print("swallowed", error)
    finally:
        print("end", what)


def numbered(queryset, *, start=1, **options):
    for number, row in enumerate(queryset.iterator(), start):
        yield f"{number:02d}{options.get('end', ')')}", row


def forwards(apps, schema_editor):
    Memo = apps.get_model("library", "Memo")
    with told("memos") as loud:
        for label, memo in numbered(Memo.objects.order_by("order"), end="."):
            memo.note = f"{label} {loud}"[:20]
            memo.save()
    with told("failure"):
        for memo in Memo.objects.all():
            if memo.order == 2:
                raise ValueError(memo.note)
    first, *rest, last = Memo.objects.values_list("order", flat=True)
    print(first, rest, last)
    match Memo.objects.order_by("-order").first():
        case Memo(order=3, note=note):
            print("three", note)
        case _:
            print("another")


def backwards(apps, schema_editor):
    apps.get_model("library", "Memo").objects.filter(order__gte=2).update(note="back")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
