print(Author.objects.all().query)

print(Author.objects.filter(name="Jane", active=True, country=None).query)

print(Author.objects.filter(country__name="Norway").exclude(book__title="Emma").query)

print(Book.objects.select_related("author__country").order_by("-author__name").query)

print(Book.objects.filter(tags__slug="a", tags__id=2).filter(tags__slug="b").distinct().query)

from django.db.models import *; from django.db.models.functions import *

print(Author.objects.annotate(n=Count("book")).filter(n__gt=2, name="x").query)

print(Book.objects.values("genre").annotate(n=Count("pk")).order_by("-n").query)

print(Book.objects.values("author__name").filter(pages__gte=3)[2:5].query)

print(Book.objects.filter(pk__in=[1, 2, 3], title__icontains="50%").query)

print(Book.objects.filter(Q(pages=1) | Q(author__name="x")).query)

print(Book.objects.filter(~Q(pages=1), ~Q(tags__slug="x") | Q(rating=None)).query)

print(Author.objects.filter(Exists(Book.objects.filter(author=OuterRef("pk"), pages__gt=OuterRef("id")))).query)

print(Author.objects.filter(pk__in=Book.objects.filter(pages__gt=1).values("author")).query)

print(Branch.objects.filter(city="x", shelves=1).query)

print(Book.objects.only("title").query, Book.objects.defer("data").query)

print(Book.objects.annotate(x=Case(When(pages=1, then=Value("a")), default=Lower("title"))).query)

print(Author.objects.filter(book__review__stars=1, edited__pages=2).query)

print(Author.objects.exclude(book__review__stars=1).query)

print(Author.objects.filter(profile=None, book=None).query)

print(Book.objects.filter(author__country__isnull=True).query)

print(Book.objects.filter(author=1, author__name="x").order_by("author", "?").query)

print(Category.objects.filter(parent__parent__name="x").query)

print(Category.objects.filter(similar__name="x").query)

print(Book.objects.none().query)

print(Book.objects.filter(published__year=2000, published__date="2000-01-01").query)

print(Author.objects.filter(born__year__gte=2000, name__regex="a").query)

print(Book.objects.all()[:3].union(Book.objects.all()[1:2]).query)

print(Book.objects.filter(pk=1).union(Book.objects.filter(pk=2)).order_by("title").query)

print(Draft.objects.reverse().query, Memo.objects.values_list("note").query)

print(Author.objects.get(pk=1).book_set.all().query, Book.objects.get(pk=1).editors.all().query)

print(Book.objects.filter(price__gt=3, rating__lt=4.5, author__active=False).query)

print(Book.objects.annotate(Count("tags"), Count("reviews", distinct=True)).values("pk", "tags__count").query)

print(Author.objects.alias(n=Count("book")).filter(Q(n=1) | Q(name="x")).query)

print(Author.objects.order_by("country", "-country__name", "name").distinct().query)

print(Book.objects.annotate(y=F("author__country__name")).filter(y="x").query)

print(Book.objects.filter(author__book__title="x").query)

print(Token.objects.filter(pk="12345678-1234-5678-1234-567812345678").query)
