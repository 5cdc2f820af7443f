"""*Ny kontakt*: written in seconds, by thumb, on a street."""

from __future__ import annotations

from datetime import datetime, time
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import get_or_404, require
from accounts.addresses import own_address
from accounts.policy import Can
from cases.actions.meeting import write_meeting
from cases.admissions import way_to_visit
from cases.appointments import appointment_of
from cases.first_talk import planned_warnings
from cases.forms.contact import ContactForm
from cases.forms.contact_choices import TextList
from cases.forms.contact_when import OTHER
from cases.forms.contact_who import WhoForm, uuids
from cases.habits import habits_of
from cases.merged import kept_for
from cases.models import Citizen, Contact, Task
from cases.ways import is_remote
from cases.who import Who, found, usual
from directory.models import Place


@require_http_methods(["GET", "POST"])
def contact_new(request: HttpRequest) -> HttpResponse:
    """The form, with a citizen (`?borger=`) or a place (`?sted=`) chosen beforehand; or the contact written."""
    require(request.user, Can.LOG_CONTACT)
    habits = habits_of(request.user)
    if request.method == "GET":
        form = ContactForm(user=request.user, habits=habits, initial=_chosen_beforehand(request))
        return _page(request, form, usual(request.user, habits.citizens, form.chosen_ids))
    form = ContactForm(_posted(request), user=request.user, habits=habits)
    if "find" in request.POST:
        form.forgive()
    elif form.is_valid():
        agreed = _agreed(request, form.cleaned_data["agreed"])
        try:
            rows = write_meeting(unit=request.user.membership.unit, by=request.user, agreed=agreed, **form.meeting())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _saved(request, rows))
            tell_joined(request, form)
            for words in planned_warnings(rows):
                messages.warning(request, words)
            return redirect(safe_next(request, form.cleaned_data["next"]))
    text = form["q"].value() or ""
    people = (form.chosen_ids, form.chosen_new)
    who = found(request.user, text, *people) if text.strip() else usual(request.user, habits.citizens, *people)
    return _page(request, form, who)


@require_POST
def contact_who(request: HttpRequest) -> HttpResponse:
    """The people one can choose while one types: a part of the page. Names are never in an address."""
    require(request.user, Can.LOG_CONTACT)
    text = request.POST.get("q", "")
    posted = uuids(request.POST.getlist("citizens"))
    kept = kept_for(posted)
    chosen = [kept.get(key, key) for key in posted]
    new = TextList(longest=80).tidy(request.POST.getlist("aliases"))
    if text.strip():
        who = found(request.user, text, chosen, new)
    else:
        who = usual(request.user, habits_of(request.user).citizens, chosen, new)
    return render(request, "cases/contact_who.html", {"who": who})


def _page(request: HttpRequest, form: ContactForm, who: Who) -> HttpResponse:
    return render(request, "cases/contact_new.html", {"form": form, "who": who})


def _chosen_beforehand(request: HttpRequest) -> dict[str, object]:
    initial: dict[str, object] = {"next": _came_from(request)}
    for citizen_id in uuids(request.GET.getlist("borger")[:1]):
        kept = kept_for([citizen_id]).get(citizen_id, citizen_id)
        citizen = get_or_404(Citizen.objects.with_admission(), kept, request.user, may=Can.LOG_CONTACT)
        initial["citizens"] = [citizen.pk]
        if way := way_to_visit(citizen.admitted_kind):
            # One is with the citizen, not where one was before.
            initial |= {"way": way, "place": None}
    for place_id in uuids(request.GET.getlist("sted")[:1]):
        initial["place"] = get_or_404(Place, place_id, request.user).pk
    for task_id in uuids(request.GET.getlist("aftale")[:1]):
        task = _agreed(request, task_id)
        if task is None:
            raise Http404
        initial |= _as_agreed(task)
    return initial


def _as_agreed(task: Task) -> dict[str, object]:
    """What the agreement says of the contact it led to, so that nothing is typed twice."""
    initial: dict[str, object] = {"agreed": task.pk, "result": Contact.Result.TALKED}
    if task.place_id:
        initial["place"] = task.place_id
    if appointment := appointment_of(task):
        initial |= {"way": appointment.way, "minutes": appointment.minutes}
        if is_remote(appointment.way):
            initial["place"] = None
    if task.due_on < timezone.localdate():
        planned = datetime.combine(task.due_on, task.due_at or time(12))
        initial |= {"when": OTHER, "at": timezone.make_aware(planned)}
    return initial


def _agreed(request: HttpRequest, task_id: UUID | None) -> Task | None:
    """The agreement that led here, if it is one the user may finish."""
    if task_id is None:
        return None
    rows = Task.objects.visible_to(request.user, may=Can.MANAGE_TASK).select_related("appointment")
    found: Task | None = rows.filter(pk=task_id).first()
    return found


def _posted(request: HttpRequest) -> QueryDict:
    """What was posted. The button *Ikke truffet* answers what happened and saves at once."""
    data = request.POST.copy()
    if request.POST.get("quick") == Contact.Result.NOT_MET:
        data["result"] = Contact.Result.NOT_MET
    return data


def _saved(request: HttpRequest, rows: list[Contact]) -> str:
    """The message: what was saved, a way to it, and the next one at the same place."""
    first = rows[0]
    citizen_url = reverse("cases:citizen", args=[first.citizen_id]) if len(rows) == 1 and first.citizen_id else ""
    again = reverse("cases:contact_new")
    context = {"count": len(rows), "contact": first, "citizen_url": citizen_url, "again_url": again}
    return render_to_string("cases/contact_saved.html", context, request=request)


def tell_joined(request: HttpRequest, form: WhoForm) -> None:
    if form.joined:
        messages.info(request, _("Borgeren blev imens samlet med en anden. Kontakten står på den fælles side."))


def _came_from(request: HttpRequest) -> str:
    """The page of ours that the link stood on, unless the address says where to return."""
    if wanted := request.GET.get("next"):
        return wanted
    came = urlsplit(request.headers.get("Referer", ""))
    if came.netloc != request.get_host() or came.path == reverse("cases:contact_new"):
        return ""
    return came.path + (f"?{came.query}" if came.query else "")


def safe_next(request: HttpRequest, wanted: str) -> str:
    """`wanted` when it is an address of ours, else *Min dag*."""
    return own_address(request, wanted, reverse("cases:my_day"))


def new_contact_url(**chosen: UUID) -> str:
    """Address of *Ny kontakt* with `borger=` or `sted=` chosen."""
    return f"{reverse('cases:contact_new')}?{urlencode(chosen)}"
