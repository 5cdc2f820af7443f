"""What one chooses among when a centre is asked, and what the form begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.consents import consents_to_share, why_no_consent
from cases.models import Case, Citizen, Consent
from crisis_center.models import Centre, CentreAgreement
from crisis_center.screenings import latest_screening, told_to_the_centre


@dataclass(frozen=True)
class CentreChoice:
    """A centre that can be asked. `is_ours`: nothing is passed on to another organisation."""

    centre: Centre
    is_ours: bool
    agreement: CentreAgreement | None

    @property
    def hint(self) -> str:
        """ "SEL § 110 (akut ophold) · Privat, Fonden Åhuset · 66112233. Der mangler: …"."""
        centre = self.centre
        run_by = f"{centre.get_kind_display()}, {centre.operator}"
        known = " · ".join(part for part in (str(centre.get_legal_basis_display()), run_by, centre.phone) if part)
        return f"{known}. {self.lacks}"

    @property
    def lacks(self) -> str:
        if self.agreement is None:
            return _("Ingen samarbejdsaftale endnu. I kan spørge alligevel.")
        if missing := self.agreement.missing:
            return _("Der mangler: %(what)s.") % {"what": "; ".join(missing)}
        return _("Samarbejdsaftalen er på plads.")


def centres_to_ask(user: User) -> list[CentreChoice]:
    """Those in use, the own organisation's first. Two queries."""
    own = user.membership.organisation_id
    agreements = CentreAgreement.objects.visible_to(user).filter(organisation=own).in_force().select_related("mentor")
    by_centre = {row.centre_id: row for row in agreements}
    centres = Centre.objects.in_use().select_related("unit__organisation").order_by("unit__name", "pk")
    found = [CentreChoice(one, one.unit.organisation_id == own, by_centre.get(one.pk)) for one in centres]
    return sorted(found, key=lambda one: not one.is_ours)


def consents_to_pass_on(citizen: Citizen) -> list[Consent]:
    """Those in force, the newest first."""
    return list(consents_to_share(citizen, timezone.localdate()).order_by("-given_on", "-pk"))


def names_the_centre(consent: Consent, centre: Centre) -> bool:
    """Whether the consent's receiver is the centre or the organisation that runs it, however it is spelled."""
    named = _plain(consent.partner.name if consent.partner else consent.other_name)
    return named in (_plain(str(centre)), _plain(str(centre.operator)))


def _plain(name: str) -> str:
    return " ".join(name.split()).strip(" .,").casefold()


def consents_to_ask(citizen: Citizen, choices: list[CentreChoice]) -> list[Consent]:
    """Those that let one pass something on to one of these centres, the newest first. One query."""
    return [
        one for one in consents_to_pass_on(citizen) if any(names_the_centre(one, choice.centre) for choice in choices)
    ]


def first_words(case: Case, user: User, consents: list[Consent]) -> dict[str, Any]:
    """What the form begins with, so that nothing is typed twice."""
    citizen = case.citizen
    named = citizen.identity == Citizen.Identity.NAMED
    begun: dict[str, Any] = {
        "called": citizen.name if named else citizen.alias,
        "born_year": citizen.birth_year,
        "hidden": citizen.protected,
        "home_contact": user.name,
        "consent": consents[0].pk if len(consents) == 1 else None,
    }
    return {**begun, **screened_words(case)}


def screened_words(case: Case) -> dict[str, Any]:
    """What the course's last screening says, by the fields of the form."""
    screening = latest_screening(case)
    return told_to_the_centre(screening) if screening else {}


def why_not_ask(citizen: Citizen, choices: list[CentreChoice]) -> str:
    """What to say first to somebody who cannot consent, where every centre is another organisation's."""
    return "" if any(one.is_ours for one in choices) else why_no_consent(citizen)
