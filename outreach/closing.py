"""What the outreach adds where its courses are closed: a reason the facts speak for, the follow-up, services after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.base import HouseForm
from accounts.models import User
from cases.admissions import since_words
from cases.closing_parts import (
    ClosingPart,
    OpenEnd,
    ProposedReason,
    register_closing_part,
    register_open_ends,
    register_proposed_reason,
)
from cases.course_page import course_of
from cases.dates import short_day
from cases.facts import facts_of
from cases.models import Admission, Case, CasePeriod
from cases.warm_handover_panels import Told, handovers_of
from outreach.actions.affiliation import ask_after
from outreach.actions.ending import follow_up
from outreach.bridging_facts import TREATED, contacted_of, in_period, ways_of
from outreach.course_facts import of_course, screenings
from outreach.forms.affiliation import likely_services
from outreach.forms.follow_up import EndingForm
from outreach.models import TreatmentNote
from outreach.models.affiliation import Service, Status
from outreach.models.prescreening import Decision
from outreach.pace import medical_words
from outreach.pathway import OUTREACH

Reason = CasePeriod.CloseReason
_ADMITTED = {Admission.Kind.PSYCHIATRY.value: Reason.PSYCHIATRY, Admission.Kind.PRISON.value: Reason.PRISON}


def ending_form(data: Any, case: Case) -> HouseForm:
    rows = in_period(contacted_of(case), course_of(case).periods[-1].id)
    known = {row.service: row.after for row in rows}
    return EndingForm(data, known=known, likely=likely_services(rows), prefix="after")


def save_ending(period: CasePeriod, form: HouseForm, by: User) -> None:
    assert isinstance(form, EndingForm)
    ask_after(period=period, answers=form.answers(), on=form.cleaned_data["asked_on"] or timezone.localdate(), by=by)
    follow_up(period=period, refused=form.refusal(), by=by)


def propose_reason(case: Case) -> ProposedReason | None:
    """The most certain fact speaks first. None where nothing speaks for any reason. No query of its own."""
    period = course_of(case).periods[-1].id
    services, ways = in_period(contacted_of(case), period), in_period(ways_of(case), period)
    way = next((way for way in ways if way.enrolled_on), None)
    for row in services:
        if row.service == Service.DRUG_TREATMENT and row.after == Status.COMPLETED:
            return ProposedReason(Reason.COMPLETED, _("Behandlingen er afsluttet, og borgeren er færdigbehandlet."))
    if (away := facts_of(case.citizen).admission) and away.code in _ADMITTED and away.day:
        return ProposedReason(_ADMITTED[away.code], f"{since_words(away.code, away.day)}.")
    if way and way.therapist and way.enrolled_on:
        words = {"day": short_day(way.enrolled_on), "name": way.therapist}
        return ProposedReason(
            Reason.STABLE_CONTACT, _("Borgeren blev indskrevet %(day)s, og %(name)s har hovedansvaret.") % words
        )
    stable = next((row for row in services if row.stable_on), None)
    if stable and stable.stable_on:
        words = {"service": Service(stable.service).label, "day": short_day(stable.stable_on)}
        return ProposedReason(Reason.STABLE_CONTACT, _("Stabil kontakt til %(service)s siden %(day)s.") % words)
    if bridged := _bridged(case):
        words = {"who": bridged.receiver, "day": short_day(bridged.days.stable_on or bridged.days.begun_on)}
        return ProposedReason(Reason.STABLE_CONTACT, _("Stabil kontakt til %(who)s siden %(day)s.") % words)
    decided = next((one for one in screenings(case) if one.decided_on), None)
    if decided and decided.decision == Decision.OUT:
        return ProposedReason(Reason.GUIDANCE_GIVEN, _("Forscreeningen siger: uden for målgruppen."))
    return None


def _bridged(case: Case) -> Told | None:
    """A handover of this period whose contact holds."""
    since = timezone.localdate(course_of(case).opened_at)
    told = handovers_of(case.citizen)
    return next((one for one in told if one.days.is_bridged and one.days.begun_on >= since), None)


def open_of_course(case: Case) -> Iterator[OpenEnd]:
    """A way into treatment that is not at its end, a pause in the treatment that has none. No query of its own."""
    today = timezone.localdate()
    for way in in_period(ways_of(case), course_of(case).periods[-1].id):
        url = reverse("outreach:enrolment", args=[way.id])
        if way.motivation_on and way.enrolled_on is None:
            shown = _("Motivation vist %(day)s") % {"day": short_day(way.motivation_on)}
            yield OpenEnd(_("Ikke indskrevet endnu"), url, shown, "path")
        if way.medical_asked_on and way.substitution_on is None:
            yield OpenEnd(_("Lægelig behandling er ikke begyndt"), url, medical_words(way, today), "clock")
    for row in of_course(case, TREATED):
        if row.code == TreatmentNote.Kind.LAPSE and row.day_to is None and row.day:
            url = reverse("outreach:treatment_edit", args=[row.id])
            yield OpenEnd(_("Midlertidig afbrydelse"), url, _("siden %(day)s") % {"day": short_day(row.day)}, "clock")


register_open_ends(open_of_course)
register_closing_part(ClosingPart(OUTREACH.key, ending_form, save_ending))
register_proposed_reason(OUTREACH.key, propose_reason)
