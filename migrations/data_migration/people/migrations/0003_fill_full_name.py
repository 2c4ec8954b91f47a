from django.db import migrations


def fill_full_name(apps, schema_editor):
    Member = apps.get_model('people', 'Member')
    for member in Member.objects.all():
        member.full_name = f'{member.first_name} {member.last_name}'
        member.save()


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0002_member_full_name'),
    ]

    operations = [
        migrations.RunPython(fill_full_name, migrations.RunPython.noop),
    ]
