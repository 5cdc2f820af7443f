"""A tablet: heard of, deleted, released, and what lay on it; and who may talk through it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.actions.people import close_access
from field.actions.device import ask_wipe, release
from field.models import Device, DeviceUser
from tests.cast import acting, client_of, membership_of
from tests.field.tablet import Tablet, contact
from tests.queries import assert_same_queries

LIST = reverse("field:devices")


def hello(tablet: Tablet, *, next_number: int = 1, waiting: tuple[int, ...] = (), oldest_hours_ago: float = 1, **more):
    oldest = (timezone.now() - timedelta(hours=oldest_hours_ago)).isoformat() if waiting else None
    said = {"next_number": next_number, "waiting_numbers": list(waiting), "oldest_at": oldest, **more}
    return tablet.post("hello", said)


def device_of(user) -> Device:
    with acting(user):
        return Device.objects.get()


def url(name: str, user) -> str:
    return reverse(f"field:{name}", args=[device_of(user).pk])


def wipe(user, mode: str) -> None:
    with acting(user) as by:
        ask_wipe(device=Device.objects.get(), mode=mode, by=by)


# --- Deleted ----------------------------------------------------------------------------------------------------------
def test_wiped_at_once_it_gets_no_answer_but_that_and_its_key_is_gone(tablet, owner, leader, citizen):
    wipe(leader, "now")

    calls = [
        tablet.post("hello", {"next_number": 1}),
        tablet.post("sync", {"protocol": 1, "entries": [tablet.write("contact", contact([citizen.pk]))]}),
        tablet.get("caseload"),
        tablet.post("sign-out", {}),
    ]
    assert [(call.status_code, call.json()) for call in calls] == [(410, {"error": "wipe", "mode": "now"})] * 4
    with acting(owner):
        assert DeviceUser.objects.values_list("key", "token_digest").get() == ("", "")
    refused = tablet.sign_in(owner)
    assert (refused.status_code, refused.json()["error"]) == (410, "wipe")


def test_the_tablet_says_that_it_has_deleted_itself_and_may_then_be_used_again(tablet, owner, leader):
    asks = {"device": tablet.id, "organisation": str(membership_of(owner).organisation_id)}
    assert tablet.post("device", asks).json() == {"wipe": ""}
    wipe(leader, "now")

    assert tablet.post("device", asks).json() == {"wipe": "now"}
    assert tablet.post("device", asks | {"wiped": True}).json() == {"wipe": "now"}
    assert device_of(owner).wiped_at is not None
    page = client_of(leader).get(url("device", owner)).content.decode()
    assert "Slettet i dag kl." in page
    assert "Tag tabletten i brug igen" in page

    client_of(leader).post(url("device_release", owner))

    assert tablet.sign_in(owner).status_code == 200
    assert tablet.post("device", asks).json() == {"wipe": ""}


def test_wiped_after_sync_it_sends_first(tablet, owner, leader, citizen):
    wipe(leader, "after_sync")

    assert hello(tablet).json()["wipe"] == "after_sync"
    assert tablet.send(tablet.write("contact", contact([citizen.pk])))[0]["status"] == "applied"
    with acting(owner):
        assert DeviceUser.objects.get().key != ""
    assert tablet.sign_in(owner).status_code == 410


def test_a_wipe_that_was_not_asked_for_is_not_believed(tablet, owner):
    asks = {"device": tablet.id, "organisation": str(membership_of(owner).organisation_id), "wiped": True}

    assert tablet.post("device", asks).json() == {"wipe": ""}
    assert device_of(owner).wiped_at is None


# --- Lost numbers -----------------------------------------------------------------------------------------------------
def test_numbers_that_were_made_and_neither_came_nor_wait_are_told_and_kept(tablet, owner, citizen):
    tablet.send(tablet.write("contact", contact([citizen.pk])))
    tablet.next_number = 6

    said = hello(tablet, next_number=6, waiting=(4,)).json()

    assert said["lost_numbers"] == [2, 3, 5]
    with acting(owner):
        row = DeviceUser.objects.get()
        assert (row.next_number, row.waiting) == (6, 1)
    page = client_of(owner).get(LIST).content.decode()
    assert "Mangler nr. 2-3 og 5." in page
    assert "Tal med Oda Lind om, hvad det var, og skriv det igen." in page


def test_a_tablet_that_forgot_everything_goes_on_from_the_promised_number(tablet, owner):
    hello(tablet, next_number=42, waiting=tuple(range(1, 42)))
    anew = Tablet(id=tablet.id)

    assert anew.sign_in(owner).json()["next_number"] == 42
    assert hello(anew, next_number=42).json()["lost_numbers"] == list(range(1, 42))


# --- Who talks --------------------------------------------------------------------------------------------------------
def test_a_new_password_ends_what_was_signed_in_with_the_old_one(tablet, owner):
    with acting(owner):
        owner.set_password("en-anden-lang-adgangskode")
        owner.save()

    assert [hello(tablet).status_code, tablet.get("caseload").status_code] == [401, 401]


def test_another_persons_name_in_the_header_is_refused(tablet, colleague):
    answer = tablet.get("caseload", **{"X-Field-User": str(colleague.pk)})

    assert (answer.status_code, answer.json()["error"]) == (409, "user_mismatch")


def test_who_does_not_work_there_any_more_is_refused(tablet, owner, administrator):
    with acting(administrator) as by:
        close_access(person=owner, organisation=membership_of(owner).organisation, by=by)

    answer = hello(tablet)

    assert (answer.status_code, answer.json()["error"]) == (403, "ended")


def test_the_list_of_citizens_is_given_for_a_day_and_entries_are_taken_longer(tablet, owner, citizen):
    with time_machine.travel(timezone.now() + timedelta(hours=13)):
        assert tablet.get("caseload").status_code == 401
        assert hello(tablet).json()["reads"] is False
        assert tablet.send(tablet.write("contact", contact([citizen.pk])))[0]["status"] == "applied"


# --- The pages --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("who", "count"), [("owner", 1), ("leader", 1), ("colleague", 0), ("other_leader", 0)])
def test_one_sees_ones_own_tablets_and_the_leader_those_of_the_unit(request, tablet, owner, who, count):
    client = client_of(request.getfixturevalue(who))

    assert len(client.get(LIST).context["lines"]) == count
    assert client.get(url("device", owner)).status_code == (200 if count else 404)


def test_what_has_waited_for_over_a_day_is_told_with_what_to_do(tablet, owner, leader):
    hello(tablet, next_number=3, waiting=(1, 2), oldest_hours_ago=30, build="abc123", is_installed=True)

    use = client_of(leader).get(LIST).context["lines"][0].uses[0]

    assert use.waiting.startswith("2 indtastninger ikke sendt, den ældste fra ")
    assert use.overdue == "Har ventet over et døgn. Åbn appen et sted med net, så sender den selv."
    assert (use.installed, use.build) == ("Ligger på startskærmen", "Udgave abc123")
    waits = {who: waiting_of(who, page) for who, page in ((leader, "cases:unit_overview"), (owner, "cases:my_day"))}
    assert waits == {leader: ["Ikke sendt i over et døgn: Tablet, som Oda Lind tog i brug"], owner: []}


def waiting_of(user, page: str) -> list[str]:
    lines = client_of(user).get(reverse(page)).context["waiting"]
    return [line.title for line in lines if line.title.startswith("Ikke sendt")]


def test_before_it_is_deleted_the_page_says_what_is_lost(tablet, owner, leader):
    hello(tablet, next_number=4, waiting=(1, 2, 3))
    client = client_of(leader)
    page = client.get(url("device_wipe", owner)).content.decode()
    assert "Der ligger 3 indtastninger på den, som ikke er sendt" in page

    assert "Vælg, hvornår den skal slettes." in client.post(url("device_wipe", owner), {"mode": ""}).content.decode()
    client.post(url("device_wipe", owner), {"mode": "now"})

    row = device_of(owner)
    assert (row.wipe, row.wipe_asked_by_id) == ("now", leader.pk)


def test_a_tablet_is_called_what_one_calls_it(tablet, owner):
    client = client_of(owner)
    client.post(url("device_name", owner), {"label": "  Tablet 3,  gadeteamet "})

    assert device_of(owner).label == "Tablet 3, gadeteamet"
    assert "Skal udfyldes." in client.post(url("device_name", owner), {"label": " "}).content.decode()


def test_what_lay_on_it_is_told_for_today_and_for_an_earlier_day(
    tablet, owner, leader, citizen, unit_citizen, other_citizen
):
    tablet.caseload()
    earlier = timezone.localdate()
    with time_machine.travel(timezone.now() + timedelta(days=3)), acting(owner):
        # The list of another day; of somebody in another unit the leader learns no name.
        row = DeviceUser.objects.get()
        row.carried, row.carried_at = [str(unit_citizen.pk), str(other_citizen.pk)], timezone.now()
        row.save()

    def told(at, **given):
        with time_machine.travel(at):
            found = client_of(leader).get(url("device_citizens", owner), given).context["uses"]
            return [([name for name, _url in one.names], one.others) for one in found]

    later = timezone.now() + timedelta(days=4)
    assert told(later) == [([unit_citizen.label], "og 1, som du ikke kan se")]
    assert told(later, dag=earlier.isoformat()) == [([citizen.label], "")]
    assert told(later, dag=(earlier - timedelta(days=1)).isoformat()) == []


def test_any_number_of_tablets_costs_the_same(tablet, owner, leader):
    client = client_of(leader)

    def more(count: int) -> None:
        for _one in range(count):
            assert Tablet().sign_in(owner).status_code == 200

    one = url("device_citizens", owner)
    assert_same_queries(lambda: client.get(LIST), lambda: more(2), lambda: more(20))
    assert_same_queries(lambda: client.get(one), tablet.caseload)


def test_released_by_the_action_it_is_as_new(tablet, owner, leader):
    wipe(leader, "now")
    with acting(leader) as by:
        row = release(device=Device.objects.get(), by=by)

    assert (row.wipe, row.wipe_asked_at, row.wipe_asked_by, row.wiped_at) == ("", None, None, None)
    assert tablet.sign_in(owner).json()["key"]
