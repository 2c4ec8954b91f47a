Line.objects.create(order=1, number=3, text="1/3"), Line.objects.create(order=2, number=2, text="2/2")

Line.objects.filter(pk=(1, 2)), Line.objects.get(pk=[1, 3]).pk, Line.objects.filter(pk=(1, 9)).exists()

Line.objects.filter(pk__in=[(1, 2), [2, 1]]), Line.objects.filter(pk__in=[]), Line.objects.exclude(pk__in=[(1, 2), (2, 1)])

Line.objects.filter(pk__gt=(1, 2)).order_by("pk"), Line.objects.filter(pk__gte=(1, 2)).count(), Line.objects.filter(pk__lt=(2, 1)).count(), Line.objects.filter(pk__lte=(1, 2)).count()

Line.objects.order_by("-pk"), Line.objects.order_by("pk").last(), Line.objects.first(), Line.objects.exclude(pk=(1, 1)).order_by("pk")[:1]

Line.objects.filter(pk=1)

Line.objects.filter(pk=(1, 2, 3))

Line.objects.filter(pk__in=[1, 2])

Line.objects.filter(pk__in={(1, 2)})

Line.objects.filter(pk__in=5)

Line.objects.filter(pk__in=[(1, 2, 3)])

Line.objects.filter(pk__lt=5)

Line.objects.get(pk=(7, 7))

Line.objects.in_bulk([(1, 2), (2, 2)]), Line.objects.contains(Line.objects.get(pk=(1, 2)))

line = Line.objects.get(pk=(1, 2)); line.text = "new"; line.save(); line.refresh_from_db(); line.text, Line.objects.filter(text="new").count()

line.pk = (8, 9); line.order, line.number, line.pk

line.pk = 5

line.pk = (1,)

line.pk = None; line.pk, line.order

Line.objects.filter(pk=(1, 3)).update(text="told"), Line.objects.get(pk=(1, 3)).delete(), Line.objects.filter(pk__in=[(2, 2)]).delete(), Line.objects.order_by("pk")

Line.objects.bulk_create([Line(order=1, number=9, text="n"), Line(order=1, number=1, text="n")], ignore_conflicts=True); Line.objects.order_by("pk")

Line.objects.bulk_create([Line(order=1, number=9, text="up")], update_conflicts=True, unique_fields=["pk"], update_fields=["text"]); Line.objects.get(pk=(1, 9)).text

Line.objects.update_or_create(order=1, number=9, defaults={"text": "again"}), Line.objects.get_or_create(order=3, number=1)[1], Line.objects.get(pk=(1, 9)).text

from django.core import serializers

serializers.serialize("json", Line.objects.order_by("pk")[:2])

[one.object.pk for one in serializers.deserialize("json", '[{"model": "lab.line", "pk": [5, 6], "fields": {"text": "x"}}]')]

Book._meta.get_field("tags").remote_field.through, Book._meta.get_field("editors").remote_field.through, Book._meta.get_field("editors").remote_field.through._meta.auto_created, Category._meta.get_field("parent").related_model, Category._meta.get_field("parent").remote_field.model, Tagging._meta.auto_created

Loan._meta.get_field("length").value_to_string(Loan.objects.get(pk=2)), Token._meta.get_field("secret").value_to_string(Token.objects.get()), Loan._meta.get_field("length").value_to_string(Loan.objects.get(pk=1))
