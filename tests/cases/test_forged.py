"""Ids of others in a form, and two who press at once."""

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.models import Citizen, Contact, Task
from cases.views import tasks as task_views
from tests.cast import acting, client_of


def task_answers(user, **more) -> dict:
    return {"kind": "task", "title": "Ringe", "due_on": timezone.localdate().isoformat(), "owner": user.pk, **more}


def test_the_entry_of_anothers_task_is_not_taken_for_ones_own(other_citizen, owner, stranger):
    with acting(stranger):
        theirs = Task.objects.get(citizen=other_citizen)

    answer = client_of(owner).post(reverse("cases:task_new"), task_answers(owner, entry=theirs.pk))

    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)


@pytest.mark.parametrize("url", ["cases:contact_new", "cases:task_new", "cases:citizen_new"])
def test_an_id_that_another_organisation_has_is_refused_in_words(url, foreign_citizen, outsider, owner, alias_citizen):
    """PostgreSQL hides the row that has the id, so that nobody finds it before writing."""
    with acting(outsider):
        contact, task = (model.objects.get(citizen=foreign_citizen).pk for model in (Contact, Task))

    answers = {
        "cases:contact_new": {"entry_id": contact, "citizens": alias_citizen.pk, "result": "talked"},
        "cases:task_new": task_answers(owner, entry=task),
        "cases:citizen_new": {"searched": "Ny", "entry_id": foreign_citizen.pk, "identity": "named", "name": "Ny"},
    }[url]
    answer = client_of(owner).post(reverse(url), answers)

    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)


def test_the_id_of_anothers_citizen_is_refused_in_words(other_citizen, owner):
    answer = client_of(owner).post(
        reverse("cases:citizen_new"),
        {"searched": "Ny", "entry_id": other_citizen.pk, "identity": "named", "name": "Ny Borger"},
    )

    assert (answer.status_code, bool(answer.context["form"].errors)) == (200, True)


def test_to_be_told_that_a_cpr_number_is_known_is_a_look(other_citizen, owner, stranger, leader):
    with acting(stranger):
        Citizen.objects.get(pk=other_citizen.pk)
        other_citizen.cpr = "0101901234"
        other_citizen.save()

    client_of(owner).post(
        reverse("cases:citizen_new"),
        {"searched": "Ny", "entry_id": other_citizen.pk, "identity": "named", "name": "Ny", "cpr": "010190-1234"},
    )

    with acting(owner):
        looks = AccessLog.objects.filter(user_id=owner.pk, citizen_id=other_citizen.pk).values_list("action", "detail")
        assert list(looks) == [(AccessLog.Action.SEARCH, "cpr")]


@pytest.fixture
def collides_once(monkeypatch) -> None:
    """The first attempt to write a task meets one that was written at the same moment."""
    really, calls = task_views.add_task, []

    def add_task(**fields):
        calls.append(fields)
        if len(calls) == 1:
            raise IntegrityError
        return really(**fields)

    monkeypatch.setattr(task_views, "add_task", add_task)


def test_whoever_comes_second_at_the_same_moment_looks_again(collides_once, owner):
    client = client_of(owner)

    answer = client.post(reverse("cases:task_new"), task_answers(owner))

    with acting(owner):
        assert (answer.status_code, Task.objects.filter(title="Ringe").count()) == (302, 1)
