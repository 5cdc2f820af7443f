"""What the newest plan says, as a draft for an overlevering to another municipality."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cases.models import Citizen, Information
from cases.relocation_drafts import register_draft
from outreach.models import OnwardPlan


def plans(citizen: Citizen) -> str:
    """In the citizen's own words, which stay marked as theirs."""
    plan = OnwardPlan.objects.filter(case__citizen=citizen).order_by("-pk").first()
    if plan is None:
        return ""
    told = [
        _("Borgerens ønsker med egne ord: »%(words)s«") % {"words": plan.citizens_words},
        _("Ønsket tilbud: %(what)s") % {"what": wished} if (wished := plan.wished_called or plan.wished_words) else "",
        _("Krav, borgeren møder der: %(what)s") % {"what": plan.demands} if plan.demands else "",
    ]
    return "\n".join(filter(None, told))


register_draft(Information.PLANS, plans)
