"""The office side of enquiries: the list, the doors by which somebody comes, and one enquiry until its end."""

from datetime import timedelta

import pytest
import uuid6
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.citizen import add_citizen
from cases.actions.identity import identify_citizen
from cases.actions.warm_handover import note_confirmed
from cases.models import Citizen, Handover, Task
from cases.waiting import read_waiting
from intake.actions.enquiry import judge_urgency, take_enquiry
from intake.actions.outcome import put_on_citizen
from intake.models import CallAttempt, Enquiry
from tests.cast import SURNAMES, acting, client_of
from tests.intake.enquiry_factories import came
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

LIST, NEW = "intake:enquiries", "intake:enquiry_new"


def at(name, row):
    return reverse(f"intake:{name}", args=[row.pk])


def listed(user, which):
    """{title: the line} under one heading."""
    lines = client_of(user).get(reverse(LIST), {"vis": which}).context["lines"]
    return {line.title: line for line in lines}


def only(user):
    """The one of the desk: `citizen` of the cast has one from the street."""
    with acting(user) as by:
        return Enquiry.objects.visible_to(by).get(contact=None)


# --- The list ---------------------------------------------------------------------------------------------------------
def test_each_stands_under_its_headings_and_akut_comes_first(owner, colleague):
    came(by=owner, called="Ny", hours_ago=2)
    taken, acute = came(by=owner, called="Min", hours_ago=80), came(by=owner, called="Akut", hours_ago=1)
    came(by=owner, called="Ring", phone="20 30 40 50", wants_call=True)
    with acting(owner) as by:
        take_enquiry(enquiry=taken, by=by)
        judge_urgency(enquiry=acute, urgency="acute", by=by)
    shown = {key: list(listed(owner, key)) for key in ("new", "mine", "open", "call", "ended")}
    line = listed(owner, "open")["Min"]

    assert shown == {
        "new": ["Akut", "Ny", "Ring"], "mine": ["Min"], "open": ["Akut", "Min", "Ny", "Ring"], "call": ["Ring"],
        "ended": [],
    }  # fmt: skip
    assert line.badges == [("Dag 4: over de 3 dage i modtagelsen", "bad", "clock")]
    assert (line.to_take, listed(colleague, "new")["Ny"].to_take, listed(owner, "call")["Ring"].dial) == (
        False, True, "20304050",
    )  # fmt: skip


def test_a_hundred_cost_what_one_does_and_the_look_is_logged(owner, citizen, centre):
    client = client_of(owner)

    def more(count):
        for number in range(count):
            row = came(by=owner, hours_ago=number)
            with acting(owner) as by:
                put_on_citizen(enquiry=row, citizen=citizen, by=by)
            came(by=owner, wants_call=True, phone="20304050", hours_ago=number)

    more(1)
    assert_same_queries(lambda: client.get(reverse(LIST), {"vis": "open"}), lambda: more(20))
    assert_same_queries(lambda: client.get(reverse("cases:citizen", args=[citizen.pk])), lambda: more(3))
    answer = client.get(reverse(LIST), {"vis": "open"})
    with acting(owner):
        rows = AccessLog.objects.filter(request_id=answer.headers["X-Request-ID"])
        assert {(row.action, row.citizen_id, row.object_type) for row in rows} == {
            ("list", citizen.pk, ""), ("list", None, "intake.enquiry"),
        }  # fmt: skip


def test_a_call_is_one_tap_and_a_tap_sent_twice_is_one(owner):
    row = came(by=owner, phone="20304050", wants_call=True)
    back, entry = reverse(LIST) + "?vis=call", str(uuid6.uuid7())
    client = client_of(owner)
    for _time in range(2):
        answer = client.post(at("enquiry_call", row), {"reached": "0", "entry": entry, "next": back})
    assert (answer.url, listed(owner, "call")["Ronni"].tried) == (back, "ringet op 1 gang")
    client.post(at("enquiry_call", row), {"reached": "1", "entry": "x", "next": "//fremmed.example"})
    with acting(owner):
        assert CallAttempt.objects.filter(enquiry=row).count() == 2
    assert listed(owner, "call") == {}


# --- A new one --------------------------------------------------------------------------------------------------------
def test_somebody_stands_here_and_nothing_must_be_said(owner):
    entry = {"entry": str(uuid6.uuid7()), "taken_by": owner.pk}
    for _time in range(2):
        answer = client_of(owner).post(reverse(NEW), entry)
    row = only(owner)

    assert (answer.url, row.door, row.taken_by, row.met_at, row.label) == (
        row.get_absolute_url(), "walk_in", owner, row.came_at, "Navn ukendt",
    )  # fmt: skip


def test_who_is_known_is_found_while_the_name_is_typed_and_nobody_is_made(owner, citizen):
    client = client_of(owner)
    part = client.post(reverse("intake:enquiry_who"), {"q": SURNAMES["citizen"]}).content.decode()
    assert SURNAMES["citizen"] in part
    assert "aliases" not in part
    with acting(owner):
        before = Citizen.objects.count()
    sent = {"q": "Karla", "citizens": [str(citizen.pk)], "wish": "Vil ned i dosis", "taken_by": owner.pk}
    client.post(reverse(NEW), sent | {"find": "1"})
    page = client.get(client.post(reverse(NEW), sent).url)
    row = only(owner)

    assert (row.citizen_id, row.called, page.context["label"]) == (citizen.pk, "", f"Karla {SURNAMES['citizen']}")
    with acting(owner):
        assert Citizen.objects.count() == before


@pytest.mark.parametrize(
    ("which", "sent", "fields"),
    [
        ("phone", {"wants_call": "on"}, ["phone"]),
        ("others", {"asker": "self", "come_by": "window", "called": "x" * 200}, ["asker", "come_by", "called"]),
        ("anonymous", {"come_by": "walk_in"}, ["code_word"]),
        ("walk_in", {"q": "x" * 200, "wish": "y" * 4001, "came_at": "2099-01-01T10:00"}, ["q", "wish"]),
        ("walk_in", {"came_at": "2099-01-01T10:00"}, ["came_at"]),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(owner, which, sent, fields):
    answer = client_of(owner).post(f"{reverse(NEW)}?vis={which}", sent | {"taken_by": ""})

    assert (answer.status_code, sorted(answer.context["form"].errors)) == (200, sorted(fields))
    assert all(str(value)[:40] in answer.content.decode() for value in sent.values() if value != "on")


def test_each_door_has_its_own_form_and_a_colleague_can_receive(owner, colleague):
    client = client_of(owner)
    sent = {
        "phone": {"q": "Ronni", "phone": "20 30 40 50", "wants_call": "on", "taken_by": ""},
        "others": {"asker": "partner", "come_by": "walk_in", "called": "Sygeplejersken", "taken_by": colleague.pk},
        "anonymous": {"code_word": "Havørn", "come_by": "phone", "taken_by": owner.pk},
    }
    for which, data in sent.items():
        assert client.post(f"{reverse(NEW)}?vis={which}", data).status_code == 302
    with acting(owner) as by:
        rows = {row.label: row for row in Enquiry.objects.visible_to(by).select_related("taken_by")}

    told = {name: (row.door, row.asker, row.taken_by, row.is_anonymous) for name, row in rows.items()}
    assert told == {
        "Ronni": ("phone", "self", None, False),
        "Sygeplejersken": ("walk_in", "partner", colleague, False),
        "Havørn": ("phone", "self", owner, True),
    }


# --- One enquiry ------------------------------------------------------------------------------------------------------
def test_the_page_says_what_is_unverified_and_that_no_is_no_way_out(owner):
    row = came(by=owner, door="digital")
    page = client_of(owner).get(row.get_absolute_url()).content.decode()

    assert "Ikke mødt endnu" in page
    assert "Et nej er ikke en måde at slutte på" in page
    client_of(owner).post(at("enquiry_met", row))
    assert "Ikke mødt endnu" not in client_of(owner).get(row.get_absolute_url()).content.decode()
    with acting(owner):
        assert AccessLog.objects.filter(object_id=row.pk, action="view", user_id=owner.pk).exists()


def test_before_a_new_one_is_made_by_name_one_sees_who_is_like_them(owner, citizen):
    row, client = came(by=owner), client_of(owner)
    typed = {"name": f"Karla {SURNAMES['citizen']}"}
    asked = client.post(at("enquiry_match", row), typed)
    assert [hit.id for hit in asked.context["likely"]] == [citizen.pk]
    assert client.post(at("enquiry_match", row), {}).context["form"].errors
    assert client.post(at("enquiry_match", row), typed | {"looked_at": asked.context["looked_at"]}).status_code == 302
    made = only(owner).citizen_id
    assert made != citizen.pk

    client.post(at("enquiry_unmatch", row))
    client.post(at("enquiry_match", row), {"citizens": [str(citizen.pk)]})
    assert only(owner).citizen_id == citizen.pk


def test_from_the_desk_to_a_course_nothing_is_asked_twice(owner):
    row, client = came(by=owner, hours_ago=50, wish="Vil ned i metadon"), client_of(owner)
    client.post(at("enquiry_match", row), {"aliases": ["Ronni"]})
    client.post(at("enquiry_ask", row))
    row = only(owner)
    opening = client.get(reverse("cases:case_open", args=[row.citizen_id]))
    referral = opening.context["forms"][1]
    came_on = timezone.localdate(row.came_at)

    assert (referral["kind"].value(), referral["referred_on"].value(), referral["note"].value()) == (
        "citizen", came_on, "Vil ned i metadon",
    )  # fmt: skip
    late = {"outcome": "treatment", "on": (timezone.localdate() + timedelta(days=1)).isoformat()}
    assert "on" in client.post(at("enquiry_settle", row), late).context["form"].errors
    assert client.post(at("enquiry_settle", row), {"outcome": "no"}).context["form"].errors
    client.post(at("enquiry_settle", row), late | {"on": timezone.localdate().isoformat()})
    with acting(owner) as by:
        ended = Enquiry.objects.visible_to(by).ended().select_related("request").get()
        assert (ended.ended_how, ended.request.requested_on, ended.request.outcome) == ("treatment", came_on, "started")
    assert list(listed(owner, "ended")) == ["Ronni"]


def test_an_agreement_and_a_handover_stand_on_the_page_until_the_receiver_has_said_yes(owner, citizen):
    row, client = came(by=owner), client_of(owner)
    when = {"due_on": timezone.localdate().isoformat(), "due_at": "10:30", "owner": owner.pk}
    assert client.post(at("enquiry_meet", row), when | {"due_at": "", "due_on": "2001-01-01"}).context["form"].errors
    client.post(at("enquiry_meet", row), when)
    assert client.get(at("enquiry_hand_over", row)).status_code == 404
    client.post(at("enquiry_match", row), {"citizens": [str(citizen.pk)]})
    told = {"level": "escort", "other_kind": "authority", "other_name": "Svendborg Kommune",
            "begun_on": timezone.localdate().isoformat()}  # fmt: skip
    asked = client.get(at("enquiry_hand_over", row))
    assert "anden kommune" in asked.content.decode()
    assert asked.context["form"]["hopes"].value() == "Vil gerne ned i metadon"
    made = client.post(at("enquiry_hand_over", row), told)
    page = client.get(row.get_absolute_url()).content.decode()

    assert made.url.startswith("/overleveringer/")
    assert "Svendborg Kommune" in page
    assert "kl. 10.30" in page
    lines = client.get(reverse(LIST), {"vis": "open"}).context["lines"]
    said = [text for line in lines for text, _tone, _icon in line.badges]
    assert any("Svendborg" in text for text in said)
    assert "Aftale i dag kl. 10.30" in said
    with acting(owner) as by:
        assert Task.objects.get(enquiry=row).citizen_id == citizen.pk
        note_confirmed(handover=Handover.objects.get(), on=timezone.localdate(), how="receiver", by=by)
    assert "Modtaget af det rette sted" in client.get(row.get_absolute_url()).content.decode()


def test_who_comes_back_is_opened_again(owner, colleague):
    row, client = came(by=owner), client_of(owner)
    client.post(at("enquiry_help", row), {"help": "Kaffe"})
    client.post(at("enquiry_pass", row), {"to": colleague.pk})
    client.post(at("enquiry_urgency", row), {"urgency": "acute"})
    assert "words" in client.post(at("enquiry_settle", row), {"outcome": "withdrawn"}).context["form"].errors
    client.post(at("enquiry_settle", row), {"outcome": "withdrawn", "words": "Ikke lige nu"})
    ended = only(owner)
    client.post(at("enquiry_reopen", row))
    row = only(owner)

    assert (ended.outcome, ended.settled_words, ended.first_help) == ("withdrawn", "Ikke lige nu", "Kaffe")
    assert (row.outcome, row.taken_by, row.urgency) == ("", colleague, "acute")


def test_what_others_told_is_advised_and_looks_nobody_up(owner, citizen):
    row, client = came(by=owner, asker="relative", called="Mor til Ronni"), client_of(owner)
    page = client.get(row.get_absolute_url())

    assert [way.label for way in page.context["ways"]] == ["Rådgivet"]
    client.post(at("enquiry_match", row), {"citizens": [str(citizen.pk)]})
    assert only(owner).citizen_id is None
    client.post(at("enquiry_settle", row), {"outcome": "advised", "words": "Talte om netværk"})
    assert only(owner).outcome == "advised"


# --- Whom it must not betray ------------------------------------------------------------------------------------------
def test_of_a_protected_citizen_the_words_are_for_those_on_the_course(owner, unit_mate, protected_citizen):
    row = came(by=owner, called=SURNAMES["protected_citizen"], wish="Bor hos søster", wants_call=True, phone="20304050")
    with acting(owner) as by:
        put_on_citizen(enquiry=row, citizen=protected_citizen, by=by)
    other = client_of(unit_mate, purpose_for=[protected_citizen])
    seen = [
        other.get(reverse(LIST), {"vis": "call"}).content.decode(),
        other.get(reverse("cases:citizen", args=[protected_citizen.pk])).content.decode(),
        other.get(row.get_absolute_url()).content.decode(),
    ]

    assert not any(word in page for page in seen for word in (SURNAMES["protected_citizen"], "Bor hos", "20304050"))
    assert other.get(row.get_absolute_url()).status_code == 403
    assert "Bor hos" in client_of(owner).get(row.get_absolute_url()).content.decode()


def test_anonymous_stays_anonymous_also_after_the_citizen_gave_a_name(owner, unit_mate):
    row, client = came(by=owner, called="", is_anonymous=True, code_word="Havørn"), client_of(owner)
    with acting(owner) as by:
        add_citizen(unit=by.membership.unit, name="Havørn Egeskær", by=by)
    assert client.get(at("enquiry_match", row)).context["who"].people == []
    client.post(at("enquiry_match", row), {})
    row = only(owner)
    with acting(owner) as by:
        made = Citizen.objects.get(pk=row.citizen_id)
        identify_citizen(citizen=made, name="Ronni Vestergård", how="said_so", by=by)
        past = set(Enquiry.history.filter(id=row.pk).values_list("called", "code_word"))
        told = [waits.title for waits in read_waiting(by, mine=True, today=timezone.localdate())]
    pages = [client.get(reverse(LIST), {"vis": "open"}), client.get(row.get_absolute_url())]
    history = client.get(reverse("cases:citizen_history", args=[row.citizen_id])).content.decode()

    assert past == {("", "Havørn")}
    assert all("Havørn" in page.content.decode() for page in pages)
    assert not any("Ronni" in page.content.decode() for page in pages)
    assert "Havørn" in history
    assert "Ronni Vestergård" not in told


def test_it_stands_on_the_citizens_page_and_timeline(owner, citizen):
    row = came(by=owner, wish="Vil ned i metadon")
    with acting(owner) as by:
        put_on_citizen(enquiry=row, citizen=citizen, by=by)
    page = client_of(owner).get(reverse("cases:citizen", args=[citizen.pk])).content.decode()

    assert [
        words for words in ("Henvendte sig", "Vil ned i metadon", row.get_absolute_url()) if words not in page
    ] == []
