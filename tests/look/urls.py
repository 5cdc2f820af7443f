"""The house's own URLs and two pages that only these tests have: one form, and every component on one page."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path
from django.views.decorators.http import require_POST

from config.urls import handler400, handler403, handler404, handler500  # noqa: F401
from config.urls import urlpatterns as of_the_house
from tests.look.desk import NoteForm, desk

FORM = """{% extends "base.html" %}{% load crispy_forms_tags %}{% block title %}Notat{% endblock %}
{% block heading %}Skriv et notat{% endblock %}
{% block main %}{% include "components/search_box.html" with url="/look/find/" label="Find" target="found" %}
{% crispy form %}{% endblock %}"""

DONE = (
    """{% extends "base.html" %}{% block title %}Gemt{% endblock %}{% block heading %}Notatet står her{% endblock %}"""
)


def draw(request: HttpRequest, source: str, context: dict[str, Any] | None = None, status: int = 200) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(context or {}, request), status=status)


def note(request: HttpRequest) -> HttpResponse:
    if request.method == "POST" and desk.answers:
        answer = desk.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return HttpResponse("Nej.", status=answer)
    form = NoteForm(request.POST or None)
    if form.is_valid():
        desk.got.append(form.cleaned_data["note"])
        messages.success(request, "Notatet er gemt.")
        return redirect("/look/done/")
    return draw(request, FORM, {"form": form, "cancel_url": "/look/done/"})


def done(request: HttpRequest) -> HttpResponse:
    return draw(request, DONE)


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    return draw(request, "<p>Fundet: {{ q }}</p>", {"q": request.POST["q"]})


def phase(name: str, state: str, *steps: tuple[str, str]) -> SimpleNamespace:
    return SimpleNamespace(name=name, state=state, steps=[SimpleNamespace(name=n, state=s) for n, s in steps])


GALLERY = """{% extends "base.html" %}{% block title %}Galleri{% endblock %}{% block heading %}Alle dele{% endblock %}
{% block lead %}Til at se på{% endblock %}{% block actions %}<a class="button" href="/">Udskriv</a>{% endblock %}
{% block main %}{% include "components/tabs.html" with tabs=tabs only %}
{% notice title="Besked" %}<p>Almindelig</p>{% endnotice %}{% notice tone="good" %}<p>Godt</p>{% endnotice %}
{% notice tone="wait" %}<p>Venter</p>{% endnotice %}{% notice tone="bad" %}<p>Galt</p>{% endnotice %}
{% card title="Borgere" icon="people" css="flush" %}<ul class="rows">
{% include "components/list_row.html" with title="Ræven" url="/" meta="Torvet" icon="person" badges=badges only %}
{% include "components/list_row.html" with title="Ukendt, grå jakke" trailing="i går" only %}</ul>{% endcard %}
{% card title="Forløb" %}{% include "components/progress.html" with phases=phases only %}{% endcard %}
{% card title="Tidslinje" %}<ol class="timeline">
{% include "components/timeline_entry.html" with title="Kontakt" url="/" at=at tone="good" note="Talte." who="O" only %}
{% include "components/timeline_entry.html" with title="Ikke truffet" at=at tags=badges late_at=at only %}</ol>
{% include "components/pager.html" with newer_url="/" older_url="/" only %}{% endcard %}
{% filters reset_url="/" %}{% field form.way %}{% field form.on %}{% endfilters %}
{% card title="Tabel" %}
{% include "components/table.html" with caption="Borgere" columns=columns rows=rows only %}{% endcard %}
{% include "components/copy_block.html" with id="c1" title="Notat" meta="I går" text="Talte." tick_url="/look/note/" %}
{% include "components/copy_block.html" with id="c2" title="Notat 2" text="Talte." tick_url="/look/note/" done=True %}
{% include "components/empty.html" with icon="task" title="Tomt" text="Gør noget." url="/" label="Ny kontakt" only %}
{% card title="Resten" %}<div class="button-row"><button class="button first" type="button">Gem</button>
<button class="button danger" type="button" data-opens="sure">Slet</button>
<button class="button" type="button" disabled>Luk</button><p class="button-why">Fordi.</p></div>
{% include "components/loading.html" only %}
{% include "components/meter.html" with id="m" label="Indlæser" value=3 max=5 text="3 af 5" only %}
{% fold title="Mere" %}<p>Her.</p>{% endfold %}{% dialog id="sure" title="Sikker?" %}<p>Det kan fortrydes.</p>
<button class="button" type="button" data-closes>Luk</button>{% enddialog %}
{% badge "Ro" %}{% badge "Godt" "good" "check" %}{% badge "Venter" "wait" %}{% badge "Galt" "bad" %}
{% badge "Valgt" "water" %}{% endcard %}
<form autocomplete="off">
{% include "components/conflict.html" with conflicts=conflicts who="Kasper" at=at only %}</form>
{% endblock %}{% block aside %}{% card title="Fakta" %}
{% include "components/facts.html" with facts=facts keep_empty=True only %}{% endcard %}{% endblock %}"""


def gallery(request: HttpRequest) -> HttpResponse:
    return draw(
        request,
        GALLERY,
        {
            "at": datetime(2026, 3, 2, 13, 5, tzinfo=UTC),
            "badges": [("Frist i dag", "bad", "warning"), ("Gade", "", "street")],
            "columns": ["Borger", "Kontakter"],
            "conflicts": [SimpleNamespace(name="phone", label="Træffes", yours="Torvet", theirs="Parken")],
            "facts": [("Kaldenavn", "Ræven"), ("Sprog", "")],
            "form": NoteForm(),
            "phases": [
                phase("Kontakt", "done", ("Rute", "done"), ("Forscreening", "skipped")),
                phase("Motivation", "current", ("Alliance", "current"), ("Plan", "open")),
                phase("Behandling", "open"),
            ],
            "rows": [[("Ræven", "/"), "14"], [("Hanne", "/"), "3"]],
            "tabs": [{"label": "Tidslinje", "url": "/", "current": True}, {"label": "Forløb", "url": "/", "count": 2}],
        },
    )


urlpatterns = [
    *of_the_house,
    path("look/note/", note),
    path("look/done/", done),
    path("look/find/", find),
    path("look/gallery/", gallery),
]
