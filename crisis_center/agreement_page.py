"""The centres a municipality can ask, and one agreement, as both sides read it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import short_day
from crisis_center.asking import centres_to_ask
from crisis_center.models import AgreementSpotter, CentreAgreement


def centre_lines(user: User) -> list[dict[str, Any]]:
    """Every centre with what is agreed with it. Two queries."""
    manages = may(user, Can.MANAGE_CENTRE)
    lines = []
    for one in centres_to_ask(user):
        agreement = one.agreement
        lines.append(
            {
                "title": str(one.centre),
                "url": agreement.get_absolute_url() if agreement else "",
                "meta": one.hint,
                "about": one.centre.about,
                "badge": _badge(agreement),
                "new_url": ""
                if agreement or not manages
                else reverse("crisis_center:centre_agreement_new", args=[one.centre.pk]),
            }
        )
    return lines


def agreement_page(agreement: CentreAgreement, user: User, *, may_change: bool) -> dict[str, Any]:
    """Context of crisis_center/agreement.html. One query."""
    today = timezone.localdate()
    spotters = AgreementSpotter.objects.visible_to(user).filter(agreement=agreement, ended_on=None).order_by("name")
    is_over = bool(agreement.to_on and agreement.to_on < today)
    new_url = reverse("crisis_center:centre_agreement_new", args=[agreement.centre_id])
    return {
        "agreement": agreement,
        "lead": f"{agreement.organisation} · {agreement.centre}",
        "is_over": is_over,
        "parameters": [
            (str(field.verbose_name), getattr(agreement, field.name))
            for field in CentreAgreement._meta.fields
            if field.name in CentreAgreement.PARAMETERS
        ],
        "facts": [
            (_("Social mentor"), str(agreement.mentor or "")),
            (_("Stedfortræder"), str(agreement.deputy or "")),
            (_("Gælder fra"), short_day(agreement.from_on)),
            (_("Gælder til og med"), short_day(agreement.to_on) if agreement.to_on else ""),
            (_("Underskrevet"), short_day(agreement.signed_on) if agreement.signed_on else ""),
            (_("Gennemgås"), short_day(agreement.review_on) if agreement.review_on else ""),
            (_("Andet, der er aftalt"), agreement.note),
        ],
        "spotters": list(spotters),
        "may_change": may_change and not is_over,
        "new_url": new_url if may_change and is_over else "",
    }


def _badge(agreement: CentreAgreement | None) -> tuple[str, str, str]:
    if agreement is None:
        return _("Ingen aftale"), "", "circle"
    if missing := len(agreement.missing):
        return _("Der mangler %(number)s") % {"number": missing}, "wait", "half"
    return _("På plads"), "good", "check"
