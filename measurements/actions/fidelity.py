"""A wave is begun, answered by whoever comes first and last, closed; after that an answer is only ever given anew."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from audit.writing import action
from crisis_center.numbers import HalfYear
from measurements.fidelity_items import degree_words, items_of, scale_of
from measurements.models import FidelityAnswer, FidelityWave


@action
def begin_wave(*, unit: Unit, instrument: str, name: str, on: date, by: User) -> FidelityWave:
    """A wave of the unit's; a barometer is of the half-year in which `on` lies. Raises ValidationError by field."""
    if on > timezone.localdate():
        raise ValidationError({"on": _("Dagen ligger i fremtiden.")})
    if instrument == FidelityWave.Instrument.BAROMETER:
        half = HalfYear.read("", on)
        on, name = half.first, name or half.title
    wave = FidelityWave(unit=unit, instrument=instrument, name=" ".join(name.split()), on=on)
    wave.clean_fields(exclude=["organisation", "shared_with", "unit", "closed_by"])
    try:
        with transaction.atomic():
            wave.save()
    except IntegrityError as error:
        raise ValidationError({"on": _taken(instrument)}) from error
    return wave


def _taken(instrument: str) -> str:
    if instrument == FidelityWave.Instrument.BAROMETER:
        return _("Der er allerede en måling i det halvår.")
    return _("Der er allerede en måling med den dato.")


@action
def answer_wave(
    *,
    wave: FidelityWave,
    answers: Mapping[str, int | None],
    by: User,
    seen: Mapping[str, int | None] | None = None,
) -> FidelityWave:
    """`answers`: {item: value, or None to leave it open}; items that are not named stay as they are.

    `seen`: what the person saw where they changed something. Raises ValidationError by item where somebody else has
    answered differently meanwhile, and where the wave is closed.
    """
    wave = _locked(wave)
    if wave.is_closed:
        raise ValidationError(_("Målingen er lukket. Ret et svar ad gangen, og skriv hvorfor."))
    _check(wave, answers)
    rows = {row.item: row for row in FidelityAnswer.objects.filter(wave=wave).select_related("answered_by")}
    if seen is not None:
        _refuse_unseen(wave, answers, seen, rows)
    for item, value in answers.items():
        row = rows.get(item)
        if value == (row.value if row else None):
            continue
        row = row or FidelityAnswer(wave=wave, item=item)
        row.value, row.answered_at, row.answered_by = value, timezone.now(), by
        row.save()
    return wave


def _refuse_unseen(
    wave: FidelityWave,
    answers: Mapping[str, int | None],
    seen: Mapping[str, int | None],
    rows: Mapping[str, FidelityAnswer],
) -> None:
    problems = {}
    for item, value in answers.items():
        row = rows.get(item)
        now = row.value if row else None
        if row and now not in (seen.get(item), value):
            words = {"who": row.answered_by, "answer": degree_words(wave.instrument, now) or _("ikke besvaret")}
            problems[item] = _("%(who)s har imens svaret »%(answer)s«. Gem igen, hvis dit svar skal gælde.") % words
    if problems:
        raise ValidationError(problems)


@action
def close_wave(*, wave: FidelityWave, by: User) -> FidelityWave:
    """From now on locked. Closed twice it was closed by the first."""
    wave = _locked(wave)
    if not wave.is_closed:
        wave.closed_at, wave.closed_by = timezone.now(), by
        wave.save()
    return wave


@action
def correct_answer(*, wave: FidelityWave, item: str, value: int | None, reason: str, by: User) -> FidelityAnswer:
    """A new answer in a closed wave, with the reason; the earlier one stays. Raises ValidationError by field."""
    wave = _locked(wave)
    if not wave.is_closed:
        raise ValidationError(_("Målingen er åben. Ret svaret i den."))
    _check(wave, {item: value})
    words = " ".join(reason.split())
    if not words:
        raise ValidationError({"reason": _("Skriv kort, hvorfor svaret rettes.")})
    last = FidelityAnswer.objects.of_waves([wave]).filter(item=item).last()
    if value == (last.value if last else None):
        raise ValidationError({"value": _("Det er det svar, der gælder nu.")})
    row = FidelityAnswer(wave=wave, item=item, value=value, answered_by=by, reason=words)
    row.clean_fields(exclude=["organisation", "shared_with", "wave", "answered_by"])
    row.save()
    return row


def _check(wave: FidelityWave, answers: Mapping[str, int | None]) -> None:
    items, scale = items_of(wave.instrument), scale_of(wave.instrument)
    if any(item not in items or (value is not None and value not in scale) for item, value in answers.items()):
        raise ValidationError(_("Det svar hører ikke til spørgsmålet."))


def _locked(wave: FidelityWave) -> FidelityWave:
    """Two who answer at once wait for one another here."""
    found: FidelityWave = FidelityWave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
    return found
