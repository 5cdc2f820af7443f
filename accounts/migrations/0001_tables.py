import audit.created_together
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
import uuid6
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_caseload_settings'), ('accounts', '0003_reminder_wording'), ('accounts', '0004_reconstructed_organisation'), ('accounts', '0001_all_tables'), ('accounts', '0002_work_phone')]

    initial = True

    dependencies = [
    ]

    operations = [
        audit.created_together.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('name', models.CharField(max_length=120, verbose_name='navn')),
                        ('kind', models.CharField(choices=[('municipality', 'Kommune'), ('region', 'Region'), ('operator', 'Privat operatør')], max_length=20, verbose_name='art')),
                        ('municipality_code', models.CharField(blank=True, choices=[('101', 'København'), ('147', 'Frederiksberg'), ('151', 'Ballerup'), ('153', 'Brøndby'), ('155', 'Dragør'), ('157', 'Gentofte'), ('159', 'Gladsaxe'), ('161', 'Glostrup'), ('163', 'Herlev'), ('165', 'Albertslund'), ('167', 'Hvidovre'), ('169', 'Høje-Taastrup'), ('173', 'Lyngby-Taarbæk'), ('175', 'Rødovre'), ('183', 'Ishøj'), ('185', 'Tårnby'), ('187', 'Vallensbæk'), ('190', 'Furesø'), ('201', 'Allerød'), ('210', 'Fredensborg'), ('217', 'Helsingør'), ('219', 'Hillerød'), ('223', 'Hørsholm'), ('230', 'Rudersdal'), ('240', 'Egedal'), ('250', 'Frederikssund'), ('253', 'Greve'), ('259', 'Køge'), ('260', 'Halsnæs'), ('265', 'Roskilde'), ('269', 'Solrød'), ('270', 'Gribskov'), ('306', 'Odsherred'), ('316', 'Holbæk'), ('320', 'Faxe'), ('326', 'Kalundborg'), ('329', 'Ringsted'), ('330', 'Slagelse'), ('336', 'Stevns'), ('340', 'Sorø'), ('350', 'Lejre'), ('360', 'Lolland'), ('370', 'Næstved'), ('376', 'Guldborgsund'), ('390', 'Vordingborg'), ('400', 'Bornholm'), ('410', 'Middelfart'), ('420', 'Assens'), ('430', 'Faaborg-Midtfyn'), ('440', 'Kerteminde'), ('450', 'Nyborg'), ('461', 'Odense'), ('479', 'Svendborg'), ('480', 'Nordfyns'), ('482', 'Langeland'), ('492', 'Ærø'), ('510', 'Haderslev'), ('530', 'Billund'), ('540', 'Sønderborg'), ('550', 'Tønder'), ('561', 'Esbjerg'), ('563', 'Fanø'), ('573', 'Varde'), ('575', 'Vejen'), ('580', 'Aabenraa'), ('607', 'Fredericia'), ('615', 'Horsens'), ('621', 'Kolding'), ('630', 'Vejle'), ('657', 'Herning'), ('661', 'Holstebro'), ('665', 'Lemvig'), ('671', 'Struer'), ('706', 'Syddjurs'), ('707', 'Norddjurs'), ('710', 'Favrskov'), ('727', 'Odder'), ('730', 'Randers'), ('740', 'Silkeborg'), ('741', 'Samsø'), ('746', 'Skanderborg'), ('751', 'Aarhus'), ('756', 'Ikast-Brande'), ('760', 'Ringkøbing-Skjern'), ('766', 'Hedensted'), ('773', 'Morsø'), ('779', 'Skive'), ('787', 'Thisted'), ('791', 'Viborg'), ('810', 'Brønderslev'), ('813', 'Frederikshavn'), ('820', 'Vesthimmerlands'), ('825', 'Læsø'), ('840', 'Rebild'), ('846', 'Mariagerfjord'), ('849', 'Jammerbugt'), ('851', 'Aalborg'), ('860', 'Hjørring')], help_text='Tre cifre, fx 461.', max_length=3, verbose_name='kommunekode')),
                        ('words', models.JSONField(blank=True, default=dict, verbose_name='egne ord')),
                        ('caseload_limit', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(1)], verbose_name='grænse for forløb pr. medarbejder, i snit')),
                        ('caseload_warn_from', models.PositiveSmallIntegerField(default=13, validators=[django.core.validators.MinValueValidator(1)], verbose_name='advar fra')),
                        ('stay_weight', models.DecimalField(decimal_places=1, default=Decimal('1'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(9)], verbose_name='en indlagt borger tæller som')),
                        ('rhythm_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='dage mellem samtaler')),
                        ('phase_rhythms', models.JSONField(blank=True, default=dict, verbose_name='dage mellem samtaler i en fase')),
                        ('forget_after_days', models.PositiveSmallIntegerField(default=180, validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(1830)], verbose_name='slet beskrivelser efter, dage')),
                        ('reminder_text', models.CharField(blank=True, max_length=200, verbose_name='påmindelse til borgeren')),
                        ('reconstructed', models.BooleanField(default=False, editable=False, verbose_name='rekonstrueret')),
                    ],
                    options={
                        'verbose_name': 'organisation',
                        'verbose_name_plural': 'organisationer',
                        'ordering': ['name'],
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'municipality'), models.Q(('municipality_code', ''), _negated=True)), models.Q(models.Q(('kind', 'municipality'), _negated=True), ('municipality_code', '')), _connector='OR'), name='organisation_municipality_has_code', violation_error_message='En kommune skal have sin kommunekode; andre organisationer har ingen.'), models.UniqueConstraint(condition=models.Q(('municipality_code', ''), _negated=True), fields=('municipality_code',), name='organisation_code_once'), models.CheckConstraint(condition=models.Q(('caseload_warn_from__lte', models.F('caseload_limit'))), name='organisation_warns_before_the_limit', violation_error_message='Advarslen kommer efter grænsen: vælg et lavere tal.')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Unit',
                    fields=[
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='accounts.organisation', verbose_name='organisation')),
                        ('name', models.CharField(max_length=120, verbose_name='navn')),
                        ('kind', models.CharField(choices=[('treatment_centre', 'Rusmiddelcenter'), ('crisis_centre', 'Akutkrisecenter'), ('drop_in_centre', 'Værested'), ('shelter', 'Forsorgshjem eller herberg'), ('authority', 'Myndighed'), ('partner', 'Samarbejdspartner'), ('other', 'Andet')], max_length=20, verbose_name='art')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='nedlagt')),
                    ],
                    options={
                        'verbose_name': 'enhed',
                        'verbose_name_plural': 'enheder',
                        'ordering': ['name'],
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='unit_name_once', violation_error_message='Der findes allerede en enhed med det navn.')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='Team',
                    fields=[
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                        ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='accounts.unit', verbose_name='enhed')),
                        ('name', models.CharField(max_length=80, verbose_name='navn')),
                    ],
                    options={
                        'verbose_name': 'team',
                        'verbose_name_plural': 'teams',
                        'ordering': ['name'],
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.UniqueConstraint(fields=('unit', 'name'), name='team_name_once', violation_error_message='Der findes allerede et team med det navn i enheden.')],
                        'indexes': [],
                    },
                ),
                migrations.CreateModel(
                    name='User',
                    fields=[
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                        ('name', models.CharField(max_length=120, verbose_name='navn')),
                        ('is_active', models.BooleanField(default=True, verbose_name='aktiv')),
                        ('phone', models.CharField(blank=True, max_length=20, verbose_name='telefon på arbejdet')),
                    ],
                    options={
                        'verbose_name': 'bruger af systemet',
                        'verbose_name_plural': 'brugere af systemet',
                        'ordering': ['name'],
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'indexes': [],
                        'constraints': [],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalMembership',
                    fields=[
                        ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                        ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                        ('history_user_id', models.UUIDField(editable=False, null=True)),
                        ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                        ('role', models.CharField(choices=[('outreach_worker', 'Udgående behandler'), ('spotter', 'Spotter'), ('social_mentor', 'Social mentor'), ('centre_staff', 'Medarbejder på akutkrisecenter'), ('health_staff', 'Sundhedsfaglig medarbejder'), ('project_lead', 'Projektleder'), ('leader', 'Leder'), ('dpo', 'Databeskyttelsesrådgiver'), ('administrator', 'Administrator')], max_length=30, verbose_name='rolle')),
                        ('from_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='fra')),
                        ('to_on', models.DateField(blank=True, null=True, verbose_name='til og med')),
                        ('user', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                        ('unit', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit', verbose_name='enhed')),
                        ('team', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.team', verbose_name='team')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ],
                    options={
                        'verbose_name': 'Historik: tilknytning',
                        'verbose_name_plural': 'Historik: tilknytninger',
                        'ordering': ('-history_id',),
                        'get_latest_by': 'history_id',
                        'indexes': [models.Index(fields=['id', '-history_id'], name='accounts_hi_id_8de3ff_idx')],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalOrganisation',
                    fields=[
                        ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                        ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                        ('history_user_id', models.UUIDField(editable=False, null=True)),
                        ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                        ('name', models.CharField(max_length=120, verbose_name='navn')),
                        ('kind', models.CharField(choices=[('municipality', 'Kommune'), ('region', 'Region'), ('operator', 'Privat operatør')], max_length=20, verbose_name='art')),
                        ('municipality_code', models.CharField(blank=True, choices=[('101', 'København'), ('147', 'Frederiksberg'), ('151', 'Ballerup'), ('153', 'Brøndby'), ('155', 'Dragør'), ('157', 'Gentofte'), ('159', 'Gladsaxe'), ('161', 'Glostrup'), ('163', 'Herlev'), ('165', 'Albertslund'), ('167', 'Hvidovre'), ('169', 'Høje-Taastrup'), ('173', 'Lyngby-Taarbæk'), ('175', 'Rødovre'), ('183', 'Ishøj'), ('185', 'Tårnby'), ('187', 'Vallensbæk'), ('190', 'Furesø'), ('201', 'Allerød'), ('210', 'Fredensborg'), ('217', 'Helsingør'), ('219', 'Hillerød'), ('223', 'Hørsholm'), ('230', 'Rudersdal'), ('240', 'Egedal'), ('250', 'Frederikssund'), ('253', 'Greve'), ('259', 'Køge'), ('260', 'Halsnæs'), ('265', 'Roskilde'), ('269', 'Solrød'), ('270', 'Gribskov'), ('306', 'Odsherred'), ('316', 'Holbæk'), ('320', 'Faxe'), ('326', 'Kalundborg'), ('329', 'Ringsted'), ('330', 'Slagelse'), ('336', 'Stevns'), ('340', 'Sorø'), ('350', 'Lejre'), ('360', 'Lolland'), ('370', 'Næstved'), ('376', 'Guldborgsund'), ('390', 'Vordingborg'), ('400', 'Bornholm'), ('410', 'Middelfart'), ('420', 'Assens'), ('430', 'Faaborg-Midtfyn'), ('440', 'Kerteminde'), ('450', 'Nyborg'), ('461', 'Odense'), ('479', 'Svendborg'), ('480', 'Nordfyns'), ('482', 'Langeland'), ('492', 'Ærø'), ('510', 'Haderslev'), ('530', 'Billund'), ('540', 'Sønderborg'), ('550', 'Tønder'), ('561', 'Esbjerg'), ('563', 'Fanø'), ('573', 'Varde'), ('575', 'Vejen'), ('580', 'Aabenraa'), ('607', 'Fredericia'), ('615', 'Horsens'), ('621', 'Kolding'), ('630', 'Vejle'), ('657', 'Herning'), ('661', 'Holstebro'), ('665', 'Lemvig'), ('671', 'Struer'), ('706', 'Syddjurs'), ('707', 'Norddjurs'), ('710', 'Favrskov'), ('727', 'Odder'), ('730', 'Randers'), ('740', 'Silkeborg'), ('741', 'Samsø'), ('746', 'Skanderborg'), ('751', 'Aarhus'), ('756', 'Ikast-Brande'), ('760', 'Ringkøbing-Skjern'), ('766', 'Hedensted'), ('773', 'Morsø'), ('779', 'Skive'), ('787', 'Thisted'), ('791', 'Viborg'), ('810', 'Brønderslev'), ('813', 'Frederikshavn'), ('820', 'Vesthimmerlands'), ('825', 'Læsø'), ('840', 'Rebild'), ('846', 'Mariagerfjord'), ('849', 'Jammerbugt'), ('851', 'Aalborg'), ('860', 'Hjørring')], help_text='Tre cifre, fx 461.', max_length=3, verbose_name='kommunekode')),
                        ('words', models.JSONField(blank=True, default=dict, verbose_name='egne ord')),
                        ('caseload_limit', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(1)], verbose_name='grænse for forløb pr. medarbejder, i snit')),
                        ('caseload_warn_from', models.PositiveSmallIntegerField(default=13, validators=[django.core.validators.MinValueValidator(1)], verbose_name='advar fra')),
                        ('stay_weight', models.DecimalField(decimal_places=1, default=Decimal('1'), max_digits=3, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(9)], verbose_name='en indlagt borger tæller som')),
                        ('rhythm_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(366)], verbose_name='dage mellem samtaler')),
                        ('phase_rhythms', models.JSONField(blank=True, default=dict, verbose_name='dage mellem samtaler i en fase')),
                        ('forget_after_days', models.PositiveSmallIntegerField(default=180, validators=[django.core.validators.MinValueValidator(30), django.core.validators.MaxValueValidator(1830)], verbose_name='slet beskrivelser efter, dage')),
                        ('reminder_text', models.CharField(blank=True, max_length=200, verbose_name='påmindelse til borgeren')),
                        ('reconstructed', models.BooleanField(default=False, editable=False, verbose_name='rekonstrueret')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ],
                    options={
                        'verbose_name': 'Historik: organisation',
                        'verbose_name_plural': 'Historik: organisationer',
                        'ordering': ('-history_id',),
                        'get_latest_by': 'history_id',
                        'indexes': [models.Index(fields=['id', '-history_id'], name='accounts_hi_id_40b523_idx')],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalTeam',
                    fields=[
                        ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                        ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                        ('history_user_id', models.UUIDField(editable=False, null=True)),
                        ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                        ('name', models.CharField(max_length=80, verbose_name='navn')),
                        ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                        ('unit', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.unit', verbose_name='enhed')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ],
                    options={
                        'verbose_name': 'Historik: team',
                        'verbose_name_plural': 'Historik: teams',
                        'ordering': ('-history_id',),
                        'get_latest_by': 'history_id',
                        'indexes': [models.Index(fields=['id', '-history_id'], name='accounts_hi_id_a6681d_idx')],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalUnit',
                    fields=[
                        ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                        ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                        ('history_user_id', models.UUIDField(editable=False, null=True)),
                        ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                        ('name', models.CharField(max_length=120, verbose_name='navn')),
                        ('kind', models.CharField(choices=[('treatment_centre', 'Rusmiddelcenter'), ('crisis_centre', 'Akutkrisecenter'), ('drop_in_centre', 'Værested'), ('shelter', 'Forsorgshjem eller herberg'), ('authority', 'Myndighed'), ('partner', 'Samarbejdspartner'), ('other', 'Andet')], max_length=20, verbose_name='art')),
                        ('closed_on', models.DateField(blank=True, null=True, verbose_name='nedlagt')),
                        ('organisation', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='accounts.organisation', verbose_name='organisation')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                    ],
                    options={
                        'verbose_name': 'Historik: enhed',
                        'verbose_name_plural': 'Historik: enheder',
                        'ordering': ('-history_id',),
                        'get_latest_by': 'history_id',
                        'indexes': [models.Index(fields=['id', '-history_id'], name='accounts_hi_id_a47118_idx')],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalUser',
                    fields=[
                        ('history_role', models.CharField(blank=True, default='', editable=False, max_length=40)),
                        ('history_request_id', models.CharField(blank=True, default='', editable=False, max_length=64)),
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False)),
                        ('history_user_id', models.UUIDField(editable=False, null=True)),
                        ('history_change_reason', models.TextField(blank=True, default='', editable=False)),
                        ('email', models.EmailField(max_length=254, verbose_name='e-mail')),
                        ('name', models.CharField(max_length=120, verbose_name='navn')),
                        ('is_active', models.BooleanField(default=True, verbose_name='aktiv')),
                        ('history_id', models.BigAutoField(editable=False, primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField()),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('phone', models.CharField(blank=True, max_length=20, verbose_name='telefon på arbejdet')),
                    ],
                    options={
                        'verbose_name': 'Historik: bruger af systemet',
                        'verbose_name_plural': 'Historik: brugere af systemet',
                        'ordering': ('-history_id',),
                        'get_latest_by': 'history_id',
                        'indexes': [models.Index(fields=['id', '-history_id'], name='accounts_hi_id_e5f82b_idx')],
                        'constraints': [],
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='Membership',
                    fields=[
                        ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.organisation', verbose_name='organisation')),
                        ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.unit', verbose_name='enhed')),
                        ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='accounts.team', verbose_name='team')),
                        ('role', models.CharField(choices=[('outreach_worker', 'Udgående behandler'), ('spotter', 'Spotter'), ('social_mentor', 'Social mentor'), ('centre_staff', 'Medarbejder på akutkrisecenter'), ('health_staff', 'Sundhedsfaglig medarbejder'), ('project_lead', 'Projektleder'), ('leader', 'Leder'), ('dpo', 'Databeskyttelsesrådgiver'), ('administrator', 'Administrator')], max_length=30, verbose_name='rolle')),
                        ('from_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='fra')),
                        ('to_on', models.DateField(blank=True, null=True, verbose_name='til og med')),
                    ],
                    options={
                        'verbose_name': 'tilknytning',
                        'verbose_name_plural': 'tilknytninger',
                        'ordering': ['from_on'],
                        'abstract': False,
                        'base_manager_name': 'objects',
                        'constraints': [models.CheckConstraint(condition=models.Q(('to_on', None), ('to_on__gte', models.F('from_on')), _connector='OR'), name='membership_ends_after_start', violation_error_message='Slutdatoen ligger før startdatoen.'), models.CheckConstraint(condition=models.Q(('unit__isnull', False), ('role__in', ['administrator', 'dpo']), _connector='OR'), name='membership_has_unit', violation_error_message='Vælg den enhed, rollen gælder i.'), models.CheckConstraint(condition=models.Q(('team', None), ('unit__isnull', False), _connector='OR'), name='membership_team_in_unit', violation_error_message='Et team hører til i en enhed: vælg enheden.')],
                        'indexes': [],
                    },
                ),
            ],
        ),
    ]
