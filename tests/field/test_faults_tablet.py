"""The tablet fails, is shared, forgotten or stolen: what was written comes home, and nobody else reads it."""

from pathlib import Path

import pytest
from django.utils import timezone

from cases.models import Contact
from field.models import Entry
from tests.browser import axe
from tests.cast import SURNAMES, acting
from tests.field.rig import CODE, PIN
from tests.field.tablet import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.faults]


@pytest.fixture
def tablet(tablets, owner, citizen):
    return tablets.open("one", owner)


def notes(user) -> list[str]:
    with acting(user):
        rows = Contact.objects.exclude(note="").exclude(note__endswith="-xq")
        return sorted(f"{note} ({author})" for note, author in rows.values_list("note", "author__name"))


def test_a_browser_that_is_killed_keeps_three_notes(tablet, tablets, house_process, owner):
    house_process.kill()
    for note in ("En", "To", "Tre"):
        tablet.write_contact(note)
    tablet.kill()

    house_process.start()
    tablet.launch()
    tablet.page.goto("/field/")
    tablet.state("locked")
    tablet.unlock()
    tablet.state("open")

    tablet.waiting(0)
    assert notes(owner) == ["En (Oda Lind)", "To (Oda Lind)", "Tre (Oda Lind)"]
    tablets.nothing_lost(owner)


def test_two_people_on_one_tablet_see_and_send_nothing_of_each_other(tablet, tablets, house_process, owner, unit_mate):
    with acting(unit_mate):
        unit_mate.set_password(PASSWORD)
        unit_mate.save()
    house_process.kill()
    tablet.write_contact("Odas")
    tablet.open_contact()
    tablet.page.fill("textarea[name=note]", "Odas kladde")
    tablet.page.wait_for_selector("form[data-kept]")
    tablet.page.locator("#top button").last.click()
    tablet.state("locked")

    house_process.start()
    tablet.page.get_by_role("button", name="En anden").click()
    tablet.sign_in(unit_mate)
    tablet.state("new-code")
    tablet.choose_code("min egen gode kode")
    tablet.ready()
    tablet.waiting(0)

    tablet.open_contact()
    assert tablet.page.input_value("textarea[name=note]") == ""
    assert SURNAMES["citizen"] not in tablet.page.content()
    assert notes(owner) == []

    tablet.page.locator("#top button").last.click()
    tablet.state("locked")
    tablet.page.get_by_role("button", name="OL").click()
    tablet.page.locator(".who-am-i", has_text="OL").wait_for()
    tablet.unlock()
    tablet.state("open")
    tablet.waiting(0)
    assert notes(owner) == ["Odas (Oda Lind)"]
    tablets.nothing_lost(owner)


def test_two_tabs_send_ten_notes_once(tablet, tablets, house_process, owner):
    house_process.kill()
    for number in range(10):
        tablet.write_contact(f"{number}")
    second = tablet.context.new_page()
    tablet.watch(second)
    second.goto("/field/")
    tablet.state("locked", second)
    second.fill("input[name=code]", CODE)
    second.press("input[name=code]", "Enter")
    tablet.state("open", second)

    house_process.start()
    tablet.send()
    second.evaluate("() => window.dispatchEvent(new Event('online'))")

    tablet.waiting(0)
    assert len(notes(owner)) == 10
    with acting(owner):
        assert Entry.objects.count() == 10
    tablets.nothing_lost(owner)


def test_a_connection_to_the_disk_that_died_is_opened_again(tablet, tablets, owner):
    tablet.page.evaluate(
        """async () => {
          const main = [...document.scripts].find((one) => one.src.includes("start"));
          const source = await (await fetch(main.src)).text();
          const url = new URL(source.match(/from "([^"]*store[^"]*)"/)[1], main.src);
          const store = await import(url);
          await store.breakConnection(store.nameOf(document.documentElement.dataset.user));
        }"""
    )
    tablet.write_contact("Efter fejlen")

    tablet.waiting(0)
    assert notes(owner) == ["Efter fejlen (Oda Lind)"]
    tablets.nothing_lost(owner)


def test_a_full_disk_is_said_and_the_text_stays(tablet):
    tablet.open_contact()
    tablet.page.locator("[data-name=citizens] .tile", has_text="Ingen bestemt").click()
    tablet.page.locator(".tile", has_text="Talte sammen").click()
    tablet.page.fill("textarea[name=note]", "Må ikke forsvinde")
    tablet.page.evaluate(
        """() => {
          IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
        }"""
    )
    tablet.page.locator("button[type=submit]").click()

    tablet.page.get_by_text("Tabletten er fuld.").wait_for()
    assert tablet.page.input_value("textarea[name=note]") == "Må ikke forsvinde"
    assert tablet.page.locator("html").get_attribute("data-screen") == "contact"


# --- locking ----------------------------------------------------------------------------------------------------------
def test_it_locks_softly_then_hard_and_a_draft_waits(tablets, owner, citizen):
    with acting(owner):
        owner.set_password(PASSWORD)
        owner.save()
    tablet = tablets.launch("clocked")
    tablet.page.clock.install(time=timezone.now())
    tablet.begin(owner)
    tablet.open_contact()
    tablet.page.fill("textarea[name=note]", "Halvt skrevet")

    tablet.page.clock.fast_forward("04:00")
    tablet.state("soft")
    assert "Halvt skrevet" not in tablet.page.content()
    for digit in "0000":
        tablet.page.keyboard.press(digit)
    tablet.page.get_by_text("Du har 4 forsøg tilbage").wait_for()
    for digit in PIN:
        tablet.page.keyboard.press(digit)
    tablet.state("open")
    assert tablet.page.input_value("textarea[name=note]") == "Halvt skrevet"

    tablet.page.clock.fast_forward("16:00")
    tablet.state("locked")
    assert SURNAMES["citizen"] not in tablet.page.content()
    tablet.unlock()
    tablet.state("open")


def test_five_wrong_digits_lock_it_hard(tablets, owner, citizen):
    with acting(owner):
        owner.set_password(PASSWORD)
        owner.save()
    tablet = tablets.launch("clocked")
    tablet.page.clock.install(time=timezone.now())
    tablet.begin(owner)
    tablet.page.clock.fast_forward("04:00")
    tablet.state("soft")
    for digit in "0000" * 5:
        tablet.page.keyboard.press(digit)

    tablet.state("locked")


def test_a_list_that_is_out_of_date_leaves_the_tablet(tablets, owner, citizen, house_process):
    with acting(owner):
        owner.set_password(PASSWORD)
        owner.save()
    tablet = tablets.launch("clocked")
    tablet.page.clock.install(time=timezone.now())
    tablet.begin(owner)
    house_process.kill()
    tablet.write_contact("Bliver")

    tablet.page.clock.fast_forward("13:00:00")
    tablet.state("locked")
    tablet.unlock()
    tablet.state("open")

    tablet.page.get_by_text("Listen er udløbet").wait_for()
    assert SURNAMES["citizen"] not in tablet.page.content()
    tablet.waiting(1)


#: Answers of the disk are kept back from now on, until `let_go()`.
HOLD = """() => {
  const kept = [];
  let holds = true;
  IDBRequest.prototype.addEventListener = function (kind, tell, ...more) {
    const later = (event) => (holds ? kept.push(() => tell.call(this, event)) : tell.call(this, event));
    EventTarget.prototype.addEventListener.call(this, kind, kind === "success" && holds ? later : tell, ...more);
    if (kind === "success" && holds) document.documentElement.dataset.held = "";
  };
  window.hold_no_more = () => { holds = false; };
  window.let_go = () => kept.forEach((tell) => tell());
}"""


@pytest.mark.parametrize("how", ["hard", "soft"])
def test_a_screen_that_was_read_for_one_who_locked_is_shown_to_nobody(tablets, owner, citizen, how):
    """The names are in memory, the answer of the disk is still to come, and then the tablet is locked."""
    with acting(owner):
        owner.set_password(PASSWORD)
        owner.save()
    tablet = tablets.launch("held")
    tablet.page.clock.install(time=timezone.now())
    tablet.begin(owner)
    tablet.page.evaluate(HOLD)
    tablet.tab("Borgere")
    tablet.page.wait_for_selector("html[data-held]")
    tablet.page.evaluate("() => window.hold_no_more()")
    assert tablet.page.locator(".row-link").count() == 0

    if how == "hard":
        tablet.page.locator("#top button").last.click()
        tablet.page.wait_for_selector("input[name=code]")
    else:
        tablet.page.clock.fast_forward("04:00")
        tablet.state("soft")
    tablet.page.evaluate("() => window.let_go()")
    tablet.page.wait_for_timeout(500)

    assert tablet.page.locator("input[name=code], .pad").count() == 1
    assert SURNAMES["citizen"] not in tablet.page.content()
    assert tablet.page.locator("html").get_attribute("data-state") in ("locked", "soft")


# --- a thief ----------------------------------------------------------------------------------------------------------
def test_no_file_of_the_browser_holds_a_name_a_note_or_a_code(tablet, house_process, owner):
    house_process.kill()
    tablet.write_contact("Hemmeligt om bænken", who="Karla")
    tablet.open_contact()
    tablet.page.fill("textarea[name=note]", "Kladde om broen")
    tablet.page.wait_for_selector("form[data-kept]")
    tablet.tab("Borgere")
    tablet.page.locator(".row-link", has_text="Karla").click()
    tablet.page.wait_for_timeout(1500)
    tablet.context.close()

    secrets = [SURNAMES["citizen"], "Hemmeligt om bænken", "Kladde om broen", CODE, PASSWORD, "20304050"]
    assert found_in(tablet.profile, secrets) == []


def found_in(profile: Path, secrets: list[str]) -> list[str]:
    """Where a text stands in a file, as UTF-8 or UTF-16."""
    found = []
    for path in profile.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        found += [
            f"{text}: {path.relative_to(profile)}"
            for text in secrets
            for coded in (text.encode(), text.encode("utf-16-le"))
            if coded in content
        ]
    return found


def test_the_search_would_find_one(tmp_path):
    (tmp_path / "log").write_bytes("x\u00e6".encode() + "bænken".encode("utf-16-le"))

    assert found_in(tmp_path, ["bænken", "broen"]) == ["bænken: log"]


# --- looks ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_is_for_everybody(tablets, owner, citizen, house_process, scheme):
    with acting(owner):
        owner.set_password(PASSWORD)
        owner.save()
    tablet = tablets.launch(scheme)
    tablet.page.emulate_media(color_scheme=scheme)
    tablet.page.goto("/field/")
    tablet.state("sign-in")
    axe(tablet.page)
    tablet.begin(owner)
    for name in ("I dag", "Borgere", "Udbakke", "Mere"):
        tablet.tab(name)
        axe(tablet.page)
    tablet.tab("Borgere")
    tablet.page.locator(".row-link", has_text="Karla").click()
    tablet.page.get_by_role("button", name="Ret telefon og sted").wait_for()
    axe(tablet.page)
    tablet.page.get_by_role("button", name="Ret telefon og sted").click()
    tablet.page.wait_for_selector("html[data-screen=write]")
    axe(tablet.page)
    tablet.open_contact()
    axe(tablet.page)
    tablet.page.locator("#top button").last.click()
    tablet.state("locked")
    axe(tablet.page)


#: One screen still reads from the disk while one goes on to the next; what then stands there.
OVERTAKEN = """async () => {
  const loaded = performance.getEntriesByType("resource").map((one) => one.name);
  const { go, screen } = await import(loaded.find((name) => /field\\/way(\\.\\w+)?\\.js$/.test(name)));
  const main = document.getElementById("main");
  const read = Promise.withResolvers();
  screen("slow", async () => { await read.promise; return [document.createTextNode("slow")]; });
  screen("quick", () => [document.createTextNode("quick")]);
  const first = go("slow");
  await go("quick");
  read.resolve();
  await first;
  return main.textContent;
}"""


def test_a_screen_that_was_left_does_not_cover_the_one_that_was_opened(tablet):
    assert tablet.page.evaluate(OVERTAKEN) == "quick"
