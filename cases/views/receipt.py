"""What the receiver of a citizen sees, who has no sign-in: a reference and two buttons, nothing of the content."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.links import count_failure, read_link, through_link, tried_too_often
from audit.access import log_access
from audit.models import AccessLog
from cases.actions.handover_link import answer_by_link
from cases.models import HandoverLink
from cases.names import reference

RECEIVED, ARRIVED = "modtaget", "moedt-op"


# Whoever has the address may answer: it is the key itself, and there is no cookie that another site could use.
@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """A GET changes nothing: scanners of mail follow links. Unknown, run out, called back: one answer, one work."""
    response = None if tried_too_often() else _answer(request, token)
    if response is None:
        count_failure()
        response = render(request, "cases/receipt_gone.html", status=404)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _answer(request: HttpRequest, token: str) -> HttpResponse | None:
    said = _("Kvitteret via link")
    address = read_link(token)
    with through_link(address, view_name="cases:receipt", purpose=said) as by:
        links = HandoverLink.objects.live().filter(organisation_id=address.organisation_id, digest=address.digest)
        link = links.select_related("handover").first()
        if link is None:
            return None
        citizen_id, kind = link.handover.citizen_id, HandoverLink._meta.label_lower
        answer = request.POST.get("svar", "")
        is_answer = answer in (RECEIVED, ARRIVED)
        action = AccessLog.Action.EDIT if is_answer else AccessLog.Action.VIEW
        log_access(action=action, citizen_id=citizen_id, object_type=kind, object_id=link.pk)
        if is_answer:
            answer_by_link(link=link, arrived=answer == ARRIVED, by=by, reason=said)
            return redirect("cases:receipt", token)
        context = {"handover": link.handover, "reference": reference(link.handover_id)}
        return render(request, "cases/receipt.html", context)


receipt.outside_transaction = True  # it has its own: nobody is signed in
