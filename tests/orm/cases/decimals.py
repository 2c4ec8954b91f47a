from django.db import connection
from django.db.models import *

def store(sql):
    with connection.cursor() as cursor: cursor.execute(f"UPDATE library_book SET price = {sql} WHERE id = 1")

store("123456789.123"); Book.objects.get(pk=1).price

Book.objects.values_list("price", flat=True).get(pk=1)

Book.objects.filter(pk=1).aggregate(Sum("price"), Max("price"))

store("1.23456"); Book.objects.get(pk=1).price

store("12345"); Book.objects.get(pk=1).price

store("1234.5"); Book.objects.get(pk=1).price

store("'abc'"); Book.objects.get(pk=1).price

store("-1234.56"); Book.objects.get(pk=1).price

store("1e3"); Book.objects.get(pk=1).price

Loan.objects.filter(until__year__gte="a")

Loan.objects.filter(book__published__hour="a")

Loan.objects.annotate(x=F("book__pages") + 1).filter(x="a")

Loan.objects.annotate(x=Count("book")).filter(x="a")

Book.objects.filter(author__country__name__length__lt="a")

Book.objects.filter(pages="a")
