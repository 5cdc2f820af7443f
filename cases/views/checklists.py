"""The wording of the checklists: every rewriting is a new version, the earlier ones stay to be read."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require
from accounts.models import User
from accounts.policy import Can, may
from cases.actions.pathway import rewrite_checklist
from cases.dates import short_day
from cases.forms.checklist import ChecklistReasonForm, checklist_form
from cases.models import ChecklistItem, ChecklistVersion
from cases.pathway import Step, in_words_of, pathways, unit_phases
from cases.pathway import step as declared_step


@require_safe
def checklists(request: HttpRequest) -> HttpResponse:
    """Every step of every pathway, with the version that holds."""
    require(request.user, Can.WORK_PATHWAY)
    latest = ChecklistVersion.objects.visible_to(request.user).newest().annotate(points=Count("items"))
    versions = {step: (number, points) for step, number, points in latest.values_list("step", "number", "points")}
    chapters = [(_("Enhedens planlægning"), unit_phases()), *((one.title, one.phases) for one in pathways())]
    shown = [
        {
            "title": title,
            "phases": [
                {"title": phase.title, "rows": [_row(step, *versions.get(step.key, (1, 0))) for step in phase.steps]}
                for phase in phases
            ],
        }
        for title, phases in chapters
        if phases
    ]
    return render(request, "cases/checklists.html", {"pathways": shown})


@require_safe
def checklist(request: HttpRequest, step_key: str) -> HttpResponse:
    """All versions of one step's checklist, side by side, the newest first."""
    require(request.user, Can.WORK_PATHWAY)
    step = _step(step_key, request.user)
    context = {
        "step": step,
        "versions": _versions(request.user, step),
        "may_edit": may(request.user, Can.EDIT_CHECKLIST),
    }
    return render(request, "cases/checklist.html", context)


@require_http_methods(["GET", "POST"])
def checklist_edit(request: HttpRequest, step_key: str) -> HttpResponse:
    require(request.user, Can.EDIT_CHECKLIST)
    step = _step(step_key, request.user)
    number, points = _latest(request.user, step)
    form = checklist_form(request.POST or None, points)
    reason = ChecklistReasonForm(request.POST or None)
    is_newest = request.POST.get("number", str(number)) == str(number)
    if form.is_valid() and reason.is_valid() and is_newest:
        if form.points() != points:
            organisation = request.user.membership.organisation
            why = reason.cleaned_data["reason"]
            rewrite_checklist(
                organisation=organisation, step_key=step.key, items=form.points(), reason=why, by=request.user
            )
            messages.success(request, _("Tjeklisten er gemt som en ny version."))
        else:
            messages.info(request, _("Intet er ændret."))
        return redirect("cases:checklist", step.key)
    context = {
        "step": step, "points": form, "reason": reason, "number": number,
        "overtaken": None if is_newest else [text for _key, text in points],
    }  # fmt: skip
    return render(request, "cases/checklist_edit.html", context)


def _step(step_key: str, user: User) -> Step:
    try:
        return in_words_of(user.membership.organisation, declared_step(step_key))
    except KeyError:
        raise Http404 from None


def _latest(user: User, step: Step) -> tuple[int, list[tuple[str, str]]]:
    """Number and points (key, wording) of the version that holds; the declared ones while there is none."""
    version = ChecklistVersion.objects.visible_to(user).filter(step=step.key).order_by("-number").first()
    if version is None:
        return 1, [(item.key, str(item.text)) for item in step.checklist]
    return version.number, list(version.items.order_by("position").values_list("key", "text"))


def _versions(user: User, step: Step) -> list[dict]:
    rows = (
        ChecklistItem.objects.filter(version__in=ChecklistVersion.objects.visible_to(user).filter(step=step.key))
        .order_by("-version__number", "position")
        .values_list("version__number", "version__since", "text")
    )
    versions: dict[int, dict] = {}
    for number, since, text in rows:
        day = short_day(timezone.localdate(since))
        versions.setdefault(number, {"number": number, "since": day, "points": []})["points"].append(text)
    if not versions:
        return [{"number": 1, "since": "", "points": [item.text for item in step.checklist]}]
    return list(versions.values())


def _row(step: Step, number: int, points: int) -> dict[str, str]:
    points = points or len(step.checklist)
    return {
        "title": str(step.title),
        "url": reverse("cases:checklist", args=[step.key]),
        "meta": ngettext("%(points)s punkt", "%(points)s punkter", points) % {"points": points},
        "trailing": _("Version %(number)s") % {"number": number},
    }
