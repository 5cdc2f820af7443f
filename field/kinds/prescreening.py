"""*Forscreening* filled in on the street: what is new fills what was not known, and what differs is for a person."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import Section
from accounts.models import User
from cases.models import Case
from field.about import course_of, writing_of, written_on
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.merging import must_agree
from field.settled import Applied, must_be_valid
from outreach.actions.prescreening import prescreen
from outreach.course_facts import REFERRED, of_course
from outreach.forms.prescreening import ROW, DecisionForm, PrescreeningForm
from outreach.forms.referral_source import ReferralForm
from outreach.models import Prescreening
from outreach.models.prescreening import Answer

REFERRAL = "referral"
#: What the action calls a field of the referral, and where it stands in the form.
_NAMES = {name: f"{REFERRAL}-{name}" for name in ReferralForm.base_fields}
#: What says nothing. A box that is not ticked was perhaps not seen.
_BLANK = ("", None, False, Answer.UNKNOWN.value)


class WithReason(PrescreeningForm):
    """The page draws the reason beside the decision, the tablet below the questions."""

    sections = (*PrescreeningForm.sections, Section(_("Begrundelse"), ("reason",)))  # type: ignore[assignment]


def screened(entry: Incoming) -> Applied:
    case = course_of(entry)
    begun = Prescreening.objects.visible_to(entry.by).begun().filter(case=case).first()
    with writing_of(case.citizen_id, _NAMES):
        data = _data(entry)
        asked, decided, referral = PrescreeningForm(data), DecisionForm(data), _referral(entry, case, data)
        must_be_valid(*(form for form in (asked, decided, referral) if form is not None))
        answers = _answers(asked, begun)
        reason, psychiatric = answers.pop("reason"), answers.pop("psychiatric_residence")
        prescreen(
            case=case,
            answers=answers,
            psychiatric_residence=psychiatric,
            reason=reason,
            begun_on=date.fromisoformat(written_on(entry)),
            settled=decided.settled(reason),
            referral=referral.said() if referral else None,
            with_steps=decided.cleaned_data["with_steps"],
            entry_id=begun.pk if begun else entry.id,
            by=entry.by,
        )
    return Applied(case.citizen_id)


def _answers(asked: PrescreeningForm, begun: Prescreening | None) -> dict[str, Any]:
    """What is to stand. Raises InConflict where the one that is begun says something else."""
    wanted = {name: asked.cleaned_data[name] for name in ROW}
    if begun is None:
        return wanted
    stands = {name: getattr(begun, name) for name in ROW}
    return stands | must_agree(asked, stands, wanted, blank=_BLANK)


def _data(entry: Incoming) -> Any:
    data, day = entry.data.copy(), written_on(entry)
    if data.get("decision") and not data.get("decided_on"):
        data["decided_on"] = day
    if not data.get(f"{REFERRAL}-referred_on"):
        data[f"{REFERRAL}-referred_on"] = day
    return data


def _referral(entry: Incoming, case: Case, data: Any) -> ReferralForm | None:
    """Taken where nobody has said it, and the tablet does."""
    if not any(entry.data.get(name) for name in _NAMES.values()) or of_course(case, REFERRED):
        return None
    return ReferralForm(data, user=entry.by, optional=True, prefix=REFERRAL)


def forms(user: User) -> list[BaseForm]:
    return [WithReason(), DecisionForm(), ReferralForm(user=user, optional=True, prefix=REFERRAL)]


register_kind(Kind("prescreening", _("Forscreening"), screened, about="case", forms=forms))
