import datetime
from decimal import Decimal

utc = datetime.timezone.utc

uk = Country.objects.create(name="United Kingdom")
us = Country.objects.create(name="United States")
no = Country.objects.create(name="Norway")
Country.objects.create(name="Chile")

jane = Author.objects.create(name="Jane Austen", email="jane@example.com", born=datetime.date(1775, 12, 16), died=datetime.date(1817, 7, 18), country=uk)
mark = Author.objects.create(name="Mark Twain", email="mark@example.com", born=datetime.date(1835, 11, 30), died=datetime.date(1910, 4, 21), country=us)
jon = Author.objects.create(name="Jon Fosse", born=datetime.date(1959, 9, 29), country=no)
nn = Author.objects.create(name="Anonymous", active=False)

classic = Tag.objects.create(slug="classic")
funny = Tag.objects.create(slug="funny")
sea = Tag.objects.create(slug="sea")
Tag.objects.create(slug="unused")

emma = Book.objects.create(title="Emma", author=jane, price=Decimal("9.99"), pages=474, rating=4.5, published=datetime.datetime(1815, 12, 23, 10, 0, tzinfo=utc), data={"isbn": "111", "copies": 3, "langs": ["en", "de"]})
pride = Book.objects.create(title="Pride and Prejudice", author=jane, price=Decimal("12.50"), pages=432, rating=4.8, published=datetime.datetime(1813, 1, 28, 12, 30, tzinfo=utc), data={"isbn": "222", "film": {"year": 2005}})
tom = Book.objects.create(title="Tom Sawyer", author=mark, price=Decimal("7.00"), pages=274, rating=4.0, published=datetime.datetime(1876, 6, 1, 8, 15, 30, 250000, tzinfo=utc))
huck = Book.objects.create(title="Huckleberry Finn", author=mark, price=Decimal("8.25"), pages=366, published=datetime.datetime(1884, 12, 10, tzinfo=utc), data=[1, 2, 3])
septology = Book.objects.create(title="Septology", author=jon, genre="n", price=Decimal("30"), pages=825, rating=4.2, published=datetime.datetime(2019, 9, 10, 18, tzinfo=utc), data=None)
poems = Book.objects.create(title="Poems", author=nn, genre="n", pages=0)

emma.editors.add(mark, jon)
tom.editors.add(jane)
emma.tags.add(classic)
pride.tags.add(classic, funny, through_defaults={"weight": 5})
tom.tags.add(funny)
huck.tags.set([funny, sea])

for book, stars, text in [(emma, 5, "Witty"), (emma, 3, ""), (pride, 4, "Good fun"), (tom, 2, "100% fun_"), (septology, 5, "Long\nbut good")]:
    Review.objects.create(book=book, stars=stars, text=text)

Loan.objects.create(book=septology, until=datetime.date(2024, 2, 29))
Loan.objects.create(book=tom, until=datetime.date(2024, 12, 31), length=datetime.timedelta(days=1, hours=2, microseconds=5), at=datetime.time(17, 0, 0, 500))
Profile.objects.create(author=jane)
Profile.objects.create(author=jon, site="https://fosse.example/")

root = Category.objects.create(name="root")
left = Category.objects.create(name="left", parent=root)
right = Category.objects.create(name="right", parent=root)
leaf = Category.objects.create(name="leaf", parent=left, fallback=right)
left.similar.add(right)

Token.objects.create(id="12345678-1234-5678-1234-567812345678", label="one", secret=b"\x00\x01abc", address="127.0.0.1")
Place.objects.create(name="Hall", city="Oslo")
main = Branch.objects.create(name="Main", city="Bergen", shelves=12)
main.books.add(emma, tom)
Branch.objects.create(name="North", shelves=3)
for order in (2, 3, 1):
    Memo.objects.create(order=order, note=f"memo {order}")

attic = Room.objects.create(name="Attic", floor=1, doors=["north", "south"])
cellar = Room.objects.create(name="Cellar", floor=0, plan="plans/2024/cellar.pdf")
Room.objects.create(name="hidden")
ann = Person.objects.create(name="Ann", role="sf", room=attic, skills=["maths", "lasers"])
bob = Person.objects.create(name="Bob", boss=ann, room=attic, skills=["maths"])
cyd = Person.objects.create(name="Cyd", boss=ann, room=cellar)
dan = Person.objects.create(name="Dan", boss=bob)
ann.friends.add(bob, cyd)
Mentoring.objects.create(junior=bob, senior=ann, since=datetime.date(2021, 5, 6), by=cyd)
Mentoring.objects.create(junior=cyd, senior=ann)
Mentoring.objects.create(junior=cyd, senior=bob, by=ann)
Label.objects.create(item=ann, label="head")
Label.objects.create(item=attic, label="warm")
Label.objects.create(item=cyd, label="new")
Label.objects.create(item=cyd, label="keen")
lamp = Device.objects.create(name="Lamp", serial="L1")
meter = Sensor.objects.create(name="Meter", serial="M1", minimum=-5, maximum=40)
eye = Camera.objects.create(name="eye", serial="E1", maximum=255, lens="wide")
first = Experiment.objects.create(name="Light", device=lamp, room=attic, start=datetime.datetime(2024, 3, 30, 23, 30, tzinfo=utc), end=datetime.datetime(2024, 3, 31, 1, 15, 30, 123456, tzinfo=utc), day=datetime.date(2024, 2, 29), at=datetime.time(13, 45, 30), lasts=datetime.timedelta(hours=2), score=Decimal("12.345"), ratio=0.25, code="a1")
second = Experiment.objects.create(name="Heat", device=meter.device_ptr, room=attic, start=datetime.datetime(2024, 10, 27, 0, 30, tzinfo=utc), day=datetime.date(2023, 12, 31), at=datetime.time(0, 0, 1, 5), lasts=datetime.timedelta(days=-1, seconds=5), score=Decimal("-7.5"), ratio=2.5)
third = Experiment.objects.create(name="Vision", device=eye.sensor_ptr.device_ptr, room=cellar, day=datetime.date(2025, 1, 1), ratio=-1.75, code="x_y%")
first.people.add(ann, bob)
second.people.add(ann, cyd)
for experiment, value, note, extra in [(first, 3, "low", {"unit": "lx", "raw": [1, 2]}), (first, 8, "high", {"unit": "lx", "ok": True}), (first, 5, None, None), (second, -4, "cold", {"unit": "C", "deep": {"er": {"x": 1}}}), (second, 20, "warm", [1, {"a": None}]), (third, 0, "", "text"), (third, 8, "same", 5)]:
    Result.objects.create(experiment=experiment, value=value, note=note, extra=extra)
for order, number in [(1, 1), (1, 2), (2, 1)]:
    Line.objects.create(order=order, number=number, text=f"{order}/{number}")
Scan.objects.create(name="one", file="scans/one.png")
two = Scan.objects.create(name="two")
