"""*Overlevering fra anden kommune*: read by those who are to take over, received on an own citizen, or declined."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import NotAllowed, get_or_404, require
from accounts.forms.refusals import refuse
from accounts.models import User
from accounts.policy import Can, Scope, scope_of
from audit.access import log_access
from audit.models import AccessLog
from cases.access import get_known_citizen, remember_purpose
from cases.actions.relocation import decline_relocation, receive_relocation
from cases.forms.relocation import NEW, DeclineForm, ReceiveForm
from cases.models import ReceivedRelocation, Relocation
from cases.relocations import facts_shown, texts_shown
from cases.search import Hit, likely_same


@require_safe
def relocation_come(request: HttpRequest, come_id: UUID) -> HttpResponse:
    row = _come(request, come_id)
    context = {"relocation": row, "facts": facts_shown(row), "texts": texts_shown(row)}
    return render(request, "cases/relocation_come.html", context)


@require_http_methods(["GET", "POST"])
def relocation_receive(request: HttpRequest, come_id: UUID) -> HttpResponse:
    """`searched`: another name to look for among one's own citizens; `seek`: only look."""
    row = _come(request, come_id, may=Can.ADD_CITIZEN)
    searched = request.POST.get("searched", "").strip()[:100]
    hits = _likely(request.user, row, searched)
    answers = request.POST if request.method == "POST" and "seek" not in request.POST else None
    form = ReceiveForm(answers, relocation=row, hits=hits, initial={"searched": searched})
    if form.is_valid():
        try:
            return _receive(request, row, form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
    context = {"relocation": row, "form": form, "searched": searched, "facts": facts_shown(row)}
    return render(request, "cases/relocation_receive.html", context)


def _likely(user: User, row: Relocation, searched: str) -> list[Hit]:
    names = [name for name in (row.name, searched) if name]
    return [hit for hit in likely_same(user, names=names, cpr=row.cpr or "") if not hit.name_hidden]


def _receive(request: HttpRequest, row: Relocation, answers: dict[str, Any]) -> HttpResponse:
    purpose = _("Tager imod en overlevering fra %(where)s") % {"where": row.organisation}
    citizen = None
    if answers["who"] != NEW:
        # Why one looks is said by what one does.
        remember_purpose(request, UUID(answers["who"]), purpose)
        citizen = get_known_citizen(request, UUID(answers["who"]), may=Can.MANAGE_CASE)
    known_as = answers.get("known_as", "")
    received = receive_relocation(relocation=row, citizen=citizen, known_as=known_as, by=request.user)
    remember_purpose(request, received.citizen_id, purpose)
    messages.success(request, _("Overleveringen er modtaget. Afsenderen ser dagen, ikke jeres borger."))
    return redirect(received.citizen)


@require_http_methods(["GET", "POST"])
def relocation_decline(request: HttpRequest, come_id: UUID) -> HttpResponse:
    row = _come(request, come_id, may=Can.ADD_CITIZEN)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        try:
            decline_relocation(relocation=row, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Svaret er sendt. De ser det på borgerens side."))
            return redirect("cases:unit_overview")
    return render(request, "cases/relocation_decline.html", {"relocation": row, "form": form})


@require_safe
def relocation_received(request: HttpRequest, received_id: UUID) -> HttpResponse:
    """One's own copy."""
    rows = ReceivedRelocation.objects.select_related("sender", "sent_by", "receipt__answered_by")
    row: ReceivedRelocation = get_or_404(rows, received_id, request.user)
    row.citizen = get_known_citizen(request, row.citizen_id)
    context = {"relocation": row, "citizen": row.citizen, "facts": facts_shown(row), "texts": texts_shown(row)}
    return render(request, "cases/relocation_received.html", context)


def _come(request: HttpRequest, come_id: UUID, *, may: Can | None = None) -> Relocation:
    """One that waits for this municipality; the look is in its access log. It has no citizen here yet."""
    user = request.user
    if user.membership is None:
        raise Http404
    rows = Relocation.objects.come_to(user).select_related("organisation", "sent_by")
    row: Relocation | None = rows.filter(pk=come_id).first()
    if row is None:
        raise Http404
    if may:
        require(user, may)
    if row.protected and scope_of(user, Can.SEE_PROTECTED) < Scope.UNIT:
        raise NotAllowed(_("Borgeren er beskyttet. Lederen tager imod og fordeler."))
    log_access(action=AccessLog.Action.VIEW, object_type=Relocation._meta.label_lower, object_id=row.pk)
    return row
