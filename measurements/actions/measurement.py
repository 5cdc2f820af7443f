"""A measurement is begun, answered a theme at a time in any order, put aside, taken up again, and ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audit.writing import action
from cases.dates import short_day
from cases.models import Case
from measurements.actions.instrument import kept
from measurements.instruments import Answer
from measurements.models import InstrumentVersion, Measurement, Occasion, Open

#: A citizen is measured on one side of a change and on the other: who answers which first.
_BASELINE = {"treatment_follow_up": "treatment_start"}


@action
def begin(
    *, case: Case, version: InstrumentVersion, occasion: str, by: User, answered_on: date | None = None
) -> Measurement:
    """The measurement of that occasion: a new one, of today or the day said, or the one that was begun. Raises
    ValidationError where it is ended already, and where the instrument cannot be asked."""
    if not version.is_used:
        raise ValidationError(_("Redskabet kan ikke bruges: ordlyden mangler, eller det er taget ud af brug."))
    if occasion not in version.occasions:
        raise ValidationError(_("Redskabet bruges ikke på det tidspunkt."))
    # Two tablets that begin at once get the same one.
    Case.objects.select_for_update().filter(pk=case.pk).values_list("pk").first()
    if known := _known(case, version.key, occasion):
        if known.is_locked:
            raise ValidationError(_("Målingen er der allerede. Åbn den, og ret den i stedet."))
        return known
    version = kept(version=version, organisation=case.organisation, by=by)
    row = Measurement(
        organisation_id=case.organisation_id, case=case, version=version, instrument=version.key, occasion=occasion,
        begun_by=by, answered_on=answered_on or timezone.localdate(),
    )  # fmt: skip
    row.save()
    return row


def _known(case: Case, instrument: str, occasion: str) -> Measurement | None:
    rows = Measurement.objects.current().filter(case=case, instrument=instrument, occasion=occasion)
    if occasion == Occasion.OTHER:
        rows = rows.filter(ended_at=None)
    return rows.select_related("version").first()


@action
def answer(
    *, measurement: Measurement, given: Mapping[str, list[str]], by: User, open_: Mapping[str, str] | None = None
) -> Measurement:
    """What was sent of some questions, the others left as they are; an empty one takes its answer away. `open_`: why a
    question stays open. Raises ValidationError by the question's key."""
    if measurement.is_locked:
        raise ValidationError(_("Målingen er afsluttet. Ret den i stedet, og skriv hvorfor."))
    answers, left = _read(measurement, given, open_ or {})
    if (answers, left) != (measurement.answers, measurement.open):
        measurement.answers, measurement.open = answers, left
        measurement.save()
    return measurement


def _read(
    measurement: Measurement, given: Mapping[str, list[str]], open_: Mapping[str, str]
) -> tuple[dict[str, Answer], dict[str, str]]:
    answers, left, wrong = dict(measurement.answers), dict(measurement.open), {}
    items = measurement.version.items
    for key, sent in given.items():
        if key not in items:
            continue
        try:
            read = items[key].read(sent)
        except ValidationError as error:
            wrong[key] = error
            continue
        answers.pop(key, None)
        if read is not None:
            answers[key] = read
    if wrong:
        raise ValidationError({key: error.messages for key, error in wrong.items()})
    left |= {key: reason for key, reason in open_.items() if key in items and reason in Open.values}
    return answers, {key: reason for key, reason in left.items() if key not in answers}


@action
def end(*, measurement: Measurement, by: User, answered_on: date | None = None) -> Measurement:
    """Lock it. Raises ValidationError by field: nothing answered, a day in the future or on the wrong side of the
    other measurement."""
    if measurement.is_locked:
        return measurement
    if not measurement.answers:
        raise ValidationError(_("Ingen spørgsmål er besvaret. Skriv i stedet, hvorfor målingen ikke blev lavet."))
    measurement.answered_on = answered_on or measurement.answered_on
    _require_day(measurement)
    measurement.ended_at = timezone.now()
    measurement.save()
    return measurement


def _require_day(row: Measurement) -> None:
    if row.answered_on > timezone.localdate():
        raise ValidationError({"answered_on": _("Dagen ligger i fremtiden.")})
    pair = {row.instrument, _BASELINE.get(row.instrument, row.instrument)}
    pair |= {after for after, before in _BASELINE.items() if before == row.instrument}
    others = Measurement.objects.answered().filter(case=row.case_id, instrument__in=pair).exclude(pk=row.pk)
    for other in others.exclude(pk=row.replaces_id).only("occasion", "answered_on"):
        words = {"day": short_day(other.answered_on)}
        if (row.occasion, other.occasion) == ("after", "before") and row.answered_on < other.answered_on:
            raise ValidationError({"answered_on": _("Dagen ligger før målingen før indsatsen (%(day)s).") % words})
        if (row.occasion, other.occasion) == ("before", "after") and row.answered_on > other.answered_on:
            raise ValidationError({"answered_on": _("Dagen ligger efter målingen efter indsatsen (%(day)s).") % words})


@action
def not_answered(
    *, case: Case, version: InstrumentVersion, occasion: str, missing: str, by: User, words: str = ""
) -> Measurement:
    """The measurement was not made, and why: it stays visible, and is asked for no more."""
    if missing not in Open.values:
        raise ValidationError({"missing": _("Vælg, hvorfor målingen ikke blev lavet.")})
    row = begin(case=case, version=version, occasion=occasion, by=by)
    if row.answers:
        raise ValidationError(_("Nogle spørgsmål er besvaret. Afslut målingen; resten kan stå åbent."))
    row.missing, row.missing_words, row.ended_at = missing, words.strip(), timezone.now()
    row.save()
    return row


@action
def reopen(*, measurement: Measurement, by: User) -> Measurement:
    """It can be made after all: takes "not made" back."""
    if not measurement.missing:
        raise ValidationError(_("Målingen er besvaret. Ret den i stedet, og skriv hvorfor."))
    measurement.missing, measurement.missing_words, measurement.ended_at = "", "", None
    measurement.save()
    return measurement


@action
def correct(
    *, measurement: Measurement, given: Mapping[str, list[str]], reason: str, by: User, answered_on: date | None = None
) -> Measurement:
    """A new measurement in its place; the old one is kept as it was. Raises ValidationError by field."""
    if not measurement.is_locked or measurement.missing or measurement.replaced_at:
        raise ValidationError(_("Kun en afsluttet måling, der gælder, kan rettes."))
    if not reason.strip():
        raise ValidationError({"correction_reason": _("Skriv, hvorfor svarene rettes.")})
    now = timezone.now()
    answers, left = _read(measurement, given, {})
    same: dict[str, Any] = {
        name: getattr(measurement, name)
        for name in ("organisation_id", "case_id", "version_id", "instrument", "occasion")
    }
    row = Measurement(
        **same, answers=answers, open=left, answered_on=answered_on or measurement.answered_on, begun_by=by,
        ended_at=now, replaces=measurement, correction_reason=reason.strip(),
    )  # fmt: skip
    if not answers:
        raise ValidationError(_("En rettet måling har mindst ét svar."))
    _require_day(row)
    measurement.replaced_at = now
    measurement.save()
    row.save()
    return row
