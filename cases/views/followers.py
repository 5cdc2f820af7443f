"""Who follows the citizen: contact person, backup and coordinator, chosen and changed in one form."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.refusals import refuse
from accounts.policy import Can
from cases.access import get_case
from cases.actions.follower import choose_followers, followers_of, open_wish
from cases.actions.handover import ChangedMeanwhile
from cases.forms.follower import NOBODY, FollowersForm
from cases.handover import as_id, changed_words
from cases.limit import load_of
from cases.models import Assignment, Case


@require_http_methods(["GET", "POST"])
def case_followers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    case = get_case(request, case_id, may=Can.MANAGE_CASE)
    now = followers_of(case)
    load = load_of(case.unit_id, request.user.membership.organisation)
    form = FollowersForm(request.POST or None, unit_id=case.unit_id, load=load, now=now, wish=open_wish(case))
    if form.is_valid():
        try:
            _choose(request, case, form, now.get(Assignment.Kind.CONTACT_PERSON))
        except ValidationError as error:
            refuse(form, error, user="contact_person")
        else:
            if form.cleaned_data["contact_person"]:
                messages.success(request, _("Gemt. Sig til borgeren, hvem de kan ringe til."))
            else:
                words = _("Forløbet har nu ingen kontaktperson. Vælg en, så borgeren ikke bliver glemt.")
                messages.warning(request, words)
            return redirect(f"{case.get_absolute_url()}#foelger")
    context = {"form": form, "case": case, "citizen": case.citizen, "cancel_url": case.get_absolute_url()}
    return render(request, "cases/case_followers_form.html", context)


def _choose(request: HttpRequest, case: Case, form: FollowersForm, now: Assignment | None) -> None:
    """Raises ValidationError, also when somebody else gave the course away meanwhile: then it says to whom."""
    said = form.cleaned_data
    was = {"": now.pk if now else None, NOBODY: None}.get(said["was"], said["was"])
    try:
        choose_followers(
            case=case,
            contact_person=said["contact_person"],
            backup=said["backup"],
            coordinator=said["coordinator"],
            was=as_id(was),
            on=said["on"],
            chosen_by=said["chosen_by"],
            reason=said["reason"],
            with_tasks=said.get("with_tasks", False),
            over_limit_reason=said.get("over_limit_reason", ""),
            wish=form.wish,
            by=request.user,
        )
    except ChangedMeanwhile as error:
        if case.pk in error.closed:
            raise ValidationError(_("Forløbet er afsluttet. Åbn det igen først.")) from error
        form.ask_again(error.now[case.pk])
        raise ValidationError(changed_words(error.now[case.pk])) from error
