import datetime
from decimal import Decimal

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

def check(thing, *args, **kwargs):
    try:
        thing.full_clean(*args, **kwargs)
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            print(field, messages, [it.code for it in error.error_dict[field]])
    else:
        print("fine")

check(Ticket())

day = datetime.date(2024, 5, 1)

first = Ticket(code="a-1", seat="4", row="a", day="2024-05-01", title="Opera", price="12.50", scan="x.pdf")

check(first)

(first.seat, first.day, first.price, first.sold, first.row)

first.save()

check(first)

check(Ticket(code="a-1", seat=4, row="a", day=day, title="Opera", price=12.5, scan="x"))

check(Ticket(code="a 2 x y", seat=5, row="c", day="May", title="x" * 21, price="123.456", sold="maybe", book_id=99, scan="x"))

check(Ticket(code="a-2", seat=-2, day=day, title="opera", scan="y"))

check(Ticket(code="a-3", seat=60, day=datetime.date(2023, 1, 1), title="bad", price=-1, sold=True, scan="y"))

check(Ticket(code="a-4", seat=2, day=day, title="worse", scan="y"), exclude=["day", "title"])

check(Ticket(code="a-1", seat=2, day=day, title="Play", scan="y"), validate_unique=False)

check(Ticket(code="a-1", seat=80, day=day, title="Play", price=-2, sold=True, scan="y"), validate_constraints=False)

Ticket.objects.create(code="s-1", day=datetime.date(2020, 1, 1), title="Sold", sold=True, book_id=1, price=1, scan="y")

check(Ticket(code="s-2", day=datetime.date(2021, 1, 1), title="Sold 2", sold=True, book_id=1, price=1, scan="y"))

check(Ticket(code="s-3", day=datetime.date(2021, 1, 1), title="Sold 3", sold=False, book_id=1, price=1, scan="y"))

check(Ticket(code="t-1", row="a", day=datetime.date(2019, 1, 1), title="OPERA", price=3, scan="y"))

check(Ticket(code="t-2", day=datetime.date(2024, 8, 8), title="Opera", price=3, scan="y"))

check(Ticket(code="t-3", day=datetime.date(2019, 8, 8), title="Opera", price="12.5", scan="y"))

holder = Pass(code="p-1", day=day, title="Pass", scan="y", holder="Ann")

check(holder)

holder.save()

check(holder)

check(Pass(code="p-1", day=day, title="Pass", scan="y", holder="Ann"))

check(Pass(code="a-1", day=day, title="Other", scan="y", holder=""))

try:
    Ticket(code="").clean_fields(exclude={"day", "title", "scan"})
except ValidationError as error:
    print(repr(error))

try:
    Ticket(code="a-1", title="Opera", day=day, price="12.5").validate_unique()
except ValidationError as error:
    print(error, error.messages)

try:
    Ticket(code="a-1", title="Opera", day=day, price="12.5", seat=70).validate_constraints(exclude=["title"])
except ValidationError as error:
    print(error.message_dict, NON_FIELD_ERRORS)

Author(name="", email="nobody").full_clean()

Author(name="N", email="jane@example.com", born="1999-13-01").full_clean()

check(Author.objects.get(pk=1))

check(Country(name="Norway"))

check(Review(book_id=1, stars=9))

check(Review(book=Book.objects.first(), stars=None))

check(Tagging(book_id=1, tag_id=1))

check(Token(address="1.2.3", label="far too long"))

check(Token(id="not-a-uuid"))

check(Token())

check(Book(title=" ", author_id=1, genre="z", pages=-5, rating="high", data="x"))

check(Memo(order="x"))

check(Loan(book_id=3, until="2024-02-30", at="25:00", length="1 day"))

check(Profile(author_id=1, site="nowhere"))

check(Profile(author_id=77))

from django.core import validators

def says(validator, *values):
    for value in values:
        try:
            validator(value)
        except ValidationError as error:
            print(repr(value), error.messages, error.code, sorted(error.params or {}))
        else:
            print(repr(value), "fine")

says(validators.URLValidator(), "http://example.com", "https://a.b-c.de:8000/x?y#z", "ftp://u:p@1.2.3.4/", "http://[::1]:80/", "http://localhost", "HTTP://EXAMPLE.COM.", "http://пример.рф/ю", "nowhere", "http://", "http://-a.com", "http://a", "http://a..com", "http://1.2.3.256", "http://[1::x]", "http://a.com:123456", "http://a.com/a b", "javascript://a.com", "http://a@b@c.com", "http://:p@a.com", "http://" + "a" * 64 + ".com", "http://a.c1", 5, "http://a.com\n")

says(validators.URLValidator(schemes=["git"]), "git://example.com", "http://example.com")

says(validators.validate_domain_name, "example.com", "пример.рф", "-a.com", "a.com.", "com", "a_b.com")

says(validators.DomainNameValidator(accept_idna=False), "пример.рф", "a.xn--p1ai")

says(validators.validate_ipv4_address, "1.2.3.4", "01.2.3.4", "1.2.3", "::1")

says(validators.validate_ipv6_address, "::1", "1::2::3", "1.2.3.4", "::ffff:1.2.3.4")

says(validators.validate_ipv46_address, "::1", "1.2.3.4", "x")

says(validators.validate_integer, "5", "-12", "1.5", "", "x", 7)

says(validators.DecimalValidator(4, 2), Decimal("12.34"), Decimal("123.4"), Decimal("1.234"), Decimal("0.001"), Decimal("NaN"), Decimal("1E+3"), Decimal("1E+4"), Decimal("0E+9"), Decimal("-99.99"), Decimal("0.00001"))

says(validators.DecimalValidator(None, 1), Decimal("12.34"), Decimal("123456789.5"))

from django.utils.dateparse import parse_duration

parse_duration("1 day, 0:00:01.5"), parse_duration("x"), parse_duration("P1DT2H")

check(Loan(book_id=3, until="2024-02-28", at="2:00", length="-3 days"))

check(Loan(book_id=3, until="2024-02-28", at="2:00", length="soon"))

from django.utils.dateparse import parse_date, parse_datetime, parse_time

parse_date("2024-2-9"), parse_date("x"), parse_time("4:05"), parse_datetime("2024-02-09 10:00Z"), parse_datetime("")

parse_date("2024-02-30")

parse_duration(5)
