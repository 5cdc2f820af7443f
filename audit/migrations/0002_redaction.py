import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_initial'),
    ]

    operations = [
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
    ]
