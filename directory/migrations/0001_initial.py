import django.db.models.deletion
import simple_history.models
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalPlace',
            fields=[
                ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                ('history_user_id', models.UUIDField(editable=False, null=True)),
                ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='navn')),
                ('kind', models.CharField(choices=[('street', 'Gade'), ('park', 'Park'), ('drop_in_centre', 'Værested eller varmestue'), ('shelter', 'Forsorgshjem eller herberg'), ('consumption_room', 'Stofindtagelsesrum'), ('housing_area', 'Boligområde'), ('home', 'Eget hjem'), ('hall_of_residence', 'Kollegium'), ('school', 'Uddannelsesinstitution'), ('production_school', 'Produktionsskole'), ('youth_house', 'Ungdomshus'), ('hospital', 'Sygehus'), ('psychiatry', 'Psykiatri'), ('centre', 'Eget hus'), ('other', 'Andet')], max_length=20, verbose_name='art')),
                ('area', models.CharField(blank=True, max_length=80, verbose_name='område')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='kendetegn')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='bruges ikke mere fra')),
                ('search_key', models.CharField(editable=False, max_length=220)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('shared_with', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='delt med')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit', verbose_name='enhed')),
            ],
            options={
                'verbose_name': 'Historik: sted',
                'verbose_name_plural': 'Historik: steder',
                'ordering': ('-history_id',),
                'get_latest_by': 'history_id',
                'indexes': [models.Index(fields=['id', '-history_id'], name='directory_h_id_b4c1cb_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120, verbose_name='navn')),
                ('kind', models.CharField(choices=[('street', 'Gade'), ('park', 'Park'), ('drop_in_centre', 'Værested eller varmestue'), ('shelter', 'Forsorgshjem eller herberg'), ('consumption_room', 'Stofindtagelsesrum'), ('housing_area', 'Boligområde'), ('home', 'Eget hjem'), ('hall_of_residence', 'Kollegium'), ('school', 'Uddannelsesinstitution'), ('production_school', 'Produktionsskole'), ('youth_house', 'Ungdomshus'), ('hospital', 'Sygehus'), ('psychiatry', 'Psykiatri'), ('centre', 'Eget hus'), ('other', 'Andet')], max_length=20, verbose_name='art')),
                ('area', models.CharField(blank=True, max_length=80, verbose_name='område')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='kendetegn')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='bruges ikke mere fra')),
                ('search_key', models.CharField(editable=False, max_length=220)),
                ('organisation', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('shared_with', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='delt med')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='enhed')),
            ],
            options={
                'verbose_name': 'sted',
                'verbose_name_plural': 'steder',
                'ordering': ['name'],
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('unit', 'name', 'area'), name='place_once_in_unit', violation_error_message='Stedet findes allerede.')],
            },
        ),
    ]
