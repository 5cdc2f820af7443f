"""*Vagtsiden*, the wall screen and the way there."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Unit, User
from accounts.polling import SCREEN_FOR
from audit.models import AccessLog
from cases.actions.case import open_case
from cases.models import Citizen
from crisis_center.actions.alert import raise_alert
from crisis_center.actions.centre import add_centre_person, add_room, open_centre
from crisis_center.actions.check import note_check, watch
from crisis_center.actions.pick_up import plan_pick_up
from crisis_center.actions.stay import admit
from crisis_center.models import Check, Watch
from tests.cast import SURNAMES, acting, client_of
from tests.crisis_center.asking_factories import asked, fetched
from tests.crisis_center.crisis_factories import House, agreed, arrived
from tests.crisis_center.duty_factories import BOARD, at, body, posted
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db
WALL = reverse("crisis_center:wall")
NOW = reverse("crisis_center:wall_now")


def test_the_people_of_a_house_land_on_their_board(any_house: House):
    client = client_of(any_house.worker)

    answer = client.get(reverse("home"), follow=True)

    assert answer.redirect_chain[-1] == (BOARD, 302)
    assert "Akutkrisecenter Åhuset" in body(answer)


def test_everybody_else_is_led_elsewhere_and_has_no_board(owner: User, house: House):
    client = client_of(owner)

    assert (client.get(reverse("crisis_center:front")).status_code, client.get(BOARD).status_code) == (302, 404)


def test_who_is_where_and_whom_to_call(citizen: Citizen, alias_citizen: Citizen, owner: User, any_house: House):
    arrived(citizen, any_house, by=owner, room=1)
    agreed(alias_citizen, any_house, by=owner, called="Jens fra broen", travels_alone=False, hidden=True)
    with acting(any_house.leader) as by:
        add_centre_person(centre=any_house.centre, duty="doctor", name="Vibeke Toft", phone="66 11 22 33", by=by)
        add_room(centre=any_house.centre, name="10", by=by)

    answer = client_of(any_house.worker).get(BOARD)

    board, page = answer.context["board"], body(answer)
    assert [(row.called, row.room) for row in board.rows] == [("Bodil fra kajen", "2")]
    assert [room.name for room in board.free] == ["1", "10"]
    assert [(one.called, "skal følges" in one.way, one.hidden) for one in board.expected] == [
        ("Jens fra broen", True, True)
    ]
    assert 'href="tel:66 11 22 33"' in page
    assert SURNAMES["citizen"] not in page


def test_who_is_being_fetched_now_comes_first(
    citizen: Citizen, alias_citizen: Citizen, unit_citizen: Citizen, owner: User, unit_mate: User, any_house: House
):
    noon = timezone.localtime().replace(hour=13, minute=20) - timedelta(days=1)
    agreed(alias_citizen, any_house, by=owner, called="Jens fra broen")
    planned = agreed(unit_citizen, any_house, by=unit_mate, called="Mia")
    under_way = asked(citizen, any_house, owner, called="Bodil")
    with acting(owner) as by:
        plan_pick_up(referral=under_way, fetched_by="Oda Lind", left_at=noon, by=by)
    with acting(unit_mate) as by:
        plan_pick_up(referral=planned, fetched_by="Ulla", planned_at=noon + timedelta(days=2), by=by)

    answer = client_of(any_house.worker).get(BOARD)

    expected, page = answer.context["board"].expected, body(answer)
    assert [(one.called, one.fetched, bool(one.admit_url)) for one in expected] == [
        ("Bodil", "Hentes nu af Oda Lind, på vej siden i går kl. 13.20", False),
        ("Jens fra broen", "", True),
        ("Mia", "Hentes af Ulla, aftalt i morgen kl. 13.20", True),
    ]
    assert ("ikke sagt ja endnu" in page, under_way.get_absolute_url() in page) == (True, True)


def test_who_was_fetched_and_is_there_is_expected_no_longer(citizen: Citizen, owner: User, any_house: House):
    row = fetched(citizen, any_house, owner)
    with acting(any_house.worker) as by:
        admit(referral=row.referral, by=by)

    assert client_of(any_house.worker).get(BOARD).context["board"].expected == []


def test_every_citizen_on_the_board_is_logged(citizen: Citizen, alias_citizen: Citizen, owner: User, any_house: House):
    arrived(citizen, any_house, by=owner)
    agreed(alias_citizen, any_house, by=owner)

    client_of(any_house.worker).get(BOARD)

    with acting(any_house.worker):
        looks = AccessLog.objects.filter(view_name="crisis_center:board").values_list("citizen_id", flat=True)
        assert set(looks) == {citizen.pk, alias_citizen.pk}


def test_another_houses_citizens_are_not_there(citizen: Citizen, owner: User, any_house: House, crisis_worker: User):
    arrived(citizen, any_house, by=owner)
    with acting(crisis_worker) as by:
        open_centre(unit=by.membership.unit, legal_basis="sel_107", kind="municipal", by=by)

    answer = client_of(crisis_worker).get(BOARD)

    assert (answer.context["board"].rows, "Bodil" in body(answer)) == ([], False)


def test_alerts_are_there_for_everybody_on_duty(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    with acting(any_house.health) as by:
        raise_alert(stay=stay, kind="seizures", words="Ring 112, læg på siden", by=by)

    pages = [body(client_of(who).get(BOARD)) for who in (any_house.worker, any_house.health, any_house.leader)]

    assert ["Kramper: Ring 112, læg på siden" in page for page in pages] == [True] * 3


def test_set_nu_is_one_tap_and_can_be_undone(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)

    seen = client.post(at("check", stay.pk), follow=True)
    with acting(any_house.worker):
        check = Check.objects.get()
    assert at("check_undo", check.pk) in body(seen)
    assert "i dag" in seen.context["board"].rows[0].last_check
    undone = client.post(at("check_undo", check.pk), follow=True)

    with acting(any_house.worker):
        check.refresh_from_db()
        assert (check.undone_by, Check.objects.count()) == (any_house.worker, 1)
    assert "Ikke set endnu" in body(undone)


def test_the_last_check_counts_and_what_was_undone_does_not(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner)
    with acting(house.worker) as by:
        for hours in (5, 1, 3):
            note_check(stay=stay, at=timezone.now() - timedelta(hours=hours), words=f"sover {hours}", by=by)

    page = body(client_of(house.worker).get(stay.get_absolute_url()))

    assert ("sover 1" in page, "sover 3" in page) == (True, False)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (timedelta(hours=2), "Tidspunktet ligger i fremtiden."),
        (-timedelta(days=300), "Det ligger før ankomsten."),
    ],
)
def test_a_check_at_a_bad_time_is_refused(citizen: Citizen, owner: User, house: House, when: timedelta, said: str):
    stay = arrived(citizen, house, by=owner)
    moment = timezone.localtime(timezone.now() + when).strftime("%Y-%m-%dT%H:%M")

    page = body(posted(client_of(house.worker), "checks", stay.pk, at=moment, words="sover roligt"))

    assert (said in page, "sover roligt" in page) == (True, True)


def test_who_to_watch_tonight_is_marked_and_unmarked(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner)
    client = client_of(any_house.worker)

    for _twice in range(2):
        posted(client, "watch", stay.pk)
    marked = client.get(BOARD).context["board"].watched
    posted(client, "watch", stay.pk, off=1)

    assert ([row.id for row in marked], client.get(BOARD).context["board"].watched) == ([stay.pk], [])
    with acting(any_house.worker):
        assert Watch.objects.get().ended_by == any_house.worker


def test_what_is_missing_shows_until_it_is_done(citizen: Citizen, owner: User, house: House):
    stay = arrived(citizen, house, by=owner, days_ago=40)
    client = client_of(house.worker)

    words = [gap.words.split(" ")[0] for gap in client.get(BOARD).context["board"].rows[0].gaps]
    now = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    posted(client, "inform", stay.pk, at=now)
    today = timezone.localdate()
    posted(client, "delegation_new", stay.pk, asked_on=today, doctor="Vibeke Toft", from_on=today)
    posted(client, "health_check_new", stay.pk, done_on=today, examiner="Sygeplejerske Ruth")
    posted(client, "stay_step", stay.pk, "crisis_stay.midway", start=1)
    after = client.get(BOARD).context["board"].rows[0].gaps

    assert (words, after) == (["Hjemkommunen", "Medicinsk", "Bredere", "Midtvejsmødet"], [])


def test_under_sel_107_there_are_no_three_weekdays(citizen: Citizen, owner: User, own_house: House):
    arrived(citizen, own_house, by=owner)

    gaps = client_of(own_house.worker).get(BOARD).context["board"].rows[0].gaps

    assert [gap.words for gap in gaps] == ["Medicinsk delegation mangler"]


def test_the_wall_shows_rooms_and_signs_and_never_a_name(citizen: Citizen, owner: User, any_house: House):
    stay = arrived(citizen, any_house, by=owner, hidden=True)
    with acting(any_house.worker) as by:
        raise_alert(stay=stay, kind="allergy", words="Penicillin, Bodil fra kajen", by=by)
        note_check(stay=stay, by=by)
        watch(stay=stay, on=True, why="Bodil er urolig", by=by)

    answer = client_of(any_house.worker).get(WALL)

    page = body(answer).partition('id="wall"')[2]
    assert [(tile.room, tile.state, tile.signs) for tile in answer.context["tiles"]] == [
        ("1", "taken", [("eye", "Hold øje"), ("warning", "Allergi")]),
        ("2", "free", []),
    ]
    assert [word in page for word in ("Bodil", "Penicillin", "kjult", "kl. ", stay.get_absolute_url())] == [False] * 5
    assert "every 60s" in page


def idle(client: Client, minutes: float) -> Client:
    session = client.session
    session["seen"] = int((timezone.now() - timedelta(minutes=minutes)).timestamp())
    session.save()
    return client


def test_the_walls_own_asking_keeps_no_session_alive(any_house: House):
    client = idle(client_of(any_house.worker), 20)
    seen = client.session["seen"]

    polled = client.get(NOW)
    after_polling = client.session["seen"]
    client.get(WALL)

    assert ("wall-room" in body(polled), after_polling) == (True, seen)
    assert client.session["seen"] > seen


def test_after_the_session_no_room_is_left_on_the_wall(any_house: House, settings: Any):
    client = idle(client_of(any_house.worker), settings.IDLE_MINUTES + 1)

    answer = client.get(NOW, headers={"HX-Request": "true"})

    page = body(answer)
    assert (answer.status_code, "Skærmen er logget ud" in page, "wall-room" in page) == (200, True, False)
    # It goes on asking, and leads to where one signs in and comes back.
    assert ("every 60s" in page, f'href="{WALL}"' in page) == (True, True)
    assert client.get(WALL).url.endswith(f"?next={WALL}")
    assert "_auth_user_id" not in client.session


def test_a_screen_stays_on_and_opens_nothing_else(any_house: House, settings: Any):
    client = client_of(any_house.worker)
    client.post(reverse("crisis_center:wall_only"))
    idle(client, settings.IDLE_MINUTES + 1)

    wall, polled = body(client.get(WALL)), body(client.get(NOW))
    other = client.get(BOARD)

    assert ["wall-room" in wall, "wall-room" in polled, "Brug kun som" in wall] == [True, True, False]
    # Whoever tries is asked to sign in, and the screen is one no more.
    assert other.url.endswith(f"?next={BOARD}")
    assert "wall-room" not in body(client.get(NOW))


def test_a_screen_is_signed_in_anew_after_a_week(any_house: House):
    client = client_of(any_house.worker)
    client.post(reverse("crisis_center:wall_only"))

    with time_machine.travel(timezone.now() + SCREEN_FOR + timedelta(minutes=1)):
        assert "wall-room" not in body(client.get(NOW))


def test_who_works_in_no_house_gets_no_rooms(any_house: House, owner: User):
    answers = [body(client.get(NOW)) for client in (client_of(owner), Client())]

    assert ["wall-room" in page for page in answers] == [False, False]


@pytest.mark.parametrize("name", ["board", "wall", "wall_now"])
def test_any_number_of_stays_costs_the_same(citizen: Citizen, centre: Unit, owner: User, any_house: House, name: str):
    client = client_of(any_house.worker)

    def more(number: int) -> None:
        with acting(owner) as by:
            people = CitizenFactory.create_batch(number, unit=centre, by=by)
            for one in people:
                open_case(
                    citizen=one, unit=centre, pathway="crisis", contact_person=by, over_limit_reason="mange",
                    at=timezone.now() - timedelta(days=12), by=by,
                )  # fmt: skip
        for one in people:
            stay = arrived(one, any_house, by=owner, room=None)
            with acting(any_house.worker) as worker:
                raise_alert(stay=stay, kind="overdose", words="Naloxon på kontoret", by=worker)
                note_check(stay=stay, by=worker)

    arrived(citizen, any_house, by=owner)
    more(1)
    assert_same_queries(lambda: client.get(at(name)), lambda: more(2), lambda: more(30))
