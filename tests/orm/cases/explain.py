print(Book.objects.explain())

Author.objects.all().explain()

Book.objects.filter(pk=1).explain(), Book.objects.filter(pk=1, title="x").explain(), Author.objects.filter(pk=1).explain()

Book.objects.filter(title="x").explain(), Author.objects.filter(name="x").explain(), Author.objects.filter(name="x", active=1).explain()

Book.objects.order_by("title").explain(), Book.objects.order_by("price").explain(), Author.objects.order_by("born").explain()

Book.objects.order_by("pk").explain(), Book.objects.order_by("-pk").explain(), Author.objects.order_by("id").explain()

Book.objects.filter(author=1).explain(), Book.objects.filter(author=1).order_by("pk").explain(), Book.objects.filter(author=1).order_by().explain()

Book.objects.filter(title="x", author=1).explain(), Book.objects.filter(title="x", author=1).order_by("pk").explain()

Book.objects.filter(author=1).order_by("price").explain()

Tag.objects.filter(slug="x").explain(), Tag.objects.order_by("slug").explain(), Tag.objects.all().explain()

Book.objects.order_by("author_id").explain()

Book.objects.filter(pk__in=[1, 2]).order_by().explain(), Book.objects.filter(pk__in=[1, 2]).order_by("pk").explain()

Book.objects.filter(pk__gt=1).explain(), Book.objects.filter(pk__lte=3).order_by().explain()

Book.objects.order_by("title")[:3].explain(), Book.objects.order_by("pk")[:3].explain(), Book.objects.filter(pk=1)[:1].explain()

Book.objects.order_by("pk")[2:5].explain(), Author.objects.all()[:3].explain()

Book.objects.values("pk").explain(), Book.objects.values("title").explain(), Book.objects.values("title", "price").order_by("genre").explain()

Book.objects.values_list("author_id").order_by().explain(), Book.objects.values("pk").order_by().explain()

Book.objects.none().explain(), repr(Author.objects.none().explain())

Book.objects.filter(genre="f", pages=3).order_by("price").explain(), Book.objects.filter(genre="f").order_by("price").explain()

Author.objects.filter(email="a@b.c").explain(), Author.objects.filter(email="a@b.c").order_by("name").explain()

Book.objects.filter(title__contains="x").order_by().explain(), Book.objects.filter(pages__gt=3).order_by("pk").explain()

Country.objects.order_by("name").explain(), Country.objects.filter(name="x").explain(), Country.objects.explain()

Book.objects.explain(format="text")

Book.objects.explain(verbose=True)


Author.objects.filter(id__lte=1).order_by("born").explain(), Author.objects.filter(id__gte=1).order_by("born").explain()

Book.objects.filter(author=1, pk=1).explain(), Author.objects.values("name", "active").order_by("-born")[:2].explain()
