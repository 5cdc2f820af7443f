"""*Tag op*: the team's list for the conference, through its pages and actions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.actions.conference import decide_point, raise_point, reopen_point
from cases.models import ConferencePoint, Task
from tests.cast import acting, client_of, token
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries

LIST = reverse("cases:conference")
NEW = reverse("cases:conference_new")


def raised(by, what: str = "Skal vi besøge ham på sygehuset?", citizen=None) -> ConferencePoint:
    return raise_point(unit=by.membership.unit, team=by.membership.team, what=what, citizen=citizen, by=by)


def decide_url(point: ConferencePoint) -> str:
    return reverse("cases:conference_decide", args=[point.pk])


def in_days(days: int):
    return timezone.localdate() + timedelta(days=days)


def test_a_point_about_a_citizen_is_raised_from_their_page_and_stands_on_the_teams_list(citizen, owner, colleague):
    client = client_of(owner)
    url = f"{NEW}?borger={citizen.pk}"
    assert url in client.get(citizen.get_absolute_url()).content.decode()
    entry = client.get(url).context["form"]["entry"].value()
    for _twice in range(2):
        client.post(url, {"what": "Hvem tager med til lægen?", "entry": entry})

    page = client_of(colleague).get(LIST).content.decode()

    assert page.count("Hvem tager med til lægen?") == 2  # the heading, and the name of the button for those who listen
    assert citizen.label in page
    assert "Skrevet på af Oda Lind i dag" in page


def test_another_teams_point_stands_on_the_units_list_only(owner, unit_mate):
    with acting(unit_mate) as by:
        raised(by, "Ny rute om torsdagen")

    client = client_of(owner)
    seen = {
        which: "Ny rute om torsdagen" in client.get(LIST, {"vis": which}).content.decode() for which in ("", "enhed")
    }

    assert seen == {"": False, "enhed": True}


def test_a_decision_with_somebody_responsible_becomes_a_task(citizen, owner, colleague):
    with acting(owner) as by:
        point = raised(by, citizen=citizen)

    answer = client_of(owner).post(
        decide_url(point),
        {"decision": "Kasper besøger ham.\nVi prøver to gange.", "responsible": colleague.pk, "due_on": in_days(3)},
    )

    assert answer.url == LIST
    with acting(owner):
        task = Task.objects.get(conference_point=point)
        assert (task.title, task.owner_id, task.due_on, task.citizen_id) == (
            "Kasper besøger ham.",
            colleague.pk,
            in_days(3),
            citizen.pk,
        )
    page = client_of(owner).get(LIST, {"vis": "besluttet"}).content.decode()
    assert "Vi prøver to gange." in page
    assert "Kasper Holm, senest" in page


def test_a_decision_without_anything_to_do_makes_no_task(owner):
    with acting(owner) as by:
        point = raised(by)
        decide_point(point=point, decision="Vi lader ham være.", by=by)

        assert (Task.objects.filter(title="Vi lader ham være.").count(), ConferencePoint.objects.open().count()) == (
            0,
            0,
        )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"decision": ""}, "Skal udfyldes."),
        ({"due_on": ""}, "Vælg, hvornår det skal være gjort."),
        ({"responsible": ""}, "Vælg, hvem der gør det."),
        ({"due_on": in_days(-1)}, "Dagen er gået."),
        ({"decision": "x" * 2001}, "2000"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(owner, typed, said):
    with acting(owner) as by:
        point = raised(by)
    whole = {"decision": "Vi ringer til herberget", "responsible": owner.pk, "due_on": in_days(1)}

    page = client_of(owner).post(decide_url(point), {**whole, **typed}).content.decode()

    assert said in page
    assert typed.get("decision", "Vi ringer til herberget") in page
    with acting(owner):
        assert ConferencePoint.objects.open().count() == 1


def test_who_decides_second_sees_what_the_first_decided_and_keeps_what_was_typed(owner, colleague):
    with acting(owner) as by:
        point = raised(by)
    with acting(colleague) as by:
        decide_point(point=point, decision="Kasper tager det", by=by)

    page = client_of(owner).post(decide_url(point), {"decision": "Oda tager det"}).content.decode()

    assert "Kasper Holm har allerede skrevet en beslutning: »Kasper tager det«" in page
    assert "Oda tager det" in page
    with acting(owner):
        point.refresh_from_db()
        assert point.decision == "Kasper tager det"


def test_a_point_taken_up_again_keeps_the_decision_in_its_history(owner):
    with acting(owner) as by:
        point = decide_point(point=raised(by), decision="Vi venter", by=by)
        reopen_point(point=point, by=by)

        point.refresh_from_db()
        assert (point.decision, point.decided_at) == ("", None)
        assert list(point.history.order_by("history_id").values_list("decision", flat=True)) == ["", "Vi venter", ""]


def test_the_citizens_timeline_tells_of_both(citizen, owner):
    with acting(owner) as by:
        decide_point(point=raised(by, token("citizen", "point"), citizen), decision="Vi følges ad", by=by)

    page = client_of(owner).get(citizen.get_absolute_url(), {"vis": "point"}).content.decode()

    assert page.index("Besluttet på konferencen") < page.index("Skrevet på til konferencen")
    assert "Vi følges ad" in page


def test_the_same_form_from_another_organisation_writes_nothing(owner, outsider):
    with acting(owner) as by:
        point = raised(by)

    client_of(outsider).post(NEW, {"what": "Noget andet", "entry": point.pk})

    with acting(owner):
        assert ConferencePoint.objects.get(pk=point.pk).what == "Skal vi besøge ham på sygehuset?"


def test_any_number_of_points_costs_the_same(owner, centre):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for citizen in CitizenFactory.create_batch(number, unit=centre, by=by):
                raised(by, citizen=citizen)

    more(1)
    assert_same_queries(lambda: client.get(LIST), lambda: more(2), lambda: more(30))


def test_the_next_page_begins_where_this_one_ends(owner):
    with acting(owner) as by:
        for number in range(31):
            raised(by, f"Punkt nummer {number:02}")
    client = client_of(owner)
    first = client.get(LIST)
    second = client.get(LIST + first.context["more_url"])

    whats = [[line.what for line in page.context["lines"]] for page in (first, second)]
    assert whats == [[f"Punkt nummer {number:02}" for number in range(30)], ["Punkt nummer 30"]]
