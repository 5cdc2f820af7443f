import django.db.models.deletion
import django.utils.timezone
import simple_history.models
import uuid6
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_reminder_wording'),
        ('accounts', '__first__'),
        ('cases', '0009_partner_initiative_and_follow_ups'),
        ('crisis_center', '0003_duty_at_a_centre'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalPickUp',
            fields=[
                ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                ('history_user_id', models.UUIDField(editable=False, null=True)),
                ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                ('fetched_by', models.CharField(max_length=160, verbose_name='hvem henter')),
                ('how', models.CharField(blank=True, choices=[('car', 'Bil'), ('taxi', 'Taxa'), ('train', 'Tog eller bus'), ('transport', 'Patienttransport'), ('other', 'Andet')], max_length=10, verbose_name='hvordan')),
                ('planned_at', models.DateTimeField(blank=True, null=True, verbose_name='aftalt afgang')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='taget afsted')),
                ('escort', models.CharField(blank=True, max_length=160, verbose_name='hvem følger borgeren')),
                ('belongings', models.CharField(blank=True, max_length=300, verbose_name='ejendele med')),
                ('medicine', models.CharField(blank=True, max_length=300, verbose_name='medicin med')),
                ('motivation', models.TextField(blank=True, max_length=1000, verbose_name='motivation undervejs')),
                ('result', models.CharField(blank=True, choices=[('arrived', 'Ankommet'), ('not_found', 'Ikke fundet'), ('changed_mind', 'Ombestemte sig'), ('came_alone', 'Kom senere selv')], max_length=14, verbose_name='hvordan gik det')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='hvornår')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='skrevet')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('noted_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='skrevet af')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('referral', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='crisis_center.centrereferral', verbose_name='henvendelse')),
                ('shared_with', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='delt med')),
            ],
            options={
                'verbose_name': 'Historik: afhentning',
                'verbose_name_plural': 'Historik: afhentninger',
                'ordering': ('-history_id',),
                'get_latest_by': 'history_id',
                'indexes': [models.Index(fields=['id', '-history_id'], name='crisis_cent_id_1da2e9_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='PickUp',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('fetched_by', models.CharField(max_length=160, verbose_name='hvem henter')),
                ('how', models.CharField(blank=True, choices=[('car', 'Bil'), ('taxi', 'Taxa'), ('train', 'Tog eller bus'), ('transport', 'Patienttransport'), ('other', 'Andet')], max_length=10, verbose_name='hvordan')),
                ('planned_at', models.DateTimeField(blank=True, null=True, verbose_name='aftalt afgang')),
                ('left_at', models.DateTimeField(blank=True, null=True, verbose_name='taget afsted')),
                ('escort', models.CharField(blank=True, max_length=160, verbose_name='hvem følger borgeren')),
                ('belongings', models.CharField(blank=True, max_length=300, verbose_name='ejendele med')),
                ('medicine', models.CharField(blank=True, max_length=300, verbose_name='medicin med')),
                ('motivation', models.TextField(blank=True, max_length=1000, verbose_name='motivation undervejs')),
                ('result', models.CharField(blank=True, choices=[('arrived', 'Ankommet'), ('not_found', 'Ikke fundet'), ('changed_mind', 'Ombestemte sig'), ('came_alone', 'Kom senere selv')], max_length=14, verbose_name='hvordan gik det')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='hvornår')),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='skrevet')),
                ('noted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='skrevet af')),
                ('organisation', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pick_ups', to='crisis_center.centrereferral', verbose_name='henvendelse')),
                ('shared_with', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='delt med')),
            ],
            options={
                'verbose_name': 'afhentning',
                'verbose_name_plural': 'afhentninger',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('referral',), name='pick_up_going_once', violation_error_message='Der er allerede en afhentning i gang.'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('result', '')), models.Q(('ended_at__isnull', False), models.Q(('result', ''), _negated=True)), _connector='OR'), name='pick_up_result_is_whole', violation_error_message='Vælg, hvordan det gik, og hvornår.'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('left_at', None), ('ended_at__gte', models.F('left_at')), _connector='OR'), name='pick_up_ends_after_it_began', violation_error_message='Afhentningen slutter, før den begynder.')],
            },
        ),
        migrations.AddField(
            model_name='centrereferral',
            name='no_room_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='ingen ledig plads, sagt'),
        ),
        migrations.AddField(
            model_name='centrereferral',
            name='room_from_on',
            field=models.DateField(blank=True, null=True, verbose_name='plads fra'),
        ),
        migrations.AddField(
            model_name='historicalcentrereferral',
            name='no_room_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='ingen ledig plads, sagt'),
        ),
        migrations.AddField(
            model_name='historicalcentrereferral',
            name='room_from_on',
            field=models.DateField(blank=True, null=True, verbose_name='plads fra'),
        ),
        migrations.AddConstraint(
            model_name='centrereferral',
            constraint=models.CheckConstraint(condition=models.Q(('room_from_on', None), ('no_room_at__isnull', False), _connector='OR'), name='centre_room_from_a_day_of_those_who_wait'),
        ),
    ]
