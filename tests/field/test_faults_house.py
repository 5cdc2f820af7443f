"""The house fails, forgets the sign-in, deletes the tablet or brings a new build; what was written comes home."""

import pytest
from django.urls import reverse

from cases.models import Contact
from field.actions.device import ask_wipe, release
from field.models import Device, DeviceUser, Entry
from tests.cast import acting, client_of
from tests.field.rig import CODE

pytestmark = [pytest.mark.browser, pytest.mark.faults]


def count(user) -> int:
    with acting(user):
        return Contact.objects.filter(note="Fra gaden").count()


@pytest.fixture
def tablet(tablets, owner, citizen):
    return tablets.open("one", owner)


@pytest.mark.parametrize(("when", "after"), [("before-commit", 0), ("after-commit", 1)])
def test_a_house_that_dies_in_the_middle_writes_it_once(tablet, tablets, house_process, owner, when, after):
    house_process.stop_at(when)
    tablet.write_contact("Fra gaden", who="Karla")
    house_process.wait_until(when)
    house_process.kill()
    assert count(owner) == after
    tablet.waiting(1)

    house_process.start()
    tablet.idle()
    tablet.send()

    tablet.waiting(0)
    assert count(owner) == 1
    tablets.nothing_lost(owner)


def test_a_sign_in_that_ended_loses_nothing(tablet, tablets, owner):
    with acting(owner):
        for row in DeviceUser.objects.all():
            row.token_digest = ""
            row.save()
    tablet.write_contact("Fra gaden")
    tablet.page.get_by_text("Du er logget ud. Intet er tabt.").wait_for()
    tablet.waiting(1)

    tablet.page.get_by_role("button", name="Log ind for at sende og hente").click()
    tablet.sign_in(owner)

    tablet.waiting(0)
    assert count(owner) == 1
    tablets.nothing_lost(owner)


def test_a_lost_tablet_deletes_itself_at_its_next_contact(tablet, house_process, owner, leader):
    house_process.kill()
    tablet.write_contact("Fra gaden", who="Karla")
    with acting(leader) as by:
        ask_wipe(device=Device.objects.get(), mode="now", by=by)
    house_process.start()
    tablet.send()

    tablet.state("wiped")
    # First it is empty, then it says so, and then nothing is left at all.
    tablet.page.wait_for_selector("html[data-wiped=told]")
    assert tablet.page.evaluate(LEFT) == [[], []]
    with acting(leader):
        device, row = Device.objects.get(), DeviceUser.objects.get()
        assert (device.wiped_at is not None, row.key, row.token_digest) == (True, "", "")
        assert row.carried != []


#: All that stands in what is left of the app's storage.
LEFT = """async () => {
  const rows = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { indexedDB.open(name).onsuccess = (event) => done(event.target.result); });
    for (const store of db.objectStoreNames) {
      const all = (how) => new Promise((done) => {
        db.transaction(store).objectStore(store)[how]().onsuccess = (event) => done(event.target.result);
      });
      const [keys, values] = [await all("getAllKeys"), await all("getAll")];
      keys.forEach((key, at) => rows.push([name, key, values[at]]));
    }
    db.close();
  }
  return [rows, await caches.keys()];
}"""


def test_a_tablet_that_was_deleted_where_nobody_heard_it_says_so_at_its_next_contact(tablet, owner, leader):
    with acting(leader) as by:
        device = ask_wipe(device=Device.objects.get(), mode="now", by=by)
    says = "**/field/api/v1/device/"
    tablet.context.route(says, lambda route: route.abort("internetdisconnected"))
    tablet.send()
    tablet.state("wiped")
    tablet.page.wait_for_selector("html[data-wiped=untold]")

    left = {"device": str(device.client_id), "organisations": [str(device.organisation_id)], "isDone": True}
    assert tablet.page.evaluate(LEFT) == [[["field-device", "wiped", left]], []]
    page = reverse("field:devices")
    assert "Den sletter sig, næste gang den har net." in client_of(leader).get(page).content.decode()
    tablet.kill()
    tablet.launch()
    tablet.page.goto("/field/")

    tablet.page.wait_for_selector("html[data-wiped=told]")
    assert "Tabletten har selv meldt det." in client_of(leader).get(page).content.decode()
    assert [row for row in tablet.page.evaluate(LEFT)[0] if row[1] == "wiped"] == []


def test_a_locked_tablet_is_deleted_too(tablet, house_process, owner, leader):
    tablet.page.reload()
    tablet.state("locked")
    with acting(leader) as by:
        ask_wipe(device=Device.objects.get(), mode="now", by=by)

    tablet.page.reload()

    tablet.state("wiped")
    with acting(leader) as by:
        release(device=Device.objects.get(), by=by)


def test_a_tablet_asked_to_send_first_does(tablet, tablets, house_process, owner, leader):
    house_process.kill()
    tablet.write_contact("Fra gaden")
    with acting(leader) as by:
        ask_wipe(device=Device.objects.get(), mode="after_sync", by=by)
    house_process.start()
    tablet.send()

    tablet.state("wiped")
    assert count(owner) == 1


# --- a new build ------------------------------------------------------------------------------------------------------
def newer(tablet, house_process, *, broken: str = "") -> str:
    """The house has a newer build from now on; `broken`: a file of it that does not come through."""
    old = tablet.page.evaluate("() => document.documentElement.dataset.build")
    (house_process.folder / "newer-build").touch()
    if broken:
        (house_process.folder / "broken").write_text(broken)
    return old[::-1]


LOOK = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/field/");
  await registration.update().catch(() => {});
}"""


def test_a_new_build_is_offered_and_never_forced_on_what_is_typed(tablet, house_process):
    new = newer(tablet, house_process)
    tablet.open_contact()
    tablet.page.fill("textarea[name=note]", "Halvt skre")
    tablet.page.evaluate(LOOK)
    tablet.page.wait_for_selector("[data-update]")
    assert tablet.page.locator("[data-update] button").count() == 0
    assert tablet.page.input_value("textarea[name=note]") == "Halvt skre"

    tablet.tab("I dag")
    tablet.page.locator("[data-update] button").click()

    tablet.page.wait_for_selector(f"html[data-build='{new}'][data-state=locked]")
    tablet.unlock()
    tablet.state("open")
    tablet.open_contact()
    assert tablet.page.input_value("textarea[name=note]") == "Halvt skre"


def test_a_build_that_comes_through_half_never_takes_over(tablet, house_process):
    old = tablet.page.evaluate("() => document.documentElement.dataset.build")
    newer(tablet, house_process, broken="field/field")
    tablet.page.evaluate(LOOK)
    tablet.page.wait_for_timeout(1500)
    house_process.kill()

    tablet.page.reload()

    tablet.state("locked")
    assert tablet.page.evaluate("() => document.documentElement.dataset.build") == old
    assert tablet.page.evaluate("() => caches.keys()") == [f"field-{old}"]


# --- two tablets ------------------------------------------------------------------------------------------------------
def change_phone(tablet, number: str) -> None:
    tablet.tab("Borgere")
    tablet.page.locator(".row-link", has_text="Karla").click()
    tablet.page.get_by_role("button", name="Ret telefon og sted").click()
    tablet.page.fill("input[name=phone]", number)
    tablet.page.locator("button[type=submit]").click()
    tablet.page.wait_for_selector("html[data-screen=person]")
    tablet.note_made()


def test_two_tablets_that_change_one_number_are_both_kept(tablets, house_process, owner, colleague, citizen):
    one, other = tablets.open("one", owner), tablets.open("other", colleague)
    house_process.kill()
    change_phone(one, "11223344")
    change_phone(other, "55667788")
    other.context.route("**/field/api/v1/**", lambda route: route.abort("internetdisconnected"))
    house_process.start()
    one.send()
    one.waiting(0)
    other.context.unroute("**/field/api/v1/**")
    other.idle()
    other.send()

    other.attention(1)
    other.tab("Udbakke")
    other.page.get_by_text("Andre har skrevet noget andet").wait_for()
    with acting(owner):
        rows = dict(Entry.objects.values_list("status", "author_id"))
        citizen.refresh_from_db()
        assert rows == {"applied": owner.pk, "conflict": colleague.pk}
        assert citizen.phone == "11223344"
    tablets.nothing_lost(owner)


def test_a_code_forgotten_is_no_loss(tablet, tablets, house_process, owner):
    house_process.kill()
    tablet.write_contact("Fra gaden")
    tablet.page.reload()
    tablet.state("locked")
    for _try in range(10):
        tablet.unlock("en helt forkert kode")
        tablet.page.wait_for_selector(".field-error, html[data-state=sign-in]")
        tablet.idle_button()
    tablet.state("sign-in")

    house_process.start()
    tablet.sign_in(owner)
    tablet.state("new-code")
    tablet.choose_code(CODE + " ny")

    tablet.waiting(0)
    assert count(owner) == 1
    tablets.nothing_lost(owner)
