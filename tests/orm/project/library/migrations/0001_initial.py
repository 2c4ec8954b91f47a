import datetime
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import library.models
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50)),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                ('born', models.DateField(null=True)),
                ('died', models.DateField(blank=True, null=True)),
                ('active', models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30)),
                ('city', models.CharField(blank=True, max_length=30)),
            ],
        ),
        migrations.CreateModel(
            name='Country',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, unique=True)),
            ],
            options={
                'verbose_name_plural': 'countries',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Memo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.CharField(default='none', max_length=20)),
                ('order', models.IntegerField(db_index=True)),
            ],
            options={
                'ordering': ['-order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(error_messages={'blank': 'Say it', 'unique': 'Taken!'}, max_length=5, unique=True)),
                ('seat', models.PositiveSmallIntegerField(blank=True, null=True, validators=[library.models.even])),
                ('row', models.CharField(blank=True, choices=[('a', 'A'), ('b', 'B')], max_length=2)),
                ('day', models.DateField()),
                ('title', models.CharField(max_length=20, unique_for_date='day', unique_for_year='day')),
                ('price', models.DecimalField(decimal_places=2, default=0, max_digits=4)),
                ('sold', models.BooleanField(default=False)),
                ('scan', models.FileField(null=True, upload_to='scans')),
                ('double', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.CombinedExpression(models.F('seat'), '*', models.Value(2)), output_field=models.IntegerField())),
            ],
        ),
        migrations.CreateModel(
            name='Stamp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created', models.DateTimeField(auto_now_add=True)),
                ('updated', models.DateTimeField(auto_now=True)),
                ('day', models.DateField(auto_now_add=True)),
                ('count', models.IntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='Token',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(blank=True, db_column='tag_label', max_length=10)),
                ('secret', models.BinaryField(null=True)),
                ('address', models.GenericIPAddressField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('author', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='library.author')),
                ('site', models.URLField(default='https://example.com/')),
            ],
        ),
        migrations.CreateModel(
            name='Book',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100)),
                ('genre', models.CharField(choices=[('f', 'Fiction'), ('n', 'Non-fiction')], default='f', max_length=1)),
                ('price', models.DecimalField(decimal_places=2, default=0, max_digits=6)),
                ('pages', models.PositiveIntegerField(default=0)),
                ('rating', models.FloatField(null=True)),
                ('published', models.DateTimeField(null=True)),
                ('data', models.JSONField(default=dict, null=True)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='library.author')),
                ('editors', models.ManyToManyField(blank=True, related_name='edited', to='library.author')),
            ],
            options={
                'ordering': ['title'],
                'get_latest_by': 'published',
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
            ],
            options={
                'ordering': ['-pages'],
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('library.book',),
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30)),
                ('fallback', models.ForeignKey(null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='library.category')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='library.category')),
                ('similar', models.ManyToManyField(to='library.category')),
            ],
        ),
        migrations.AddField(
            model_name='author',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='authors', to='library.country'),
        ),
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField()),
                ('length', models.DurationField(default=datetime.timedelta(days=14))),
                ('at', models.TimeField(default=datetime.time(9, 30))),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='library.book')),
            ],
        ),
        migrations.CreateModel(
            name='Pass',
            fields=[
                ('ticket_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='library.ticket')),
                ('holder', models.CharField(max_length=10, unique=True)),
            ],
            bases=('library.ticket',),
        ),
        migrations.AddField(
            model_name='ticket',
            name='book',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='library.book'),
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stars', models.SmallIntegerField()),
                ('text', models.TextField(blank=True)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reviews', related_query_name='review', to='library.book')),
            ],
        ),
        migrations.CreateModel(
            name='Tagging',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weight', models.IntegerField(default=1)),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='library.book')),
                ('tag', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='library.tag')),
            ],
        ),
        migrations.AddField(
            model_name='book',
            name='tags',
            field=models.ManyToManyField(related_name='books', through='library.Tagging', to='library.tag'),
        ),
        migrations.CreateModel(
            name='Branch',
            fields=[
                ('place_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='library.place')),
                ('shelves', models.IntegerField(default=0)),
                ('books', models.ManyToManyField(to='library.book')),
            ],
            bases=('library.place',),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('price__gte', 0), ('sold', False), _connector='OR'), name='price_when_sold'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.CheckConstraint(condition=models.Q(('double__lt', 100)), name='few_seats', violation_error_code='many', violation_error_message='%(name)s: too many'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(condition=models.Q(('sold', True)), fields=('book',), name='sold_once'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(fields=('title', 'price'), name='title_price'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('title'), models.OrderBy(models.F('row'), descending=True), name='title_in_row'),
        ),
        migrations.AlterUniqueTogether(
            name='ticket',
            unique_together={('row', 'seat')},
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('stars__gte', 1), ('stars__lte', 5)), name='stars_range'),
        ),
        migrations.AlterUniqueTogether(
            name='tagging',
            unique_together={('book', 'tag')},
        ),
    ]
