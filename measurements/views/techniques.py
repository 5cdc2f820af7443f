"""Nine questions about one course, and what the unit's answers add up to."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require
from accounts.models import User
from accounts.policy import Can, may
from audit.access import log_listed
from cases.access import citizens_for
from cases.dates import short_day
from directory.views.saving import carried_out
from measurements.actions.technique import answer_techniques, correct_techniques
from measurements.fidelity import Figure, asked_of, ended_in, technique_figures
from measurements.fidelity_items import STEM
from measurements.fidelity_tabs import fidelity_tabs
from measurements.forms.technique import TechniqueCorrectForm, TechniqueForm
from measurements.models import TechniqueUse
from measurements.motivation_ended import with_motivation_ended
from outreach.access import get_course
from outreach.forms.referrals import PeriodForm
from outreach.referrals import Period, periods

#: Courses without answers that are named.
MISSING = 30


@require_safe
def techniques(request: HttpRequest) -> HttpResponse:
    """`?periode=`: one of `periods`. Percent of the answers, and the courses nobody has answered of."""
    user = request.user
    require(user, Can.SEE_CASELOAD)
    choices = periods(timezone.localdate())
    chosen = next((one for one in choices if one.key == request.GET.get("periode", "")), choices[0])
    membership = user.membership
    asked = {
        "organisation": membership.organisation, "unit": membership.unit, "first": chosen.first, "last": chosen.last,
    }  # fmt: skip
    figures = technique_figures(**asked)
    context = {
        "tabs": fidelity_tabs("techniques"),
        "form": PeriodForm(periods=choices, chosen=chosen),
        "period": chosen,
        "stem": STEM,
        "figures": [_figure(figure) for figure in figures.values() if figure.number],
        "asked": asked_of(**asked),
        "missing": _missing(user, chosen),
    }
    return render(request, "measurements/techniques.html", context)


@require_http_methods(["GET", "POST"])
def technique_use(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Answered or corrected, also when the course is closed. Sent twice it is one answer."""
    case = get_course(request, case_id)
    row = TechniqueUse.objects.filter(case=case).first()
    if row and request.method == "POST" and request.POST.get("entry") == str(row.pk):
        return redirect(case)
    form: TechniqueForm | TechniqueCorrectForm = (
        TechniqueCorrectForm(request.POST or None, instance=row) if row else TechniqueForm(request.POST or None)
    )

    def save() -> None:
        if row:
            correct_techniques(row=row, by=request.user, **form.answers())
        else:
            entry = form.cleaned_data["entry"]
            answer_techniques(case=case, entry_id=entry, by=request.user, **form.answers())

    if carried_out(form, save):
        messages.success(request, _("Svarene er gemt."))
        return redirect(case)
    context = {"form": form, "case": case, "citizen": case.citizen, "stem": STEM, "css": "wide scale"}
    return render(request, "measurements/technique_use.html", context)


def _figure(figure: Figure) -> dict:
    """`rows`: each technique with its percentages, and of how many."""
    return {
        "title": figure.title,
        "caption": _("%(title)s, procent af svarene") % {"title": figure.title},
        "number": figure.number,
        "columns": [_("Teknik"), *figure.columns, _("N")],
        "rows": [
            [
                f"{number}. {row.technique.short}".rstrip("?"),
                *("–" if share is None else f"{share}\N{NO-BREAK SPACE}%" for share in row.percent),
                str(row.number),
            ]
            for number, row in figure.rows.items()
        ],
    }


def _missing(user: User, period: Period) -> list[dict[str, str]]:
    """The courses of the unit without an answer that the reader may see, those that ended last first."""
    membership = user.membership
    ended = ended_in(organisation=membership.organisation, unit=membership.unit, first=period.first, last=period.last)
    rows = with_motivation_ended(ended.visible_to(user).filter(technique_use=None))
    found = list(
        rows.order_by("-motivation_ended_at", "-pk").values_list("pk", "citizen_id", "motivation_ended_at")[:MISSING]
    )
    labels = citizens_for(user, [citizen_id for _pk, citizen_id, _at in found])
    log_listed(labels)
    works = may(user, Can.WORK_PATHWAY)
    return [
        {
            "title": labels[citizen_id],
            "url": reverse("measurements:technique_use", args=[pk]) if works else "",
            "meta": _("Motivationsarbejdet sluttede %(day)s") % {"day": short_day(timezone.localdate(at))},
        }
        for pk, citizen_id, at in found
        if citizen_id in labels
    ]
