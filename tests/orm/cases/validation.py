Author(name="ok", born="1900-01-01").full_clean()

Author(name="").full_clean()

Author(name="x" * 60, email="nonsense", born="2000-13-01", country_id=999, active="maybe").full_clean()

Author(name="x", born="2000-01-01", email="jane@example.com").full_clean()

Book(title="t", author_id=1, genre="z", price="1234567.891", pages=-1, rating=1, published="2000-01-01T00:00:00Z").full_clean()

Book(title="t", author_id=1, rating="x", published="yesterday").full_clean(exclude=["data"])

b = Book(title="t", author_id=1, rating="2.5", price="3.10", pages="7", published="2000-01-01T00:00:00Z", data={"a": 1}); b.full_clean(); (b.rating, b.price, b.pages, b.published)

Review(book_id=1, stars=9).full_clean()

Review(book_id=1, stars=9, text="x").validate_constraints()

Tagging(book_id=1, tag_id=1).full_clean()

Tagging(book_id=1, tag_id=1).validate_unique()

Tag(slug="not a slug").full_clean()

Tag(slug="classic").full_clean()

Profile(author_id=2, site="nonsense").full_clean()

Token(address="999.1.1.1", label="x").clean_fields()

from django.core.exceptions import ValidationError

try:
    Author(name="").full_clean()
except ValidationError as error:
    print(error.message_dict, error.messages, error)

ValidationError("one"), ValidationError(["a", "b"]).messages, ValidationError({"f": ["x"]}).message_dict, str(ValidationError("m %(a)s", params={"a": 1}))

Author(name="x").clean(), Author(name="x").clean_fields(exclude=["born"])
