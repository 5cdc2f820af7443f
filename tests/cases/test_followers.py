"""Contact person, backup and coordinator: chosen with the citizen, changed with a reason, told on the course's page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case
from cases.actions.follower import Wish, choose_followers, followers_of, open_wish, say_wish
from cases.actions.handover import Give, hand_over
from cases.dates import short_day
from cases.models import Assignment, FollowerWish
from tests.cast import acting, client_of
from tests.queries import assert_same_queries


def today():
    return timezone.localdate()


def names(case) -> dict[str, str]:
    return {kind: row.user.name for kind, row in followers_of(case).items()}


def chosen(case, by, contact_person, backup=None, coordinator=None, **told):
    was = followers_of(case).get("contact_person")
    choose_followers(
        case=case, contact_person=contact_person, backup=backup, coordinator=coordinator, on=today(),
        was=was.pk if was else None, by=by, **{"chosen_by": "citizen", "reason": "Borgeren ville det", **told},
    )  # fmt: skip


def test_the_three_are_chosen_at_once_and_one_may_coordinate_what_one_carries(case, owner, colleague):
    with acting(owner) as by:
        chosen(case, by, owner, backup=colleague, coordinator=owner, reason="")
        assert names(case) == {"contact_person": "Oda Lind", "backup": "Kasper Holm", "coordinator": "Oda Lind"}
        # Kasper was on the course before: one is one thing beside the coordinator.
        assert Assignment.objects.get(case=case, kind="other").to_on == today()


def test_a_change_says_why_and_whose_it_is_and_the_coordinator_goes_on(case, owner, colleague, mentor):
    with acting(owner) as by:
        chosen(case, by, owner, backup=mentor, coordinator=owner)
        with pytest.raises(ValidationError) as silent:
            chosen(case, by, mentor, backup=colleague, coordinator=owner, chosen_by="", reason=" ")
        with pytest.raises(ValidationError) as alone:
            chosen(case, by, owner, backup=owner, coordinator=owner)
        assert set(silent.value.error_dict) == {"chosen_by", "reason"}
        assert set(alone.value.error_dict) == {"backup"}

        chosen(case, by, mentor, backup=owner, coordinator=owner, reason="Ny arbejdstid")
        rows = followers_of(case)
        assert names(case) == {"contact_person": "Mikkel Bruun", "backup": "Oda Lind", "coordinator": "Oda Lind"}
        assert (rows["contact_person"].chosen_by, rows["contact_person"].change_reason) == ("citizen", "Ny arbejdstid")

        chosen(case, by, mentor, reason="Aftalt på teammøde")
        assert names(case) == {"contact_person": "Mikkel Bruun"}
        stopped = Assignment.objects.filter(case=case, kind="coordinator").latest("from_on")
        assert stopped.end_reason == "Aftalt på teammøde"
        close_case(case=case, reason="completed", by=by)
        assert followers_of(case) == {}


def test_a_course_handed_back_has_its_backup_again(case, owner, mentor):
    with acting(owner) as by:
        chosen(case, by, owner, backup=mentor)
        hand_over(gives=[Give(case, mentor, followers_of(case)["contact_person"].pk)], on=today(), by=by)
        assert names(case) == {"contact_person": "Mikkel Bruun"}
        hand_over(gives=[Give(case, owner, followers_of(case)["contact_person"].pk)], on=today(), by=by)
        assert names(case) == {"contact_person": "Oda Lind", "backup": "Mikkel Bruun"}


def test_a_wish_is_kept_with_what_became_of_it(case, owner, mentor):
    with acting(owner) as by:
        say_wish(case=case, wish=Wish(words="En, der ikke er ny"), by=by)
        say_wish(case=case, wish=Wish(wished=mentor), by=by)
        assert (open_wish(case).wished, FollowerWish.objects.count()) == (mentor, 1)
        with pytest.raises(ValidationError, match="hvorfor ønsket ikke"):
            say_wish(case=case, wish=Wish(wished=mentor, granted=False), by=by)
        with pytest.raises(ValidationError, match="hvad borgeren ønsker"):
            say_wish(case=case, wish=Wish(granted=True), by=by)

        chosen(case, by, mentor, wish=Wish(wished=mentor))
        assert FollowerWish.objects.get().granted is True
        say_wish(case=case, wish=Wish(wished=owner, granted=False, why_not="Er på barsel"), by=by)
        assert open_wish(case) is None
        say_wish(case=case, wish=Wish(words="Hvem som helst"), by=by)
        assert say_wish(case=case, wish=Wish(), by=by) is None
        assert FollowerWish.objects.count() == 2


def test_a_wish_written_down_late_was_answered_the_day_it_was_chosen(case, owner, mentor):
    with acting(owner) as by:
        was, earlier = followers_of(case)["contact_person"].pk, today() - timedelta(days=5)
        choose_followers(
            case=case, contact_person=owner, backup=mentor, coordinator=None, was=was, on=earlier,
            chosen_by="citizen", wish=Wish(wished=owner), by=by,
        )  # fmt: skip
        row = FollowerWish.objects.get()
    assert (row.said_on, row.answered_on, row.granted) == (earlier, earlier, True)


def test_the_form_chooses_and_the_course_tells_it(case, owner, colleague, mentor):
    client, url = client_of(owner), reverse("cases:case_followers", args=[case.pk])
    sent = {
        "wished": mentor.pk, "wish_words": "Mikkel fra i sommer", "wish_answer": "no", "why_not": "",
        "contact_person": owner.pk, "backup": mentor.pk, "coordinator": colleague.pk, "chosen_by": "team",
        "reason": "", "on": today().isoformat(),
    }  # fmt: skip
    refused = client.post(url, sent).content.decode()
    assert "Skriv kort, hvorfor ønsket ikke kan opfyldes" in refused
    assert "Mikkel fra i sommer" in refused
    assert client.post(url, sent | {"why_not": "Han er fuldt belagt"})["Location"].endswith("#foelger")

    page = client.get(case.get_absolute_url()).content.decode()
    day = short_day(today())
    for words in (f"Bagstopper siden {day} · valgt af teamet", f"Ikke opfyldt {day}: Han er fuldt belagt"):
        assert words in page
    assert "Ingen bagstopper" not in page


def test_two_who_change_the_contact_person_at_once_are_told(case, owner, colleague, mentor):
    client, url = client_of(owner), reverse("cases:case_followers", args=[case.pk])
    with acting(owner) as by:
        was = followers_of(case)["contact_person"].pk
        chosen(case, by, mentor, backup=owner)
    sent = {
        "contact_person": colleague.pk, "chosen_by": "team", "reason": "Ferie", "on": today().isoformat(),
        "was": str(was),
    }  # fmt: skip
    for whom in (colleague.pk, ""):
        page = client.post(url, sent | {"contact_person": whom}).content.decode()
        assert "Imens er forløbet givet til Mikkel Bruun" in page
    with acting(owner):
        assert names(case) == {"contact_person": "Mikkel Bruun", "backup": "Oda Lind"}


def test_wishes_cost_the_course_no_query(case, owner, mentor):
    def wish(count: int) -> None:
        with acting(owner) as by:
            for number in range(count):
                wish = Wish(wished=mentor, words=f"Nummer {number}", granted=False, why_not="Nej")
                say_wish(case=case, wish=wish, by=by)

    client, url = client_of(owner), case.get_absolute_url()
    assert_same_queries(lambda: client.get(url), lambda: wish(1), lambda: wish(20))
