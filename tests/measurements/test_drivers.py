"""*Drivkræfter og barrierer*: written in seconds, read by theme and period."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from measurements.fidelity import drivers
from measurements.models import DriverNote
from tests.cast import acting, client_of
from tests.measurements.fidelity_factories import driver
from tests.queries import assert_same_queries

LIST, NEW = reverse("measurements:drivers"), reverse("measurements:driver_new")


def days_ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def sides(client, **asked) -> dict:
    return {
        (theme["title"], side["title"]): [note["text"] for note in side["notes"]]
        for theme in client.get(LIST, asked).context["themes"]
        for side in theme["sides"]
        if side["notes"]
    }


def edit(row: DriverNote) -> str:
    return reverse("measurements:driver_edit", args=[row.pk])


def test_two_taps_and_a_sentence_are_enough_and_sent_twice_it_is_one(owner, colleague):
    client = client_of(owner)
    drawn = client.get(NEW)
    entry = drawn.context["form"]["entry"].value()
    for _twice in range(2):
        client.post(
            NEW,
            {"kind": "barrier", "theme": "context", "text": "Psykiatrien lukker kl. 15", "noticed_on": days_ago(0),
             "entry": entry},
        )  # fmt: skip

    assert "Nævn ingen borger" in drawn.content.decode()
    assert sides(client_of(colleague)) == {("Kontekst", "Barriere"): ["Psykiatrien lukker kl. 15"]}


def test_what_is_missing_is_said_and_the_rest_is_kept(owner):
    page = client_of(owner).post(NEW, {"text": "En fast aftale", "noticed_on": days_ago(-2)})

    assert set(page.context["form"].errors) == {"kind", "theme", "noticed_on"}
    assert "En fast aftale" in page.content.decode()


def test_the_period_narrows_it(owner, municipality, centre):
    with acting(owner) as by:
        driver(by, "For to år siden", noticed_on=days_ago(700))
        driver(by, "I dag")
        found = drivers(organisation=municipality, unit=centre, first=days_ago(800), last=days_ago(600))

    client = client_of(owner)
    assert sides(client) == {("Organisering", "Drivkraft"): ["I dag"]}
    assert sides(client, periode="alt") == {("Organisering", "Drivkraft"): ["I dag", "For to år siden"]}
    assert [note.text for note in found["organisation"]["driver"]] == ["For to år siden"]


def test_it_is_corrected_and_taken_off_the_list_and_history_keeps_both(owner, colleague):
    with acting(owner) as by:
        row = driver(by, "Herberget ringer")
    client = client_of(colleague)
    form = client.get(edit(row)).context["form"]
    held = {name: form[name].value() for name in form.fields}

    client.post(edit(row), {**held, "text": "Herberget ringer selv"})
    client.post(reverse("measurements:driver_remove", args=[row.pk]))

    with acting(owner):
        assert DriverNote.objects.count() == 0
        kept = DriverNote.history.filter(id=row.pk).order_by("history_id")
        assert list(kept.values_list("history_type", "text")) == [
            ("+", "Herberget ringer"), ("~", "Herberget ringer selv"), ("-", "Herberget ringer selv"),
        ]  # fmt: skip


def test_who_saves_second_is_asked(owner, colleague):
    with acting(owner) as by:
        row = driver(by, "Herberget ringer")
    form = client_of(colleague).get(edit(row)).context["form"]
    held = {name: form[name].value() for name in form.fields}
    client_of(owner).post(edit(row), {**held, "text": "Herberget ringer selv"})

    page = client_of(colleague).post(edit(row), {**held, "text": "Herberget ringer aldrig"})

    assert [one.theirs for one in page.context["form"].conflicts] == ["Herberget ringer selv"]


def test_other_units_and_organisations_see_none(owner, stranger, outsider):
    with acting(owner) as by:
        row = driver(by)

    for who in (stranger, outsider):
        assert (sides(client_of(who)), client_of(who).get(edit(row)).status_code) == ({}, 404)


def test_any_number_of_notes_costs_the_same(owner):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for one in range(number):
                driver(by, f"Nr. {one}", kind=("driver", "barrier")[one % 2])

    more(1)
    assert_same_queries(lambda: client.get(LIST), lambda: more(2), lambda: more(97))
