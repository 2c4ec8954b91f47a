import datetime
import django.core.files.storage
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import lab.fields
import lab.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Device',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'blank': 'Name it'}, max_length=30, verbose_name='the name')),
                ('serial', models.CharField(max_length=10, unique=True)),
            ],
            options={
                'ordering': [models.OrderBy(django.db.models.functions.text.Lower('name'), descending=True), 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Mentoring',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(default=datetime.date(2020, 1, 1))),
            ],
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'blank': 'Name it'}, max_length=30, verbose_name='the name')),
                ('floor', models.IntegerField(blank=True, choices=[(None, 'Nowhere'), (0, 'Ground'), (1, 'First floor')], null=True)),
                ('doors', models.JSONField(blank=True, default=list)),
                ('plan', models.FileField(blank=True, upload_to='plans/%Y')),
            ],
            options={
                'ordering': ('name',),
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=10)),
                ('file', models.FileField(null=True, storage=django.core.files.storage.FileSystemStorage(base_url='/m/', location='/media'), upload_to=lab.models.scan_path)),
                ('other', models.FileField(default='others/none.txt', max_length=40, upload_to='others')),
            ],
        ),
        migrations.CreateModel(
            name='Sensor',
            fields=[
                ('device_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='lab.device')),
                ('minimum', models.IntegerField(default=0)),
                ('maximum', models.IntegerField(default=100)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('maximum'), descending=True, nulls_last=True)],
            },
            bases=('lab.device',),
        ),
        migrations.CreateModel(
            name='Label',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.SlugField()),
                ('object_id', models.PositiveIntegerField()),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='contenttypes.contenttype')),
            ],
        ),
        migrations.CreateModel(
            name='Line',
            fields=[
                ('pk', models.CompositePrimaryKey('order', 'number', blank=True, editable=False, primary_key=True, serialize=False)),
                ('order', models.IntegerField()),
                ('number', models.IntegerField()),
                ('text', models.CharField(max_length=20)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('order__gt', 0)), name='line_positive')],
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'blank': 'Name it'}, max_length=30, verbose_name='the name')),
                ('role', models.CharField(choices=[('st', 'Student'), ('sf', 'Member of staff')], default='st', max_length=2)),
                ('skills', lab.fields.WordsField(blank=True, default=list)),
                ('boss', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='team', to='lab.person')),
                ('friends', models.ManyToManyField(blank=True, to='lab.person')),
                ('mentors', models.ManyToManyField(related_name='juniors', through='lab.Mentoring', through_fields=('junior', 'senior'), to='lab.person')),
                ('room', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, to='lab.room')),
            ],
            options={
                'ordering': ('name',),
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='mentoring',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='lab.person'),
        ),
        migrations.AddField(
            model_name='mentoring',
            name='junior',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='as_junior', to='lab.person'),
        ),
        migrations.AddField(
            model_name='mentoring',
            name='senior',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='as_senior', to='lab.person'),
        ),
        migrations.CreateModel(
            name='Experiment',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'blank': 'Name it'}, max_length=30, verbose_name='the name')),
                ('start', models.DateTimeField(null=True)),
                ('end', models.DateTimeField(null=True)),
                ('day', models.DateField(null=True)),
                ('at', models.TimeField(null=True)),
                ('lasts', models.DurationField(null=True)),
                ('score', models.DecimalField(decimal_places=3, max_digits=8, null=True)),
                ('ratio', models.FloatField(default=0.5)),
                ('code', models.CharField(db_default='none', max_length=20)),
                ('made', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('tag', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Upper('name'), output_field=models.CharField(max_length=30))),
                ('device', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to='lab.device', to_field='serial')),
                ('people', models.ManyToManyField(related_name='experiments', related_query_name='experiment', to='lab.person')),
                ('room', models.ForeignKey(default=1, on_delete=django.db.models.deletion.SET_DEFAULT, to='lab.room')),
            ],
            options={
                'ordering': ['start', '-pk'],
                'get_latest_by': ['start', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Camera',
            fields=[
                ('sensor_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='lab.sensor')),
                ('lens', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'ordering': ('name',),
                'abstract': False,
            },
            bases=('lab.sensor',),
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.AutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.IntegerField()),
                ('note', models.CharField(max_length=20, null=True)),
                ('extra', models.JSONField(null=True)),
                ('experiment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='lab.experiment')),
            ],
            options={
                'order_with_respect_to': 'experiment',
            },
        ),
    ]
