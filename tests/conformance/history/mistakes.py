"""Mistakes, as they are made."""

import re

# Lines for the body of a model, and for its `Meta`.
FIELDS = (
    "wrong = models.ForeignKey('Nowhere', models.CASCADE)",
    "wrong = models.ForeignKey('nowhere.Thing', models.CASCADE)",
    "wrong = models.ForeignKey('self')",
    "wrong = models.Charfield(max_length=3)",
    "wrong = models.CharField(max_length='3')",
    "wrong = models.CharField(max_length=-1)",
    "wrong = models.CharField(max_lenght=3)",
    "wrong = models.CharField(max_length=2, choices=[('long', 'Long')])",
    "wrong = models.CharField(max_length=2, choices='ab')",
    "wrong = models.DecimalField()",
    "wrong = models.DecimalField(max_digits=2, decimal_places=3)",
    "wrong = models.ImageField()",
    "wrong = models.BooleanField(null=True, primary_key=True)",
    "wrong = models.DateField(auto_now=True, auto_now_add=True)",
    "wrong = models.DateField(default=datetime.date(2025, 1, 1))",
    "wrong = models.JSONField(default=[])",
    "wrong = models.JSONField(default={'a': 1})",
    "wrong = models.IntegerField(max_length=5)",
    "wrong = models.IntegerField(validators=[1])",
    "wrong = models.IntegerField(db_default=F('id'))",
    "wrong = models.IntegerField(default=lambda: 3)",
    "wrong = models.FileField(primary_key=True)",
    "wrong = models.FileField(upload_to='/absolute')",
    "wrong = models.GenericIPAddressField(blank=True)",
    "wrong = models.TextField(unique=True, db_index=True, db_column='pk')",
    "wrong_ = models.IntegerField(default=1)",
    "wr__ong = models.IntegerField(default=1)",
    "pk = models.IntegerField(default=1)",
    "check = models.IntegerField(default=1)",
    "wrong = models.ManyToManyField('self', null=True, unique=True)",
    "wrong = models.ManyToManyField('self', through='Nowhere')",
    "wrong = models.ManyToManyField('Nowhere')",
    "wrong = models.IPAddressField()",
    "wrong = models.DateTimeField(default=datetime.datetime(2025, 1, 1))",
    "wrong = models.ManyToManyField('self', symmetrical=False, related_name='it+')\n    other = models.ManyToManyField('self', symmetrical=False)",
    "one = models.ForeignKey('self', models.CASCADE)\n    two = models.ForeignKey('self', models.CASCADE)",
    "one = models.ForeignKey('self', models.CASCADE, related_name='2bad')",
    "one = models.ForeignKey('self', models.SET_NULL)",
    "one = models.ForeignKey('self', models.SET_DEFAULT)",
    "one = models.ForeignKey('self', models.CASCADE, to_field='nothing')",
    "one = models.ForeignKey('self', models.CASCADE, unique=True)",
    "wrong = models.GeneratedField(expression=F('nothing'), output_field=models.IntegerField(), db_persist=True)",
    "wrong = models.GeneratedField(expression=models.Value(1), output_field=models.IntegerField())",
    "wrong = models.IntegerField(",
    "wrong = 1 / 0",
    "wrong == 3",
    "wrong = models.IntegerField(default=1), ",
    "wrong = models.CharField(max_length=5, default=missing)",
)
META = (
    "indexes = [models.Index(fields=['nothing'], name='wrong')]",
    "indexes = [models.Index(fields=['pk'], name='_wrong')]",
    "indexes = [models.Index(fields=['pk'], name='a_name_that_is_longer_than_thirty')]",
    "indexes = [models.Index(fields='pk')]",
    "indexes = [models.Index(Lower('nothing'))]",
    "indexes = [models.Index(fields=['pk'], name='same'), models.Index(fields=['-pk'], name='same')]",
    "indexes = [models.Index(fields=['pk'], name='covering', include=['pk'])]",
    "constraints = [models.CheckConstraint(condition=Q(nothing=1), name='wrong')]",
    "constraints = [models.CheckConstraint(condition='pk', name='wrong')]",
    "constraints = [models.CheckConstraint(check=Q(pk=1), name='old_word')]",
    "constraints = [models.UniqueConstraint(fields=['nothing'], name='wrong')]",
    "constraints = [models.UniqueConstraint(name='wrong')]",
    "constraints = [models.UniqueConstraint(fields=['pk'])]",
    "constraints = [models.UniqueConstraint(fields=['pk'], name='late', deferrable=models.Deferrable.DEFERRED)]",
    "constraints = [models.UniqueConstraint(fields=['pk'], name='nulls', nulls_distinct=False)]",
    "unique_together = ['nothing']",
    "unique_together = [('pk', 'nothing')]",
    "unique_together = 'pk'",
    "index_together = [('pk',)]",
    "ordering = ['nothing']",
    "ordering = 'pk'",
    "constraints = [models.CheckConstraint(condition=Q(pk__nothing=1), name='wrong')]",
    "unique_together = [('pk',), 3]",
    "ordering = ['pk__nothing', '?']",
    "order_with_respect_to = 'nothing'",
    "get_latest_by = 7\n        surprise = True",
    "permissions = [('add_thing', 'Adds'), ('add_thing', 'Adds')]",
    "db_table = 'django_migrations'",
    "proxy = True",
    "abstract = True",
    "app_label = 'nowhere'",
    "default_manager_name = 'nothing'",
    "swappable = 'NOTHING'",
)
MODULE = (
    "\n\nclass Again(models.Model):\n    pass\n\n\nclass Again(models.Model):\n    number = models.IntegerField(default=1)\n",
    "\n\nclass Orphan(Missing):\n    pass\n",
    "\n\nclass Odd(models.Model):\n  one = models.IntegerField()\n   two = models.IntegerField()\n",
    "\n\nimport nothing_like_it\n",
    "\n\nfrom django.db import nothing_like_it\n",
    "\n\nclass Key(models.Model):\n    pk = models.CompositePrimaryKey('a', 'b')\n    a = models.IntegerField()\n",
    "\n\nclass Key(models.Model):\n    a = models.IntegerField(primary_key=True)\n    b = models.IntegerField(primary_key=True)\n",
    "\n\nclass Bases(models.Model):\n    name = models.CharField(max_length=2)\n\n\nclass Both(Bases):\n    name = models.TextField()\n",
    "\n\nclass id(models.Model):\n    id = models.IntegerField(default=1)\n",
    "\n\nclass A__b(models.Model):\n    pass\n\n\nclass _c(models.Model):\n    pass\n",
)


def in_models(random, text):
    """A module with a mistake in it."""
    heads = list(re.finditer(r"(?m)^class \w+\(.*models\.Model\):\n", text))
    place = random.random()
    if place < 0.2 or not heads:
        return text + random.choice(MODULE)
    end = random.choice(heads).end()
    if place < 0.6:
        return text[:end] + f"    {random.choice(FIELDS)}\n" + text[end:]
    option = random.choice(META)
    model = re.compile(r"(?:(?!^\S).*\n)*", re.M).match(text, end).end()
    meta = text.find("    class Meta:\n", end, model)
    if meta >= 0:
        meta += len("    class Meta:\n")
        return text[:meta] + f"        {option}\n" + text[meta:]
    return text[:end] + f"    class Meta:\n        {option}\n\n" + text[end:]


def in_command(random, label, names):
    """A command line that cannot be meant."""
    name = random.choice(names or ["0001"])
    return random.choice(
        (
            ["makemigrations", "nowhere"],
            ["makemigrations", label + "s", "--empty"],
            ["makemigrations", "-n", "bad-name"],
            ["makemigrations", "-n", "class", "--empty", label],
            ["makemigrations", "--merge"],
            ["makemigrations", "--empty"],
            ["makemigrations", "--update"],
            ["makemigrations", "--chekc"],
            ["migrate", "nowhere"],
            ["migrate", label, "9999"],
            ["migrate", label, "0"],
            ["migrate", label, name, "surplus"],
            ["migrate", "--prune"],
            ["migrate", "--database", "other"],
            ["migrate", "--run-syncdb", label],
            ["migrate", "-v", "4"],
            ["sqlmigrate", label],
            ["sqlmigrate", label, "9999"],
            ["sqlmigrate", "nowhere", name],
            ["showmigrations", "nowhere"],
            ["showmigrations", label, "nowhere"],
            ["squashmigrations", label, "9999"],
            ["squashmigrations", label, "0001", "0001"],
            ["squashmigrations", label, name, "0001"],
            ["optimizemigration", label, "9999"],
            ["optimizemigration", "nowhere", name],
            ["makemigration"],
            ["migrate", "zero"],
        )
    )


def in_migration(random, text):
    """A damaged migration; `None` when the file is lost."""
    damages = (
        None,
        "",
        text.replace("class Migration", "class Migrations"),
        text.replace("dependencies = [\n", "dependencies = [\n        ('nowhere', '0001_initial'),\n"),
        re.sub(r"'(\d{4})_(\w+)'\)", r"'\1_gone')", text),
        text.replace("operations = [", "operations = [(", 1),
        text.replace("migrations.", "migration.", 1),
        re.sub(r"name='(\w+)'", "name='other'", text, count=1),
        re.sub(r"model_name='(\w+)'", "model_name='other'", text, count=1),
        text.replace("default=", "defualt=", 1),
    )
    return random.choice(damages)
