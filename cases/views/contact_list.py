"""*Kontakter*: the unit's contacts, newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import require
from accounts.policy import Can
from audit.access import log_list
from cases.contact_list import contact_page
from cases.forms.contact_list import ContactFilter
from cases.models import Contact
from cases.timeline import Key


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """`?medarbejder=`, `?sted=`, `?resultat=`, `?partner=`, `?periode=` choose; `?foer=` a key: older ones."""
    user = request.user
    require(user, Can.SEE_CASELOAD)
    form = ContactFilter(request.GET or None, user=user)
    before = Key.read(request.GET.get("foer", ""))
    page = contact_page(user, form.chosen, before=before)
    log_list(Contact._meta.label_lower, len(page.lines), page.citizens)
    address = reverse("cases:contacts")
    kept = form.kept()
    newest = f"{address}?{urlencode(kept)}" if kept else address
    context = {
        "form": form,
        "lines": page.lines,
        "is_filtered": bool(kept),
        "reset_url": address if kept else "",
        "newest_url": newest if before else "",
        "older_url": f"{address}?{urlencode({**kept, 'foer': page.older})}" if page.older else "",
    }
    return render(request, "cases/contacts.html", context)
