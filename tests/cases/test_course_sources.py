"""What the timeline tells of courses, steps, tasks and requests."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.actions.case import assign, close_case, open_case, pause_case, reopen_case, resume_case
from cases.actions.pathway import end_step, skip_step, start_step
from cases.actions.task import add_task, end_request, finish_task, register_request
from cases.models import Citizen
from cases.timeline import timeline
from tests.cast import acting
from tests.factories import CitizenFactory
from tests.queries import queries_of


def ago(days: int):
    return timezone.now() - timedelta(days=days)


@pytest.fixture
def lived(owner, colleague, centre) -> Citizen:
    """A citizen of whom there is something of every kind."""
    today = timezone.localdate()
    with acting(owner) as by:
        citizen = CitizenFactory(unit=centre, by=by)
        case = open_case(citizen=citizen, unit=centre, pathway="outreach", contact_person=owner, at=ago(90), by=by)
        end_step(run=start_step(case=case, step_key="contact.visibility", at=ago(80), by=by), at=ago(70), by=by)
        skip_step(case=case, step_key="contact.prescreening", reason="Kendt i forvejen", at=ago(65), by=by)
        assign(case=case, user=colleague, kind="other", on=today - timedelta(days=60), by=by)
        pause_case(case=case, reason="Indlagt", at=ago(50), by=by)
        resume_case(case=case, at=ago(40), by=by)
        close_case(case=case, reason="contact_lost", note="Rejst", at=ago(30), by=by)
        reopen_case(case=case, contact_person=owner, at=ago(20), by=by)
        request = register_request(citizen=citizen, on=today - timedelta(days=15), by=by)
        end_request(request=request, outcome="started", on=today - timedelta(days=5), by=by)
        task = add_task(unit=centre, citizen=citizen, title="Følges til læge", due_on=today, owner=owner, by=by)
        finish_task(task=task, outcome="done", by=by)
        add_task(unit=centre, citizen=citizen, title="Stadig åben", due_on=today, owner=owner, by=by)
    return citizen


def told(citizen: Citizen, user, kind: str) -> list[tuple[str, str]]:
    with acting(user) as by:
        row = Citizen.objects.labelled(by).get(pk=citizen.pk)
        return [(entry.title, entry.body) for entry in timeline(row, by, kind=kind).entries]


def test_a_course_tells_of_opening_carrying_pausing_closing(lived, owner):
    assert told(lived, owner, "course") == [
        ("Forløb åbnet igen", ""),
        ("Forløb afsluttet", "Kontakten mistet: Rejst"),
        ("Forløbet er genoptaget", ""),
        ("Forløbet holder pause", "Indlagt"),
        ("Forløbet er tildelt", "Kasper Holm, med på forløbet"),
        ("Forløb åbnet", ""),
    ]


def test_steps_tasks_and_requests_tell_what_happened(lived, owner):
    assert {kind: told(lived, owner, kind) for kind in ("step", "task", "request")} == {
        "step": [
            ("Sprunget over: Forscreening", "Kendt i forvejen"),
            ("Trin afsluttet: Synlighed og tilgængelighed", ""),
            ("Trin begyndt: Synlighed og tilgængelighed", ""),
        ],
        "task": [("Opgave: Gjort", "Følges til læge")],
        "request": [("Anmodningen er afgjort: Behandlingen er begyndt", ""), ("Anmodning om behandling", "")],
    }


def test_small_pages_tell_the_same_as_a_large_one(lived, owner):
    with acting(owner) as by:
        row = Citizen.objects.labelled(by).get(pk=lived.pk)
        whole = [entry.key for entry in timeline(row, by, limit=50).entries]
        pages, before = [], None
        while True:
            page = timeline(row, by, before=before, limit=2)
            pages += [entry.key for entry in page.entries]
            before = page.older
            if before is None:
                break

    assert pages == whole
    assert len(set(whole)) == len(whole) >= 12


def test_all_kinds_come_from_one_query(lived, owner):
    with acting(owner) as by:
        row = Citizen.objects.labelled(by).get(pk=lived.pk)
        asked = queries_of(lambda: [timeline(row, by, kind=kind) for kind in ("course", "step", "task", "request")])

    assert len(asked) == 1
