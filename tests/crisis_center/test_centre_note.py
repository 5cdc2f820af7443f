"""Notes by shift, the handover from shift to shift, needs: the centre's own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.models import Citizen
from crisis_center.actions.check import note_check, watch
from crisis_center.actions.handover import hand_over_shift
from crisis_center.actions.need import note_need
from crisis_center.actions.note import write_note
from crisis_center.models import CentreNote, Check, HandoverRead, Need, ShiftHandover, Watch
from crisis_center.models.note import shift_at
from tests.cast import acting, client_of
from tests.crisis_center.crisis_factories import House, arrived
from tests.crisis_center.duty_factories import BOARD, at, body, posted
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def typed(**changed):
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {"kind": "shift", "text": "Sov til ti", "happened_at": now} | changed


def test_a_note_is_the_centres_own(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.worker) as by:
        write_note(stay=stay, kind="shift", text="Sov til ti", by=by)
        note_need(stay=stay, area="food", doing="Ekstra morgenmad", by=by)
        note_check(stay=stay, words="sover", by=by)
        watch(stay=stay, on=True, why="urolig", by=by)

    page = body(client_of(owner).get(stay.get_absolute_url()))
    with acting(owner):
        seen = [model.objects.visible_to(owner).count() for model in (CentreNote, Need, Check, Watch)]
    assert seen == [0] * 4
    assert [words in page for words in ("Sov til ti", "Ekstra morgenmad", "sover", "urolig")] == [False] * 4


def test_a_talk_with_theme_stage_and_the_citizens_words(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)

    told = typed(kind="talk", theme="Bolig", stage="contemplation", citizens_words="Jeg vil ikke tilbage til kælderen")
    posted(client, "note_new", stay.pk, **told)

    for page in (body(client.get(stay.get_absolute_url())), body(client.get(at("notes", stay.pk)))):
        for words in ("Samtale: Bolig", "Overvejelse", "»Jeg vil ikke tilbage til kælderen«", "Sov til ti"):
            assert words in page


def test_home_does_not_read_it_among_the_changes_either(citizen: Citizen, owner: User, own_house: House):
    stay = arrived(citizen, own_house, by=owner)
    with acting(own_house.worker) as by:
        write_note(stay=stay, kind="shift", text="Sov til ti", by=by)
        note_need(stay=stay, area="food", doing="Ekstra morgenmad", by=by)

    answer = client_of(owner).get(reverse("cases:citizen_history", args=[citizen.pk]))

    page = body(answer)
    assert (answer.status_code, "Sov til ti" in page, "Ekstra morgenmad" in page) == (200, False, False)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": ""}, "Skal udfyldes."),
        ({"kind": ""}, "Skal udfyldes."),
        ({"theme": "Bolig"}, "Hører til en samtale."),
        ({"happened_at": "2999-01-01T10:00"}, "Tidspunktet ligger i fremtiden."),
        ({"happened_at": "2001-01-01T10:00"}, "Det ligger før ankomsten."),
    ],
)
def test_a_bad_note_is_said_and_kept(citizen: Citizen, owner: User, house: House, changed: dict, said: str):
    stay = arrived(citizen, house, by=owner)

    page = body(posted(client_of(house.worker), "note_new", stay.pk, **typed(**changed)))

    assert (said in page, typed(**changed)["text"] in page) == (True, True)


def test_the_same_form_twice_is_one_note(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)
    client = client_of(house.worker)
    entry = client.get(at("note_new", stay.pk)).context["form"]["entry"].value()

    for _twice in range(2):
        posted(client, "note_new", stay.pk, **typed(entry=entry))

    with acting(house.worker):
        assert CentreNote.objects.count() == 1


def test_the_shift_follows_the_clock_unless_said():
    midday = timezone.localtime().replace(hour=12, minute=0)

    shifts = [shift_at(midday.replace(hour=hour)) for hour in (7, 14, 15, 22, 23, 3)]

    assert shifts == ["day", "day", "evening", "evening", "night", "night"]


def test_a_health_note_is_there_for_all_and_read_by_some(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.health) as by:
        note = write_note(stay=stay, kind="health", text="Blodprøve taget", by=by)

    pages = {
        who.name.split()[0]: [body(client_of(who).get(url)) for url in (stay.get_absolute_url(), at("notes", stay.pk))]
        for who in (any_house.health, any_house.worker, any_house.leader)
    }
    told = {who: ["Blodprøve" in page for page in two] for who, two in pages.items()}
    there = {who: ["Sundhedsfagligt notat" in page for page in two] for who, two in pages.items()}

    assert told == {"Health": [True, True], "Worker": [False, False], "Leader": [False, False]}
    assert there == {"Health": [False, False], "Worker": [True, True], "Leader": [True, True]}
    assert client_of(any_house.worker).get(at("note_correct", note.pk)).status_code == 403


def test_a_correction_is_a_new_note_and_the_old_one_stays(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    with acting(any_house.worker) as by:
        note = write_note(stay=stay, kind="shift", text="Spiste ikke", by=by)
    shown = client.get(at("note_correct", note.pk)).context["form"]["text"].value()

    posted(client, "note_correct", note.pk, **typed(text="Spiste lidt"))
    again = body(posted(client, "note_correct", note.pk, **typed(text="Spiste meget")))

    here, everything = (body(client.get(url)) for url in (stay.get_absolute_url(), at("notes", stay.pk)))
    assert shown == "Spiste ikke"
    assert ("Spiste lidt" in here, "Spiste ikke" in here) == (True, False)
    assert ("Spiste lidt" in everything, "er rettet af et nyere notat" in everything) == (True, True)
    assert ("Notatet er allerede rettet" in again, "Spiste meget" in again) == (True, True)


def test_old_notes_stand_on_their_own_page(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner, days_ago=30)
    with acting(house.worker) as by:
        for days in range(24):
            at_then = timezone.now() - timedelta(days=days)
            write_note(stay=stay, kind="shift", text=f"Dag nummer {days:02}", happened_at=at_then, by=by)
    client = client_of(house.worker)

    here = body(client.get(stay.get_absolute_url()))
    first = client.get(at("notes", stay.pk))
    second = client.get(at("notes", stay.pk) + first.context["more_url"])

    assert ("Dag nummer 02" in here, "Dag nummer 05" in here) == (True, False)
    assert [line.text for line in second.context["lines"]] == [f"Dag nummer {days:02}" for days in range(20, 24)]


def test_a_need_is_closed_and_opened_again(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    posted(client, "need_new", stay.pk, area="clothes", doing="Vinterjakke fra depotet", wish="citizen")
    with acting(any_house.worker):
        need = Need.objects.get()

    posted(client, "need_settle", need.pk)
    closed = body(client.get(stay.get_absolute_url()))
    posted(client, "need_settle", need.pk, again=1)

    assert closed.index("Lukkede behov") < closed.index("Vinterjakke")
    with acting(any_house.worker):
        assert Need.objects.open().get() == need


def test_a_shift_hands_over_and_the_next_one_ticks_that_it_is_read(
    citizen: Citizen, alias_citizen: Citizen, owner: User, any_house: House
):
    stay, other = arrived(citizen, any_house, by=owner), arrived(alias_citizen, any_house, by=owner, room=1)
    with acting(any_house.worker) as by:
        watch(stay=other, on=True, by=by)
    writer, reader = client_of(any_house.worker), client_of(any_house.health)

    posted(writer, "handover_new", text="Rolig aften. Hoveddøren binder.", watched=[stay.pk], shift="evening")
    before = reader.get(BOARD).context
    with acting(any_house.worker):
        handover = ShiftHandover.objects.get()
    for _twice in range(2):
        posted(reader, "handover_read", handover.pk)
    after = reader.get(at("handovers")).context["lines"][0]

    assert (before["handover"].text, before["handover"].is_read) == ("Rolig aften. Hoveddøren binder.", False)
    assert [row.id for row in before["board"].watched] == [stay.pk]
    assert (after.is_read, after.readers) == (True, [str(any_house.worker), str(any_house.health)])
    with acting(any_house.worker):
        assert HandoverRead.objects.count() == 2


def test_an_empty_handover_keeps_its_ticks(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)

    answer = posted(client_of(house.worker), "handover_new", text="", watched=[stay.pk], shift="night")

    assert "Skal udfyldes." in body(answer)
    assert answer.context["form"]["watched"].value() == [str(stay.pk)]


@pytest.mark.parametrize("page", ["stay", "notes", "handovers", "checks"])
def test_any_number_costs_the_same(citizen: Citizen, owner: User, any_house: House, page: str):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)
    address = at(page) if page == "handovers" else at(page, stay.pk)

    def more(number: int) -> None:
        with acting(any_house.worker) as by:
            for _one in range(number):
                write_note(stay=stay, kind="talk", text="Talte om huset", theme="Bolig", by=by)
                note_check(stay=stay, by=by)
                note_need(stay=stay, area="food", doing="Havregrød", by=by)
                hand_over_shift(centre=stay.centre, shift="day", text="Rolig", watched=[], by=by)

    more(1)
    assert_same_queries(lambda: client.get(address), lambda: more(2), lambda: more(25))
