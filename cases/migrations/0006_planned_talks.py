import django.core.validators
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
        ('cases', '0005_search_index'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('way', models.CharField(choices=[('centre', 'I huset'), ('home', 'Hjemme'), ('walk_and_talk', "Walk'n'talk"), ('phone', 'Telefon'), ('video', 'Video'), ('drop_in', 'Værested'), ('street', 'Gade'), ('shelter', 'Forsorgshjem'), ('hospital', 'Sygehus'), ('psychiatry', 'Psykiatri'), ('other', 'Andet')], max_length=20, verbose_name='måde')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='minutter')),
                ('link', models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['https'])], verbose_name='link til videomøde')),
                ('wished_way', models.CharField(blank=True, choices=[('centre', 'I huset'), ('home', 'Hjemme'), ('walk_and_talk', "Walk'n'talk"), ('phone', 'Telefon'), ('video', 'Video'), ('drop_in', 'Værested'), ('street', 'Gade'), ('shelter', 'Forsorgshjem'), ('hospital', 'Sygehus'), ('psychiatry', 'Psykiatri'), ('other', 'Andet')], max_length=20, verbose_name='borgeren vil helst')),
                ('away_from_town', models.BooleanField(default=False, verbose_name='borgeren er ikke i byen')),
                ('hard_to_come', models.BooleanField(default=False, verbose_name='borgeren har svært ved at komme (fx angst)')),
                ('cancelled_by', models.CharField(blank=True, choices=[('citizen', 'Borgeren'), ('worker', 'Os selv')], max_length=10, verbose_name='hvem aflyste')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='grund')),
                ('held_way', models.CharField(blank=True, choices=[('centre', 'I huset'), ('home', 'Hjemme'), ('walk_and_talk', "Walk'n'talk"), ('phone', 'Telefon'), ('video', 'Video'), ('drop_in', 'Værested'), ('street', 'Gade'), ('shelter', 'Forsorgshjem'), ('hospital', 'Sygehus'), ('psychiatry', 'Psykiatri'), ('other', 'Andet')], max_length=20, verbose_name='holdt som')),
                ('held_minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='varede minutter')),
                ('benefit', models.CharField(blank=True, choices=[('yes', 'Ja'), ('partly', 'Delvist'), ('no', 'Nej')], max_length=10, verbose_name='udbytte af måden')),
                ('case', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='cases.case', verbose_name='forløb')),
                ('contact', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appointment', to='cases.contact', verbose_name='kontakt')),
                ('organisation', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('shared_with', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='delt med')),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='appointment', to='cases.task', verbose_name='aftale')),
            ],
            options={
                'verbose_name': 'planlagt samtale',
                'verbose_name_plural': 'planlagte samtaler',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('way', 'sms'), _negated=True), models.Q(('wished_way', 'sms'), _negated=True), models.Q(('held_way', 'sms'), _negated=True)), name='appointment_way_is_no_sms'), models.CheckConstraint(condition=models.Q(('contact', None), models.Q(('held_minutes', None), ('held_way', '')), _connector='OR'), name='appointment_held_told_once', violation_error_message='Måde og minutter står på kontakten.'), models.CheckConstraint(condition=models.Q(('held_minutes', None), models.Q(('held_way', ''), _negated=True), _connector='OR'), name='appointment_minutes_have_a_way'), models.CheckConstraint(condition=models.Q(('cancelled_by', ''), models.Q(('benefit', ''), ('contact', None), ('held_way', '')), _connector='OR'), name='appointment_cancelled_was_not_held', violation_error_message='En aflyst samtale er ikke holdt.')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('secret_digest', models.CharField(editable=False, max_length=64, verbose_name='hemmelig adresse')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lavet')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='lukket')),
                ('organisation', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('shared_with', models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='delt med')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.unit', verbose_name='enhed')),
                ('user', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='medarbejder')),
            ],
            options={
                'verbose_name': 'kalenderabonnement',
                'verbose_name_plural': 'kalenderabonnementer',
                'abstract': False,
                'base_manager_name': 'objects',
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('user', 'unit'), name='calendar_feed_open_once'), models.CheckConstraint(condition=models.Q(('closed_at', None), ('closed_at__gte', models.F('opened_at')), _connector='OR'), name='calendar_feed_closes_after_opening')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAppointment',
            fields=[
                ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                ('history_user_id', models.UUIDField(editable=False, null=True)),
                ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                ('way', models.CharField(choices=[('centre', 'I huset'), ('home', 'Hjemme'), ('walk_and_talk', "Walk'n'talk"), ('phone', 'Telefon'), ('video', 'Video'), ('drop_in', 'Værested'), ('street', 'Gade'), ('shelter', 'Forsorgshjem'), ('hospital', 'Sygehus'), ('psychiatry', 'Psykiatri'), ('other', 'Andet')], max_length=20, verbose_name='måde')),
                ('minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(480)], verbose_name='minutter')),
                ('link', models.URLField(blank=True, max_length=500, validators=[django.core.validators.URLValidator(schemes=['https'])], verbose_name='link til videomøde')),
                ('wished_way', models.CharField(blank=True, choices=[('centre', 'I huset'), ('home', 'Hjemme'), ('walk_and_talk', "Walk'n'talk"), ('phone', 'Telefon'), ('video', 'Video'), ('drop_in', 'Værested'), ('street', 'Gade'), ('shelter', 'Forsorgshjem'), ('hospital', 'Sygehus'), ('psychiatry', 'Psykiatri'), ('other', 'Andet')], max_length=20, verbose_name='borgeren vil helst')),
                ('away_from_town', models.BooleanField(default=False, verbose_name='borgeren er ikke i byen')),
                ('hard_to_come', models.BooleanField(default=False, verbose_name='borgeren har svært ved at komme (fx angst)')),
                ('cancelled_by', models.CharField(blank=True, choices=[('citizen', 'Borgeren'), ('worker', 'Os selv')], max_length=10, verbose_name='hvem aflyste')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='grund')),
                ('held_way', models.CharField(blank=True, choices=[('centre', 'I huset'), ('home', 'Hjemme'), ('walk_and_talk', "Walk'n'talk"), ('phone', 'Telefon'), ('video', 'Video'), ('drop_in', 'Værested'), ('street', 'Gade'), ('shelter', 'Forsorgshjem'), ('hospital', 'Sygehus'), ('psychiatry', 'Psykiatri'), ('other', 'Andet')], max_length=20, verbose_name='holdt som')),
                ('held_minutes', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(1440)], verbose_name='varede minutter')),
                ('benefit', models.CharField(blank=True, choices=[('yes', 'Ja'), ('partly', 'Delvist'), ('no', 'Nej')], max_length=10, verbose_name='udbytte af måden')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('case', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.case', verbose_name='forløb')),
                ('contact', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.contact', verbose_name='kontakt')),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('shared_with', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='delt med')),
                ('task', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.task', verbose_name='aftale')),
            ],
            options={
                'verbose_name': 'Historik: planlagt samtale',
                'verbose_name_plural': 'Historik: planlagte samtaler',
                'ordering': ('-history_id',),
                'get_latest_by': 'history_id',
                'indexes': [models.Index(fields=['id', '-history_id'], name='cases_histo_id_25457d_idx'), models.Index(fields=['task', 'history_date'], name='cases_histo_task_id_09477f_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalCalendarFeed',
            fields=[
                ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                ('history_user_id', models.UUIDField(editable=False, null=True)),
                ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                ('secret_digest', models.CharField(editable=False, max_length=64, verbose_name='hemmelig adresse')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='lavet')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='lukket')),
                ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                ('shared_with', models.ForeignKey(blank=True, db_constraint=False, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='delt med')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit', verbose_name='enhed')),
                ('user', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='medarbejder')),
            ],
            options={
                'verbose_name': 'Historik: kalenderabonnement',
                'verbose_name_plural': 'Historik: kalenderabonnementer',
                'ordering': ('-history_id',),
                'get_latest_by': 'history_id',
                'indexes': [models.Index(fields=['id', '-history_id'], name='cases_histo_id_8fedc4_idx'), models.Index(fields=['user', 'history_date'], name='cases_histo_user_id_ecfc61_idx')],
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
