"""What was answered on the website, for whoever receives them, and for the assessment that begins with it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.dates import days_long, short_day
from cases.models import Case
from intake.models import Enquiry, SelfAnswer, SelfAssessment
from outreach.assessment_drafts import register_assessment_draft
from outreach.models.assessment import THEMES


@dataclass(frozen=True)
class AnswerLine:
    """One theme, ready to show."""

    theme: str
    title: str
    #: "12 dage af de sidste 30 · bekymret: Betydeligt · hjælp er: Meget vigtigt", as far as it was answered.
    scales: str
    words: str


def self_assessment_lines(enquiry: Enquiry) -> list[AnswerLine]:
    """What was sent with the enquiry, in the order of the themes; nothing where nothing was. One query.

    templates/intake/self_assessment_part.html shows it. The caller has loaded the enquiry through policy, and logged.
    """
    sent = {"self_assessment__enquiry": enquiry, "self_assessment__sent_at__isnull": False}
    return _lines(list(SelfAnswer.objects.filter(**sent)))


def _lines(answers: list[SelfAnswer]) -> list[AnswerLine]:
    by_theme = {answer.theme: answer for answer in answers}
    return [
        AnswerLine(theme, str(title), _scales(by_theme[theme]), by_theme[theme].words or "")
        for theme, title in THEMES.items()
        if theme in by_theme
    ]


def _scales(answer: SelfAnswer) -> str:
    told = []
    if answer.days is not None:
        told.append(_("%(days)s af de sidste 30") % {"days": days_long(answer.days)})
    if answer.bothered is not None:
        told.append(_("bekymret: %(degree)s") % {"degree": answer.get_bothered_display()})
    if answer.importance is not None:
        told.append(_("at få hjælp: %(degree)s") % {"degree": answer.get_importance_display()})
    return " · ".join(told)


def draft(case: Case) -> dict[str, str]:
    """The newest answers of the course's citizen, marked as theirs. Two queries."""
    rows = SelfAssessment.objects.filter(enquiry__citizen=case.citizen_id, sent_at__isnull=False, forgotten_on=None)
    row = rows.order_by("-sent_at").first()
    if row is None or row.sent_at is None:
        return {}
    words = {"day": short_day(timezone.localdate(row.sent_at))}
    said = {}
    for line in _lines(list(SelfAnswer.objects.filter(self_assessment=row))):
        parts = [_("Borgeren skrev selv %(day)s:") % words, f"»{line.words}«" if line.words else "", line.scales]
        said[f"{line.theme}_known"] = "\n".join(filter(None, parts))
    return said


register_assessment_draft(draft)
