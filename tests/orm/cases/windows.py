from django.db.models import *

from django.db.models.functions import *

from django.db.models import RowRange, ValueRange, WindowFrame, WindowFrameExclusion

every = Result.objects.order_by("pk")

every.annotate(n=Window(RowNumber())).values_list("pk", "n")

every.annotate(n=Window(RowNumber(), partition_by="experiment", order_by="value")).values_list("pk", "n")

every.annotate(n=Window(Rank(), order_by=F("value").desc()), d=Window(DenseRank(), order_by="-value"), p=Window(PercentRank(), order_by="value"), c=Window(CumeDist(), order_by=["value"])).values_list("n", "d", "p", "c")

every.annotate(n=Window(Lag("value"), order_by="pk"), d=Window(Lag("value", offset=2, default=0), order_by="pk"), e=Window(Lead("value", 1, Value(-1)), order_by="pk")).values_list("n", "d", "e")

every.annotate(n=Window(FirstValue("note"), partition_by=[F("experiment")], order_by=F("value").asc()), l=Window(LastValue("note"), partition_by="experiment_id", order_by="pk"), t=Window(NthValue("note", nth=2), partition_by="experiment", order_by="pk")).values_list("n", "l", "t")

every.annotate(n=Window(Ntile(3), order_by="pk"), m=Window(Ntile(num_buckets=2), order_by="pk")).values_list("n", "m")

every.annotate(s=Window(Sum("value"), order_by="pk"), a=Window(Avg("value"), partition_by="experiment"), c=Window(Count("*"), partition_by="experiment"), m=Window(Max("value"))).values_list("s", "a", "c", "m")

every.annotate(s=Window(Sum("value"), order_by="pk", frame=RowRange(start=-1, end=0))).values_list("s", flat=True)

every.annotate(s=Window(Sum("value"), order_by="pk", frame=RowRange(start=None, end=1)), t=Window(Sum("value"), order_by="value", frame=ValueRange(start=0, end=None)), u=Window(Sum("value"), order_by="value", frame=ValueRange())).values_list("s", "t", "u")

every.annotate(s=Window(Sum("value"), order_by="value", frame=RowRange(start=None, exclusion=WindowFrameExclusion.CURRENT_ROW))).values_list("s", flat=True)

every.annotate(s=Window(Sum("value"), order_by="value", frame=RowRange(start=1, end=3))).values_list("s", flat=True)

str(every.annotate(n=Window(RowNumber(), partition_by=["experiment", "note"], order_by=["value", F("pk").desc()])).values("n").query)

str(every.annotate(s=Window(Sum("value"), order_by="pk", frame=RowRange(start=-2, end=3))).values("s").query)

str(every.annotate(s=Window(Sum("value"), order_by="value", frame=ValueRange(start=None, end=0))).values("s").query)

str(every.annotate(s=Window(Lag("value", 2, 0), order_by="pk")).values("s").query)

every.annotate(s=Window(Sum("value"), order_by="value", frame=ValueRange(start=1, end=0)))

RowRange(start=2, end=1)

str(every.annotate(s=Window(Sum("value"), order_by="value", frame=RowRange(start=2, end=1))).query)

Window("value")

Window(Lower("note"))

Window(Sum("value"), order_by=5)

Lag("value", offset=0)

Lag(None)

NthValue("value", nth=0)

Ntile(num_buckets=0)

repr(Window(RowNumber(), partition_by="a", order_by="b")), repr(Window(Sum("value"), frame=RowRange(start=-1, end=None)))

str(Window(RowNumber(), partition_by=F("a"), order_by=F("b").desc())), repr(RowRange(start=-2, end=0)), repr(ValueRange()), str(RowRange())

every.annotate(n=Window(RowNumber(), partition_by="experiment", order_by="-value")).filter(n=1).values_list("pk", "n")

str(every.annotate(n=Window(RowNumber(), partition_by="experiment", order_by="-value")).filter(n=1).query)

every.annotate(n=Window(RowNumber(), partition_by="experiment", order_by="-value")).filter(n__lte=2, value__gt=0).values_list("pk", "n", "value")

str(every.annotate(n=Window(RowNumber(), order_by="-value")).filter(n__lte=2, value__gt=0).order_by("-n").values("pk").query)

every.annotate(n=Window(Rank(), order_by="-value")).filter(Q(n=1) | Q(value__lt=0)).values_list("pk", flat=True), every.annotate(n=Window(Rank(), order_by="-value")).exclude(n__gt=2).count(), every.annotate(n=Window(Rank(), order_by="-value")).filter(n=1).exists()

every.annotate(n=Window(RowNumber(), order_by="-value")).filter(n__gt=2)[:2], every.annotate(n=Window(RowNumber(), order_by="-value")).filter(n__gt=2).aggregate(Sum("value"))

every.annotate(n=Window(RowNumber(), order_by="-value")).aggregate(Max("n")), every.annotate(n=Window(RowNumber(), order_by="-value")).order_by("n").values_list("n", "value")[:3]

every.filter(value=Window(Max("value")))

every.filter(value__gte=Window(Avg("value"), partition_by="experiment")).values_list("pk", flat=True)

every.update(value=Window(Max("value")))

every.annotate(d=F("value") - Window(Avg("value"), partition_by="experiment")).values_list("d", flat=True)

every.annotate(d=Window(Sum("value") + 1))

every.annotate(x=Sum(Window(Sum("value"))))

Experiment.objects.annotate(total=Sum("results__value"), rank=Window(Rank(), order_by=F("total").desc())).values_list("name", "total", "rank").order_by("rank")

Experiment.objects.annotate(n=Window(Count("results"), partition_by="room")).values_list("name", "n").order_by("pk")

Result.objects.order_by(Window(RowNumber(), order_by="-value"))[:2].values_list("value", flat=True), every.values("experiment").annotate(n=Window(Count("pk"), partition_by="experiment")).distinct()

every.annotate(n=Window(Sum("value", filter=Q(value__gt=0)), order_by="pk")).values_list("n", flat=True)

Experiment.objects.filter(pk__in=every.annotate(n=Window(RowNumber(), order_by="-value")).filter(n=1).values("experiment")).values_list("name", flat=True)

print(Book.objects.annotate(r=Window(RowNumber(), partition_by="genre", order_by="-pages")).filter(r=1).values("title").query)

Book.objects.annotate(r=Window(RowNumber(), partition_by="genre", order_by="-pages")).filter(r=1).values_list("title", flat=True)
