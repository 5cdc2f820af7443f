"""The network fails in every way it can; nothing is lost and nothing is there twice."""

import pytest

from cases.models import Contact
from tests.cast import acting

pytestmark = [pytest.mark.browser, pytest.mark.faults]


def notes(user) -> list[str]:
    with acting(user):
        return sorted(Contact.objects.exclude(note="").exclude(note__endswith="-xq").values_list("note", flat=True))


@pytest.fixture
def tablet(tablets, owner, citizen):
    return tablets.open("one", owner)


def test_five_notes_without_a_network_over_a_reload_all_arrive(tablet, tablets, house_process, owner):
    house_process.kill()
    said = ["Æblegrød på bænken", "Ørkenen 🌵", "Åen", "Blå time", "Femte"]
    for note in said[:3]:
        tablet.write_contact(note, who="Karla")
    tablet.page.reload()
    tablet.state("locked")
    tablet.unlock()
    tablet.state("open")
    for note in said[3:]:
        tablet.write_contact(note)
    tablet.waiting(5)

    house_process.start()
    tablet.send()

    tablet.waiting(0)
    assert notes(owner) == sorted(said)
    tablets.nothing_lost(owner)


def test_an_answer_lost_after_the_commit_three_times(tablet, tablets, owner):
    posts = []

    def lose(route) -> None:
        posts.append(route.request.url)
        if len(posts) <= 3:
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()

    tablet.context.route("**/field/api/v1/sync/", lose)
    tablet.write_contact("Kun én gang")
    for _try in range(3):
        tablet.page.wait_for_function("() => document.documentElement.dataset.sync === 'idle'")
        tablet.send()

    tablet.waiting(0)
    assert notes(owner) == ["Kun én gang"]
    assert len(posts) >= 4
    tablets.nothing_lost(owner)
