import django.db.models.deletion
import simple_history.models
import uuid6
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_reminder_wording'),
        ('accounts', '__first__'),
        ('cases', '0008_consent_and_handover'),
        ('directory', '0002_planning'),
        ('outreach', '0004_enrolment'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalRoutePartner',
            fields=[
                ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                ('history_user_id', models.UUIDField(editable=False, null=True)),
                ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('partner', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='directory.partner', verbose_name='samarbejdspartner')),
                ('route', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='outreach.route', verbose_name='rute')),
                ('shared_with', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='delt med')),
            ],
            options={
                'verbose_name': 'Historik: samarbejdspartner, der kender ruten',
                'verbose_name_plural': 'Historik: samarbejdspartnere, der kender ruten',
                'ordering': ('-history_id',),
                'get_latest_by': 'history_id',
                'indexes': [models.Index(fields=['id', '-history_id'], name='outreach_hi_id_d0acf8_idx'), models.Index(fields=['route', 'history_date'], name='outreach_hi_route_i_c220d3_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='RoutePartner',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('partner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='route_partners', to='directory.partner', verbose_name='samarbejdspartner')),
                ('route', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='route_partners', to='outreach.route', verbose_name='rute')),
                ('shared_with', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='delt med')),
            ],
            options={
                'verbose_name': 'samarbejdspartner, der kender ruten',
                'verbose_name_plural': 'samarbejdspartnere, der kender ruten',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(fields=('route', 'partner'), name='route_partner_once')],
            },
        ),
        migrations.RemoveConstraint(
            model_name='route',
            name='route_told_is_whole',
        ),
        migrations.AddField(
            model_name='historicalprescreening',
            name='ask_again_on',
            field=models.DateField(blank=True, null=True, verbose_name='tages op igen'),
        ),
        migrations.AddField(
            model_name='prescreening',
            name='ask_again_on',
            field=models.DateField(blank=True, null=True, verbose_name='tages op igen'),
        ),
        migrations.AlterField(
            model_name='historicalroute',
            name='told',
            field=models.CharField(blank=True, max_length=300, verbose_name='andre, og hvad der er sagt'),
        ),
        migrations.AlterField(
            model_name='route',
            name='told',
            field=models.CharField(blank=True, max_length=300, verbose_name='andre, og hvad der er sagt'),
        ),
        migrations.AddConstraint(
            model_name='prescreening',
            constraint=models.CheckConstraint(condition=models.Q(('ask_again_on', None), models.Q(('ask_again_on__gte', models.F('decided_on')), ('decision', 'wait')), _connector='OR'), name='prescreening_asked_again_after_waiting', violation_error_message='Dagen ligger før afgørelsen.'),
        ),
    ]
