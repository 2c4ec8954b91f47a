emma = Book.objects.get(title="Emma"); jane = Author.objects.get(pk=1); mark = Author.objects.get(pk=2)

emma.author, emma.author.country, emma.author.country.name, emma.author_id

jane.book_set.all(), jane.book_set.count(), jane.book_set, jane.edited.all(), jane.profile

mark.profile

Author.book_set, Book.author, Book.editors, Author.profile, Author.edited

jane.book_set.create(title="Sanditon"), jane.book_set.filter(title="Sanditon").exists()

jane.book_set.add(Book.objects.get(title="Poems")); jane.book_set.all()

jane.book_set.add(Book(title="Unsaved"))

jane.book_set.add(Book(title="Saved"), bulk=False); jane.book_set.count()

jane.book_set.add(mark)

jane.book_set.remove(emma)

jane.book_set.set([emma])

uk = Country.objects.get(name="United Kingdom"); uk.authors.remove(jane); Author.objects.get(pk=1).country

uk.authors.add(jane, mark); uk.authors.all().order_by("pk")

uk.authors.remove(Author.objects.get(pk=3))

uk.authors.set([jane]); uk.authors.all()

uk.authors.clear(); (uk.authors.count(), Author.objects.filter(country=None).count())

uk.authors.get_or_create(name="Grace"), uk.authors.update_or_create(name="Grace", defaults={"active": False})

Author().book_set.all()

Book().editors.all()

Book(title="x").tags

emma.author = mark; (emma.author_id, emma.author)

emma.author = None; emma.author_id

emma.author

emma.author_id = 3; emma.author

emma.author = Tag.objects.first()

emma.refresh_from_db(); emma.author

emma.author_id = 999; emma.author

emma = Book.objects.get(title="Emma"); emma.editors.all().order_by("pk"), emma.editors

emma.editors.add(mark, 1, Author.objects.get(pk=4)); emma.editors.order_by("pk").values_list("name", flat=True)

emma.editors.remove(mark, 4); emma.editors.order_by("pk")

emma.editors.set([mark]); emma.editors.all()

emma.editors.clear(); emma.editors.count()

emma.editors.add(Tag.objects.first())

emma.editors.create(name="Editor"), emma.editors.filter(name="Editor").exists(), Author.objects.get(name="Editor").edited.all()

emma.editors.add("text")

emma.editors = []

jane.book_set = []

emma.tags.all(), emma.tags.through, Book.editors.through, Book.editors.through.objects.count(), Book.editors.through._meta.db_table

emma.tags.add(Tag.objects.get(slug="sea"), through_defaults={"weight": 7}); Tagging.objects.filter(book=emma).order_by("pk").values_list("tag__slug", "weight")

Tag.objects.get(slug="funny").books.all()

str(Book.editors.through.objects.first())

left = Category.objects.get(name="left"); left.similar.all(), Category.objects.get(name="right").similar.all(), left.children.all(), left.parent, left.parent.parent

Category.objects.get(name="leaf").fallback

mark.profile = Profile(site="https://mark.example/"); mark.profile.author_id

mark.profile.save(); Profile.objects.count()

Profile.objects.create(author=mark)

p = Profile(author=jane); (p.pk, p.author)

list(Author.objects.prefetch_related("book_set").order_by("pk")[:2])[0].book_set.all()

[(a.name, [b.title for b in a.book_set.all()]) for a in Author.objects.prefetch_related("book_set__tags").order_by("pk")][:2]

from django.db.models import Prefetch

[(a.name, a.big) for a in Author.objects.prefetch_related(Prefetch("book_set", Book.objects.filter(pages__gt=400), to_attr="big")).order_by("pk")]

[b.tags.all() for b in Book.objects.prefetch_related("tags", "author__country")]

list(Book.objects.prefetch_related("nothing"))

list(Book.objects.prefetch_related("title"))

from django.db.models import prefetch_related_objects; books = list(Book.objects.all()); prefetch_related_objects(books, "editors"); books[0].editors.all()

Book.objects.select_related("author").only("title", "author__name")[0].author.name

Author.objects.select_related("profile").order_by("pk")[0].profile.site, Author.objects.select_related("profile").order_by("pk").get(name="Anonymous")

Book.objects.select_related()[0].author, Book.objects.select_related(None)[0].author

main = Branch.objects.get(name="Main"); main.books.all(), emma.branch_set.all(), main.place_ptr_id, main.name

main.name = "Main 2"; main.shelves = 20; main.save(); (Place.objects.get(pk=main.pk).name, Branch.objects.get(pk=main.pk).shelves)

Place.objects.get(pk=main.pk).delete()

Country.objects.get(name="Norway").delete()

Author.objects.get(name="Jon Fosse").delete()

Author.objects.get(name="Mark Twain").book_set.all().delete()

Loan.objects.all().delete()

Author.objects.get(name="Mark Twain").delete()

Author.objects.filter(name="Jane Austen").delete()

Category.objects.get(name="right").delete()

Category.objects.get(name="root").delete()

Category.objects.count()

Tag.objects.get(slug="sea").delete()

Draft.objects.all().delete()

[field.model for field in Book._meta.fields] == [Book] * len(Book._meta.fields), Book._meta.get_field("author").model, Book._meta.concrete_model, Book._meta.proxy_for_model

from django.db import router

router.db_for_read(Book), router.db_for_write(Book, instance=Author.objects.first()), router.db_for_write(Book, instance=Book()), router.allow_migrate("default", "library"), router.allow_migrate_model("default", Book), router.allow_relation(Author.objects.first(), Country.objects.first()), router.allow_relation(Book(), Author.objects.first())
