"""A screening is written over several talks, concluded by the mentor, and never sorts anybody out."""

from datetime import timedelta

import pytest
import uuid6
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.actions.case import close_case
from cases.models import StepRun
from crisis_center.actions.screening import Concluded, screen
from crisis_center.models import Screening
from crisis_center.screenings import latest_screening, told_to_the_centre
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import crisis_course, referred
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

RULE = "Screeningen handler ikke om at frasortere borgere, der vurderes svære at hjælpe."


@pytest.fixture
def course(citizen, owner):
    with acting(owner) as by:
        return crisis_course(citizen, by=by)


def screened(course, by, **seen):
    with acting(by) as mentor:
        return screen(case=course, by=mentor, **seen)


def steps_of(course, by):
    with acting(by):
        rows = StepRun.objects.filter(case=course, step="crisis_in.screening").order_by("started_at")
        return [run.ended_at is not None for run in rows]


def soon(days=7):
    return timezone.localdate() + timedelta(days=days)


def address(course):
    return f"/forloeb/{course.pk}/screening/"


def test_what_is_known_is_saved_and_written_on(course, owner, colleague):
    client_of(owner).post(address(course), {"chaotic_use": "yes", "danger_body": "on", "citizens_wish": "Ro"})
    with acting(owner):
        row = Screening.objects.get()
        version = Screening.history.filter(id=row.pk).latest("history_id").history_id
    again = {"chaotic_use": "yes", "danger_body": "on", "citizens_wish": "Ro", "first_needs": "Mad", "version": version}
    client_of(colleague).post(address(course), again)

    with acting(owner):
        row = Screening.objects.get()
    assert (row.chaotic_use, row.danger_body, row.citizens_wish, row.first_needs, row.concluded_at) == (
        "yes", True, "Ro", "Mad", None,
    )  # fmt: skip
    assert steps_of(course, owner) == [False]


def test_the_sentence_stands_on_the_page(course, owner):
    assert RULE in client_of(owner).get(address(course)).content.decode()


def test_no_conclusion_and_no_answer_says_that_somebody_is_too_difficult():
    labels = [*Screening.Conclusion.labels, *Screening.Answer.labels, *Screening.TreatmentContact.labels]
    words = " ".join(str(label).lower() for label in labels)

    assert [word for word in ("svær", "tung", "uegnet", "målgruppe") if word in words] == []


@pytest.mark.parametrize(
    ("conclusion", "more", "ended"),
    [
        ("refer", {}, True),
        ("instead", {"instead": "Natcafé", "reason": "Vil ikke væk"}, True),
        ("wait", {"wait_until": soon(), "reason": "Er indlagt"}, False),
    ],
)
def test_it_is_concluded_and_the_step_follows(course, owner, conclusion, more, ended):
    row = screened(course, owner, concluded=Concluded(conclusion, **more))

    assert (row.conclusion, row.concluded_by_id, row.shared_with_id) == (conclusion, owner.pk, None)
    assert steps_of(course, owner) == [ended]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"conclusion": "instead", "reason": "Vil ikke"}, "instead"),
        ({"conclusion": "wait", "reason": "Indlagt"}, "wait_until"),
        ({"conclusion": "wait", "reason": "Indlagt", "wait_until": "2020-01-01"}, "wait_until"),
        ({"conclusion": "instead", "instead": "Natcafé"}, "reason"),
        ({"conclusion": "too_difficult"}, "conclusion"),
    ],
)
def test_what_is_missing_is_told_and_the_text_stays(course, owner, data, field):
    page = client_of(owner).post(address(course), {"citizens_wish": "Ro æøå", **data}).context

    assert list(page["conclusion"].errors) == [field]
    assert page["form"]["citizens_wish"].value() == "Ro æøå"
    with acting(owner):
        assert not Screening.objects.exists()


def test_only_the_conclusion_is_asked_for(course, owner):
    answer = client_of(owner).post(address(course), {"conclusion": "refer"})

    with acting(owner):
        row = Screening.objects.get()
    assert (answer.status_code, row.conclusion, row.chaotic_use, row.treatment_contact) == (302, "refer", "unknown", "")


def test_one_is_open_at_a_time_and_a_new_one_may_follow(course, owner, colleague):
    screened(course, owner, citizens_wish="Ro")
    with acting(colleague) as by, pytest.raises(ValidationError, match="En kollega har begyndt"):
        screen(case=course, by=by)
    with acting(owner) as by, pytest.raises(IntegrityError), transaction.atomic():
        Screening(case=course).save()
    with acting(owner) as by:
        first = screen(case=course, entry_id=latest_screening(course).pk, concluded=Concluded("refer"), by=by)

    second = screened(course, colleague, citizens_wish="Hjem")

    with acting(owner):
        assert latest_screening(course) == second
        assert list(Screening.objects.newest_first()) == [second, first]


def test_sent_twice_it_is_one_and_anew_it_begins_with_what_was_said(course, owner):
    client, entry = client_of(owner), str(uuid6.uuid7())
    for _time in range(2):
        client.post(address(course), {"entry": entry, "first_needs": "Mad", "conclusion": "refer"})

    page = client.get(address(course))

    with acting(owner):
        assert Screening.objects.count() == 1
    assert (page.context["form"]["first_needs"].value(), len(page.context["earlier"])) == ("Mad", 1)


def test_what_a_colleague_concluded_meanwhile_is_told(course, owner, colleague):
    row = screened(course, colleague, citizens_wish="Ro")
    with acting(colleague) as by:
        screen(case=course, entry_id=row.pk, concluded=Concluded("refer"), by=by)

    page = client_of(owner).post(address(course), {"entry": str(row.pk), "citizens_wish": "Hjem"})

    assert "Kasper Holm har konkluderet imens" in page.content.decode()


def test_on_a_closed_course_it_is_read(course, owner):
    screened(course, owner, first_needs="Insulin", concluded=Concluded("refer"))
    with acting(owner) as by:
        close_case(case=course, reason="other", by=by)

    page = client_of(owner).get(address(course)).content.decode()

    assert ("Insulin" in page, 'type="submit">Gem' in page) == (True, False)


def test_the_centre_never_sees_it(citizen, owner, any_house):
    with acting(owner) as by:
        course = referred(citizen, any_house.centre, by=by).case
    row = screened(course, owner, concluded=Concluded("refer"))

    with acting(any_house.worker) as worker:
        seen = Screening.objects.visible_to(worker).exists()
    assert (seen, row.shared_with_id) == (False, None)
    assert client_of(any_house.worker).get(address(course)).status_code == 404


def test_an_enquiry_takes_over_what_it_asks_in_the_same_words(course, owner):
    row = screened(course, owner, travels_alone="no", life_threatening="yes", first_needs="Mad", danger_words="Bløder")

    assert told_to_the_centre(row) == {
        "citizens_wish": "", "first_needs": "Mad", "known_illness": "", "home_wishes": "", "why": "Bløder",
        "life_threatening": True, "travels_alone": False,
    }  # fmt: skip


def test_what_was_put_off_waits_on_the_day(course, owner, leader):
    at = timezone.now() - timedelta(days=8)
    screened(course, owner, at=at, concluded=Concluded("wait", reason="Indlagt", wait_until=soon(-1)))

    def waits(who, page):
        return [line.title.split(":")[0] for line in client_of(who).get(page).context["waiting"] if line.icon == "flag"]

    first = (waits(owner, "/min-dag/"), waits(leader, "/enheden/"))
    screened(course, owner)

    assert (first, waits(owner, "/min-dag/")) == ((["Se på screeningen igen"], ["Se på screeningen igen"]), [])


def test_it_stands_on_the_timeline_and_on_the_course(course, owner, citizen):
    screened(course, owner, concluded=Concluded("instead", reason="Vil ikke væk", instead="Natcafé"))
    client = client_of(owner)

    pages = [client.get(one).content.decode() for one in (citizen.get_absolute_url(), course.get_absolute_url())]

    assert ["Andet i stedet: Natcafé" in page for page in pages] == [True, True]


def test_the_page_costs_the_same_however_often_one_screened(course, owner):
    def grow(count):
        for _number in range(count):
            screened(course, owner, concluded=Concluded("refer"))

    grow(1)
    client = client_of(owner)
    assert_same_queries(lambda: client.get(address(course)), lambda: grow(2), lambda: grow(30))
