from django.db import migrations, models


def split(apps, schema_editor):
    Word = apps.get_model("library", "Word")
    Review = apps.get_model("library", "Review")
    db = schema_editor.connection.alias
    words = {}
    for review in Review.objects.using(db).exclude(text=""):
        for text in review.text.lower().replace("\n", " ").split():
            word = words.get(text)
            if word is None:
                word, created = Word.objects.using(db).get_or_create(text=text.strip("%_"))
                words[text] = word
            review.words.add(word)
    through = Review.words.through
    print(through.__name__, through._meta.db_table, through.objects.count(), [f.name for f in through._meta.fields])
    print({word.text: word.review_set.count() for word in Word.objects.order_by("text")})


def join(apps, schema_editor):
    Review = apps.get_model("library", "Review")
    for review in Review.objects.prefetch_related("words"):
        review.text = ",".join(sorted(word.text for word in review.words.all()))
        review.save()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "Word",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("text", models.CharField(max_length=20, unique=True)),
            ],
        ),
        migrations.AddField("Review", "words", models.ManyToManyField("library.Word")),
        migrations.RunPython(split, join),
    ]
