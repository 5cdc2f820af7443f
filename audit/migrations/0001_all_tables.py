import audit.created_together
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('audit', '0001_initial'), ('audit', '0002_redaction')]

    initial = True

    dependencies = [
    ]

    operations = [
        audit.created_together.CreateTogether(
            operations=[
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
                migrations.CreateModel(
                    name='JobReport',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='tidspunkt')),
                        ('organisation_id', models.UUIDField(verbose_name='organisation')),
                        ('unit_id', models.UUIDField(verbose_name='enhed')),
                        ('job', models.CharField(max_length=60, verbose_name='job')),
                        ('user_id', models.UUIDField(verbose_name='udført af')),
                        ('request_id', models.CharField(max_length=64, verbose_name='forespørgsel')),
                        ('counts', models.JSONField(verbose_name='optalt')),
                        ('rows', models.JSONField(verbose_name='rækker')),
                    ],
                    options={
                        'verbose_name': 'rapport fra et job',
                        'verbose_name_plural': 'rapporter fra job',
                        'indexes': [models.Index(fields=['organisation_id', 'job', '-at', '-id'], name='job_report_organisation')],
                    },
                ),
                migrations.CreateModel(
                    name='Redaction',
                    fields=[
                        ('id', models.BigAutoField(primary_key=True, serialize=False)),
                        ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='tidspunkt')),
                        ('organisation_id', models.UUIDField(verbose_name='organisation')),
                        ('table_name', models.CharField(max_length=63, verbose_name='tabel')),
                        ('row_id', models.UUIDField(verbose_name='nøgle')),
                        ('columns', models.JSONField(verbose_name='kolonner')),
                        ('reason', models.CharField(max_length=200, verbose_name='hvorfor')),
                        ('user_id', models.UUIDField(verbose_name='slettet af')),
                        ('source', models.CharField(blank=True, max_length=100, verbose_name='hvorfra')),
                        ('request_id', models.CharField(blank=True, max_length=64, verbose_name='forespørgsel')),
                        ('rows', models.PositiveIntegerField(verbose_name='antal')),
                        ('up_to', models.BigIntegerField(verbose_name='til og med')),
                        ('digests', models.JSONField(verbose_name='kontrolsummer')),
                    ],
                    options={
                        'verbose_name': 'sletning i historikken',
                        'verbose_name_plural': 'sletninger i historikken',
                        'indexes': [models.Index(fields=['row_id', 'table_name'], name='redaction_of_row'), models.Index(fields=['organisation_id', '-at'], name='redaction_organisation')],
                    },
                ),
            ],
        ),
    ]
