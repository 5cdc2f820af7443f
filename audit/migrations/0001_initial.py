import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='AccessLog',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='tidspunkt')),
                ('organisation_id', models.UUIDField(verbose_name='organisation')),
                ('unit_id', models.UUIDField(null=True, verbose_name='enhed')),
                ('user_id', models.UUIDField(verbose_name='medarbejder')),
                ('role', models.CharField(blank=True, max_length=40, verbose_name='rolle')),
                ('citizen_id', models.UUIDField(null=True, verbose_name='borger')),
                ('action', models.CharField(choices=[('view', 'Set'), ('search', 'Søgt'), ('list', 'Vist i en liste'), ('export', 'Eksporteret'), ('print', 'Udskrevet'), ('edit', 'Rettet'), ('reveal', 'CPR-nummer vist'), ('denied', 'Afvist'), ('spotted', 'Genkendt på gaden')], max_length=10, verbose_name='handling')),
                ('view_name', models.CharField(blank=True, max_length=100, verbose_name='side')),
                ('object_type', models.CharField(blank=True, max_length=60, verbose_name='slags')),
                ('object_id', models.UUIDField(null=True, verbose_name='nøgle')),
                ('purpose', models.TextField(blank=True, verbose_name='formål')),
                ('ip', models.GenericIPAddressField(null=True, verbose_name='IP-adresse')),
                ('request_id', models.CharField(blank=True, max_length=64, verbose_name='forespørgsel')),
                ('count', models.PositiveIntegerField(null=True, verbose_name='antal')),
                ('detail', models.CharField(blank=True, max_length=200, verbose_name='filtre')),
            ],
            options={
                'verbose_name': 'opslag',
                'verbose_name_plural': 'opslag',
                'ordering': ('-at', '-id'),
                'indexes': [models.Index(fields=['citizen_id', '-at'], name='accesslog_citizen'), models.Index(fields=['user_id', '-at'], name='accesslog_user'), models.Index(fields=['organisation_id', '-at'], name='accesslog_organisation')],
            },
        ),
    ]
