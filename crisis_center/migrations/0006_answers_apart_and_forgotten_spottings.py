"""The centre's no and the municipality's had one reason between them; each gets its own, in the past too.

A row's reason belongs to whoever said no. Where both had, the later one had written over the earlier one's: history
still tells which was whose. Questions whose consent was taken back before say so from now on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

from django.conf import settings
from django.db import migrations, models

CENTRE = ("refusal", "refusal_words", "instead", "appeal_told")
MUNICIPALITY = ("denial", "denial_words", "denial_instead", "denial_appeal_told")
NOTHING = ("", "", "", False)


def apart(snapshots):
    """(the centre's reason, the municipality's) of each snapshot of one referral, the oldest first."""
    centre = municipality = NOTHING
    before = None
    for row in snapshots:
        said = tuple(getattr(row, name) for name in CENTRE)
        centre_no, municipality_no = row.accepted is False, row.granted is False
        if centre_no and municipality_no:
            if before is not None and _granted(row) != _granted(before):
                municipality = said
            elif before is not None and _decided(row) != _decided(before):
                centre = said
            centre = centre if centre[0] else said
            municipality = municipality if municipality[0] else said
        else:
            centre = said if centre_no else NOTHING
            municipality = said if municipality_no else NOTHING
        before = row
        yield centre, municipality


def _granted(row):
    return row.granted, row.granted_at, row.granted_by_id


def _decided(row):
    return row.accepted, row.decided_at, row.decided_by_id


def set_apart(apps, schema_editor):
    referrals = apps.get_model("crisis_center", "CentreReferral")
    history = apps.get_model("crisis_center", "HistoricalCentreReferral")
    consents = apps.get_model("cases", "Consent")
    with unlocked(schema_editor, [model._meta.db_table for model in (referrals, history, consents)]):
        ids = history.objects.filter(granted=False).values("id")
        rows = list(history.objects.filter(id__in=ids).order_by("id", "history_id"))
        for key, snapshots in groupby(rows, key=lambda row: row.id):
            past = list(snapshots)
            for row, reasons in zip(past, apart(past), strict=True):
                values = dict(zip((*CENTRE, *MUNICIPALITY), (*reasons[0], *reasons[1]), strict=True))
                history.objects.filter(pk=row.pk).update(**values)
            referrals.objects.filter(pk=key).update(**values)
        withdrawn = referrals.objects.filter(consent__withdrawn_on__isnull=False)
        for key, day in list(withdrawn.values_list("pk", "consent__withdrawn_on")):
            referrals.objects.filter(pk=key).update(consent_withdrawn_on=day)
            newest = history.objects.filter(id=key).order_by("-history_id").values_list("pk", flat=True)[0]
            history.objects.filter(pk=newest).update(consent_withdrawn_on=day)


def set_together(apps, schema_editor):
    """Back: where only the municipality said no, its reason is the row's again."""
    models_ = [apps.get_model("crisis_center", name) for name in ("CentreReferral", "HistoricalCentreReferral")]
    with unlocked(schema_editor, [model._meta.db_table for model in models_]):
        for model in models_:
            ours = {name: models.F(other) for name, other in zip(CENTRE, MUNICIPALITY, strict=True)}
            model.objects.filter(refusal="").exclude(denial="").update(**ours)


@contextmanager
def unlocked(schema_editor, tables: list[str]) -> Iterator[None]:
    """History is append-only and rows are walled by organisation; the owner sets both aside, in this transaction."""
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # The triggers are installed again after `migrate`.
            cursor.execute("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'")
            for name in [name for name, table in cursor.fetchall() if table in tables]:
                cursor.execute(f'DROP TRIGGER "{name}"')
            yield
            return
        cursor.execute("SELECT relname FROM pg_class WHERE relforcerowsecurity AND relname = ANY(%s)", [tables])
        walled = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for table in walled:
            cursor.execute(f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY')
        yield
        # What waits for the commit is checked now: no table is altered while a check of it waits.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in walled:
            cursor.execute(f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY')
        for table in tables:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_reminder_wording'),
        ('cases', '0010_relocation'),
        ('crisis_center', '0005_midway_and_homecoming'),
        ('directory', '0002_planning'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='centrereferral',
            name='centre_refusal_says_why',
        ),
        migrations.RemoveConstraint(
            model_name='spotting',
            name='spotting_says_where',
        ),
        migrations.AddField(
            model_name='centrereferral',
            name='consent_withdrawn_on',
            field=models.DateField(blank=True, null=True, verbose_name='samtykket trukket tilbage'),
        ),
        migrations.AddField(
            model_name='centrereferral',
            name='denial',
            field=models.CharField(blank=True, choices=[('no_room', 'Der er ikke plads, og borgeren kan ikke vente'), ('not_acute', 'Situationen er ikke akut'), ('needs_hospital', 'Borgeren har brug for indlæggelse'), ('other_offer', 'Et andet tilbud passer bedre'), ('not_municipality', 'Kommunen er ikke borgerens hjemkommune'), ('other', 'Andet')], max_length=20, verbose_name='hvorfor kommunen giver afslag'),
        ),
        migrations.AddField(
            model_name='centrereferral',
            name='denial_appeal_told',
            field=models.BooleanField(default=False, verbose_name='klagevejledning givet af kommunen'),
        ),
        migrations.AddField(
            model_name='centrereferral',
            name='denial_instead',
            field=models.TextField(blank=True, max_length=1000, verbose_name='hvad gøres i stedet, siger kommunen'),
        ),
        migrations.AddField(
            model_name='centrereferral',
            name='denial_words',
            field=models.TextField(blank=True, max_length=1000, verbose_name='kommunens begrundelse'),
        ),
        migrations.AddField(
            model_name='historicalcentrereferral',
            name='consent_withdrawn_on',
            field=models.DateField(blank=True, null=True, verbose_name='samtykket trukket tilbage'),
        ),
        migrations.AddField(
            model_name='historicalcentrereferral',
            name='denial',
            field=models.CharField(blank=True, choices=[('no_room', 'Der er ikke plads, og borgeren kan ikke vente'), ('not_acute', 'Situationen er ikke akut'), ('needs_hospital', 'Borgeren har brug for indlæggelse'), ('other_offer', 'Et andet tilbud passer bedre'), ('not_municipality', 'Kommunen er ikke borgerens hjemkommune'), ('other', 'Andet')], max_length=20, verbose_name='hvorfor kommunen giver afslag'),
        ),
        migrations.AddField(
            model_name='historicalcentrereferral',
            name='denial_appeal_told',
            field=models.BooleanField(default=False, verbose_name='klagevejledning givet af kommunen'),
        ),
        migrations.AddField(
            model_name='historicalcentrereferral',
            name='denial_instead',
            field=models.TextField(blank=True, max_length=1000, verbose_name='hvad gøres i stedet, siger kommunen'),
        ),
        migrations.AddField(
            model_name='historicalcentrereferral',
            name='denial_words',
            field=models.TextField(blank=True, max_length=1000, verbose_name='kommunens begrundelse'),
        ),
        migrations.AddField(
            model_name='historicalspotting',
            name='forgotten_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='ordene slettet'),
        ),
        migrations.AddField(
            model_name='spotting',
            name='forgotten_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='ordene slettet'),
        ),
        migrations.AlterField(
            model_name='centrereferral',
            name='appeal_told',
            field=models.BooleanField(default=False, verbose_name='klagevejledning givet af centret'),
        ),
        migrations.AlterField(
            model_name='centrereferral',
            name='instead',
            field=models.TextField(blank=True, max_length=1000, verbose_name='hvad gøres i stedet, siger centret'),
        ),
        migrations.AlterField(
            model_name='centrereferral',
            name='refusal',
            field=models.CharField(blank=True, choices=[('no_room', 'Der er ikke plads, og borgeren kan ikke vente'), ('not_acute', 'Situationen er ikke akut'), ('needs_hospital', 'Borgeren har brug for indlæggelse'), ('other_offer', 'Et andet tilbud passer bedre'), ('not_municipality', 'Kommunen er ikke borgerens hjemkommune'), ('other', 'Andet')], max_length=20, verbose_name='hvorfor centret siger nej'),
        ),
        migrations.AlterField(
            model_name='centrereferral',
            name='refusal_words',
            field=models.TextField(blank=True, max_length=1000, verbose_name='centrets begrundelse'),
        ),
        migrations.AlterField(
            model_name='historicalcentrereferral',
            name='appeal_told',
            field=models.BooleanField(default=False, verbose_name='klagevejledning givet af centret'),
        ),
        migrations.AlterField(
            model_name='historicalcentrereferral',
            name='instead',
            field=models.TextField(blank=True, max_length=1000, verbose_name='hvad gøres i stedet, siger centret'),
        ),
        migrations.AlterField(
            model_name='historicalcentrereferral',
            name='refusal',
            field=models.CharField(blank=True, choices=[('no_room', 'Der er ikke plads, og borgeren kan ikke vente'), ('not_acute', 'Situationen er ikke akut'), ('needs_hospital', 'Borgeren har brug for indlæggelse'), ('other_offer', 'Et andet tilbud passer bedre'), ('not_municipality', 'Kommunen er ikke borgerens hjemkommune'), ('other', 'Andet')], max_length=20, verbose_name='hvorfor centret siger nej'),
        ),
        migrations.AlterField(
            model_name='historicalcentrereferral',
            name='refusal_words',
            field=models.TextField(blank=True, max_length=1000, verbose_name='centrets begrundelse'),
        ),
        migrations.RunPython(set_apart, set_together, elidable=False),
        migrations.AddConstraint(
            model_name='centrereferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('accepted__isnull', True), ('accepted', True), _connector='OR'), ('refusal', '')), models.Q(('accepted', False), ('accepted__isnull', False), models.Q(('refusal', ''), _negated=True)), _connector='OR'), name='centre_refusal_says_why', violation_error_message='Et nej har en grund.'),
        ),
        migrations.AddConstraint(
            model_name='centrereferral',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('granted__isnull', True), ('granted', True), _connector='OR'), ('denial', '')), models.Q(('granted', False), ('granted__isnull', False), models.Q(('denial', ''), _negated=True)), _connector='OR'), name='municipal_denial_says_why', violation_error_message='Et nej har en grund.'),
        ),
        migrations.AddConstraint(
            model_name='centrereferral',
            constraint=models.CheckConstraint(condition=models.Q(('consent_withdrawn_on', None), ('consent__isnull', False), _connector='OR'), name='centre_consent_withdrawn_was_given'),
        ),
        migrations.AddConstraint(
            model_name='spotting',
            constraint=models.CheckConstraint(condition=models.Q(('place__isnull', False), models.Q(('where', ''), _negated=True), ('forgotten_on__isnull', False), _connector='OR'), name='spotting_says_where', violation_error_message='Vælg et sted, eller skriv, hvor det var.'),
        ),
        migrations.AddConstraint(
            model_name='spotting',
            constraint=models.CheckConstraint(condition=models.Q(('forgotten_on', None), ('case', None), _connector='OR'), name='spotting_forgotten_on_no_course'),
        ),
    ]
