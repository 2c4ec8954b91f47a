import random; random.seed(7); list(Book.objects.order_by("?").values_list("pk", flat=True)), random.random()

random.seed(7); list(Book.objects.order_by("?")[:2]), Author.objects.order_by("?").first()

random.seed("shelf"); sorted(Book.objects.order_by("?").values_list("pk", flat=True)) == sorted(Book.objects.values_list("pk", flat=True)), random.randint(1, 1000)

from django.db.models.functions import Floor, Random

random.seed(3); list(Book.objects.order_by("pk").annotate(r=Random()).values_list("pk", "r"))

random.seed(3); list(Book.objects.order_by("pk").annotate(r=Random()).filter(r__lt=0.5).values_list("pk", flat=True)), random.random()

random.seed(3); Book.objects.order_by("pk").annotate(die=Floor(Random() * 6) + 1).values_list("die", flat=True)

random.seed(4); Book.objects.update(rating=Random()), list(Book.objects.order_by("pk").values_list("rating", flat=True))

random.seed(5); [book.pk for book in Book.objects.filter(author=1).order_by("?", "pk")], str(Book.objects.order_by("?").query).split("ORDER BY")[1]

random.seed(6); list(Book.objects.order_by("genre", "?").values_list("pk", flat=True))

from django.db import connection

random.seed(8)
with connection.cursor() as cursor:
    cursor.execute("SELECT RAND(), RAND() FROM library_tag ORDER BY slug"); print(cursor.fetchall())
