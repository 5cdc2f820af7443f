"""What a worker noticed on the way: optional, dated, backwards as well as forwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case
from cases.models import Case, Citizen
from cases.timeline import timeline
from outreach.actions.observation import observe
from outreach.models import Observation
from tests.cast import acting, client_of, token
from tests.queries import assert_same_queries


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def new_url(case: Case) -> str:
    return reverse("outreach:observation_new", args=[case.pk])


@pytest.mark.parametrize(
    "noticed",
    [
        {"stage": "relapse"},
        {"goal": "2"},
        {"bond": "4"},
        {"citizens_words": "Jeg vil gerne have ro"},
        {"small_step": "Kom selv hen til bilen"},
    ],
)
def test_one_thing_is_enough(case, owner, noticed):
    answer = client_of(owner).post(new_url(case), {"observed_on": day(0), **noticed})

    assert answer.url == case.get_absolute_url()
    with acting(owner):
        row = Observation.objects.get(case=case)
        assert {name: str(getattr(row, name)) for name in noticed} == noticed
        assert row.observed_by_id == owner.pk


def test_nothing_at_all_is_said_so_and_a_wrong_day_keeps_what_was_typed(case, owner):
    client = client_of(owner)
    empty = client.post(new_url(case), {"observed_on": day(0)}).content.decode()
    late = client.post(new_url(case), {"observed_on": day(1), "small_step": "Ringede tilbage"}).content.decode()

    assert "Skriv eller vælg mindst én ting." in empty
    assert "Dagen ligger i fremtiden." in late
    assert "Ringede tilbage" in late


def test_the_same_form_sent_twice_is_one(case, owner):
    client = client_of(owner)
    entry = client.get(new_url(case)).context["form"]["entry"].value()
    for _twice in range(2):
        client.post(new_url(case), {"entry": entry, "observed_on": day(0), "small_step": "Sagde hej"})

    with acting(owner):
        assert Observation.objects.filter(case=case).count() == 1


def test_backwards_is_one_more_observation_and_the_course_shows_the_way_in_order(case, owner):
    with acting(owner) as by:
        for back, stage in ((30, "preparation"), (20, "action"), (2, "relapse"), (1, "contemplation")):
            observe(case=case, observed_on=day(-back), stage=stage, by=by)
    page = client_of(owner).get(case.get_absolute_url()).content.decode()
    stages = page[page.index('<ol class="stages"') :]

    order = [stages.index(words) for words in ("Forberedelse", "Handling", "Tilbagefald", "Overvejelse")]
    assert order == sorted(order)


def test_the_timeline_tells_it_with_the_citizens_words(case, citizen, owner):
    with acting(owner) as by:
        observe(
            case=case, observed_on=day(-1), stage="contemplation", goal=2, bond=3, small_step="Kom til tiden",
            citizens_words="Måske i næste uge", by=by,
        )  # fmt: skip
        entry = timeline(Citizen.objects.labelled(by).get(pk=citizen.pk), by, kind="observed").entries[0]

    assert (entry.title, list(entry.facts), entry.body) == (
        "Observation: overvejelse",
        ["Oda Lind", "Enige om mål og mening: så småt", "Båndet holder: for det meste"],
        "Et lille skridt: Kom til tiden\n»Måske i næste uge«",
    )


def test_it_is_corrected_and_history_keeps_what_stood_there(case, owner):
    with acting(owner) as by:
        row = observe(case=case, observed_on=day(-1), stage="action", by=by)
    client = client_of(owner)
    url = reverse("outreach:observation_edit", args=[row.pk])
    version = client.get(url).context["form"]["version"].value()
    client.post(url, {"observed_on": day(-1), "stage": "preparation", "version": version})

    with acting(owner):
        assert list(row.history.order_by("history_id").values_list("stage", flat=True)) == ["action", "preparation"]


def test_two_who_correct_at_once_are_both_shown(case, owner, colleague):
    with acting(owner) as by:
        row = observe(case=case, observed_on=day(-1), stage="action", by=by)
    url = reverse("outreach:observation_edit", args=[row.pk])
    first, second = client_of(owner), client_of(colleague)
    versions = [client.get(url).context["form"]["version"].value() for client in (first, second)]
    first.post(url, {"observed_on": day(-1), "stage": "preparation", "version": versions[0]})
    page = second.post(url, {"observed_on": day(-1), "stage": "relapse", "version": versions[1]})

    assert [conflict.name for conflict in page.context["form"].conflicts] == ["stage"]


def test_in_a_closed_course_nothing_is_noticed(case, owner):
    with acting(owner) as by:
        close_case(case=case, reason="moved", by=by)
        with pytest.raises(ValidationError, match="Forløbet er afsluttet"):
            observe(case=case, observed_on=day(0), stage="action", by=by)


def test_who_does_not_see_the_citizen_does_not_see_what_was_said(case, owner, stranger, outsider):
    words = token("citizen", "observedwords")
    with acting(owner) as by:
        row = observe(case=case, observed_on=day(0), citizens_words=words, by=by)
    url = reverse("outreach:observation_edit", args=[row.pk])

    answers = {user.name: client_of(user).get(url) for user in (stranger, outsider)}

    assert {name: answer.status_code for name, answer in answers.items()} == {stranger.name: 404, outsider.name: 404}


def test_any_number_costs_the_course_and_the_citizens_page_the_same(case, citizen, owner):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for back in range(number):
                observe(case=case, observed_on=day(-back), stage="action", small_step=f"Skridt {back}", by=by)

    more(1)
    for url in (case.get_absolute_url(), citizen.get_absolute_url()):
        assert_same_queries(lambda url=url: client.get(url), lambda: more(2), lambda: more(30))
