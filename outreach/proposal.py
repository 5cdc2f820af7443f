"""What the program proposes of a prescreening, with its reasons in words (S2 p. 17, 30). The professional decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from outreach.models.prescreening import AREAS, ENOUGH_AREAS, Answer, Decision

UNCLEAR = "unclear"

#: The criteria that decide, by the number they have on the page. Where a citizen stays (6) never excludes.
_DECIDING = {1: "treatment_law", 2: "mixed_use", 4: "little_use_of_offers", 5: "several_systems"}
_BURDEN, _WHERE = 3, "burdened_where"

_TITLES = {
    Decision.IN.value: gettext_lazy("Forslag: i målgruppen"),
    Decision.OUT.value: gettext_lazy("Forslag: uden for målgruppen"),
    UNCLEAR: gettext_lazy("Forslag: uafklaret"),
}


@dataclass(frozen=True)
class Proposal:
    #: "in", "out" or "unclear".
    outcome: str
    reasons: list[str]
    warnings: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return str(_TITLES[self.outcome])

    def is_overruled_by(self, decision: str) -> bool:
        """Whether the professional says the opposite; where the program does not know, nobody contradicts it."""
        return {self.outcome, decision} == {Decision.IN.value, Decision.OUT.value}


def burden(answers: Mapping[str, str]) -> Answer:
    """The third criterion: at least three of the five areas are highly burdened."""
    high = sum(answers[area] == Answer.YES for area in AREAS)
    open_ = sum(answers[area] == Answer.UNKNOWN for area in AREAS)
    if high >= ENOUGH_AREAS:
        return Answer.YES
    return Answer.UNKNOWN if high + open_ >= ENOUGH_AREAS else Answer.NO


def propose(answers: Mapping[str, str], *, psychiatric_residence: bool = False) -> Proposal:
    """`answers`: by the names of the fields. A no decides, else what is not known yet does."""
    found = {number: answers[name] for number, name in _DECIDING.items()} | {_BURDEN: burden(answers)}
    refused = sorted(number for number, answer in found.items() if answer == Answer.NO)
    missing = sorted(number for number, answer in found.items() if answer == Answer.UNKNOWN)
    high = sum(answers[area] == Answer.YES for area in AREAS)
    if refused:
        outcome, reasons = Decision.OUT.value, [_numbered(refused, _("ikke opfyldt"))]
        reasons += [_numbered(missing, _("ikke kendt endnu"))] if missing else []
    elif missing:
        outcome, reasons = UNCLEAR, [_numbered(missing, _("ikke kendt endnu"))]
    else:
        outcome, reasons = Decision.IN.value, [_("Kriterium 1-5 er opfyldt.")]
    reasons.append(_("Høj belastning på %(high)s af fem områder; tre skal der til.") % {"high": high})
    if answers[_WHERE] == Answer.NO:
        reasons.append(_("Kriterium 6 tæller ikke imod: hvor borgeren opholder sig, udelukker aldrig."))
    warnings = []
    if psychiatric_residence:
        warnings.append(
            _(
                "Borgere på psykiatriske botilbud, som lever isoleret og har svært ved at møde op, har været svære at "
                "hjælpe inden for modellen. Det udelukker ikke: aftal med botilbuddet, hvordan I mødes."
            )
        )
    return Proposal(outcome, reasons, warnings)


def _numbered(numbers: list[int], what: str) -> str:
    listed = ", ".join(str(number) for number in numbers)
    return ngettext("Kriterium %(numbers)s er %(what)s.", "Kriterium %(numbers)s er %(what)s.", len(numbers)) % {
        "numbers": listed,
        "what": what,
    }
