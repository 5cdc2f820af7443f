"""Consent: what it must say, how long it holds, how it is taken back, and that nothing is shared without one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case
from cases.actions.consent import let_consent_lapse, withdraw_consent
from cases.actions.contact import correct_contact
from cases.changes import history_of
from cases.consent_waiting import ending_consents
from cases.consents import consents_for, consents_to_share
from cases.models import Citizen, Consent, NoteSharing
from cases.timeline import timeline
from cases.waiting import read_waiting
from directory.actions.agreement import Terms, make_agreement
from tests.cases.consent_factories import consented, letter, shared
from tests.cast import acting, client_of, token
from tests.directory.partner_factories import PartnerFactory
from tests.queries import assert_same_queries


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


ANSWERS = {
    "other_kind": "relative", "other_name": "Søster Signe", "direction": "pass_on", "kinds": ["plans", "meetings"],
    "purpose": "Så hun kan hente ham", "given_how": "oral", "consequences_told": "on",
}  # fmt: skip


def answers(**changed) -> dict:
    return {**ANSWERS, "given_on": day(0), "to_on": day(90), **changed}


# --- What it must say -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changed", "at"),
    [
        ({"kinds": [], "kinds_words": ""}, "kinds"),
        ({"consequences_told": False}, "consequences_told"),
        ({"to_on": 400}, "to_on"),
        ({"to_on": -1}, "to_on"),
        ({"given_on": 1, "to_on": 30}, "given_on"),
        ({"other_kind": "", "other_name": ""}, "partner"),
    ],
)
def test_what_makes_a_consent_void_is_refused_at_its_field(citizen, owner, changed, at):
    fields = {name: day(value) if name.endswith("_on") else value for name, value in changed.items()}
    with acting(owner) as by, pytest.raises(ValidationError) as refused:
        consented(citizen, by, **{"given_on": day(0), **fields})

    assert list(refused.value.error_dict) == [at]


def test_who_is_anonymous_by_law_gives_none_and_the_page_says_why(anonymous_citizen, owner):
    with acting(owner) as by, pytest.raises(ValidationError, match="Borgeren er anonym efter"):
        consented(anonymous_citizen, by)
    client = client_of(owner, purpose_for=[anonymous_citizen])
    page = client.get(reverse("cases:consent_new", args=[anonymous_citizen.pk])).content.decode()

    assert ("Borgeren er anonym efter" in page, "<textarea" in page) == (True, False)


def test_it_is_written_on_the_page_and_read_on_the_citizens(citizen, owner):
    client = client_of(owner)
    client.post(reverse("cases:consent_new", args=[citizen.pk]), answers())
    with acting(owner) as by:
        row = Consent.objects.get(citizen=citizen)
        told = [
            entry.title
            for entry in timeline(Citizen.objects.labelled(by).get(pk=citizen.pk), by, kind="consent").entries
        ]
    page = client.get(citizen.get_absolute_url()).content.decode()

    assert (row.kinds, row.case.citizen_id, row.given_to, row.noted_by) == ("meetings plans", citizen.pk, owner, owner)
    assert told == ["Samtykke givet"]
    assert "Vi må give oplysninger videre: Aftaler og fremmøde, Planer og mål" in page


def test_what_was_typed_stays_when_something_is_missing(citizen, owner):
    page = client_of(owner).post(reverse("cases:consent_new", args=[citizen.pk]), answers(kinds=[])).content.decode()

    assert "Et generelt samtykke gælder ikke" in page
    assert ("Søster Signe" in page, "Så hun kan hente ham" in page) == (True, True)


def test_the_same_form_sent_twice_is_one_consent(citizen, owner):
    sent = answers(entry="019a0000-0000-7000-8000-000000000001")
    client = client_of(owner)
    for _time in range(2):
        client.post(reverse("cases:consent_new", args=[citizen.pk]), sent)

    with acting(owner):
        assert Consent.objects.filter(citizen=citizen).count() == 1


def test_the_doctors_name_is_asked_once(citizen, owner):
    with acting(owner):
        row = Citizen.objects.get(pk=citizen.pk)
        row.gp_name = "Lægerne på Torvet"
        row.save()
    client_of(owner).post(reverse("cases:consent_new", args=[citizen.pk]), answers(other_kind="gp", other_name=""))

    with acting(owner):
        assert Consent.objects.get(citizen=citizen).receiver == "Egen læge: Lægerne på Torvet"


def test_renewing_proposes_what_was_agreed(citizen, owner):
    with acting(owner) as by:
        old = consented(citizen, by, kinds=["plans", "work"])
    form = client_of(owner).get(f"{reverse('cases:consent_new', args=[citizen.pk])}?fornyer={old.pk}").context["form"]

    assert [form[name].value() for name in ("other_name", "kinds", "purpose")] == [
        "Søster Signe", ["work", "plans"], "Så aftalerne hænger sammen",
    ]  # fmt: skip


def test_history_tells_in_words_what_was_allowed(citizen, owner):
    with acting(owner) as by:
        row = consented(citizen, by, kinds=["plans", "health"])
        lines = history_of([citizen.pk], by, before=None, hidden=False).lines
    fields = next(line.change.fields for line in lines if line.change.object_id == row.pk)

    assert [one.new for one in fields if one.label == "Typer af oplysninger"] == [
        "Fysisk og psykisk helbred, Planer og mål"
    ]


# --- What holds -------------------------------------------------------------------------------------------------------
def test_a_consent_holds_for_its_receiver_and_its_days_only(citizen, owner, centre):
    with acting(owner) as by:
        mine, other = PartnerFactory.create_batch(2, unit=centre, by=by)
        row = consented(citizen, by, partner=mine, given_on=day(-5), to_on=day(5))
        held = [
            list(consents_for(citizen, partner, on))
            for partner, on in ((mine, day(-6)), (mine, day(-5)), (mine, day(5)), (mine, day(6)), (other, day(0)))
        ]

    assert held == [[], [row], [row], [], []]


def test_from_the_day_it_is_taken_back_it_holds_no_more(citizen, owner):
    with acting(owner) as by:
        row = consented(citizen, by)
        withdraw_consent(consent=row, on=day(-2), how="oral", by=by)
        withdraw_consent(consent=row, on=day(0), how="written", by=by)
        row.refresh_from_db()
        held = [list(consents_for(citizen, row, on)) for on in (day(-3), day(-2), day(0))]

    assert (row.withdrawn_on, row.withdrawn_how) == (day(-2), "oral")
    assert held == [[row], [], []]


def test_one_that_only_lets_us_ask_lets_nothing_out(citizen, owner):
    with acting(owner) as by:
        consented(citizen, by, direction="ask")

        assert list(consents_to_share(citizen, day(0))) == []


# --- A note is passed on ----------------------------------------------------------------------------------------------
def test_the_act_is_offered_only_under_a_consent_that_holds(citizen, contact, owner):
    client = client_of(owner)
    address = reverse("cases:note_share", args=[contact.pk])
    before = address in client.get(contact.get_absolute_url()).content.decode()
    with acting(owner) as by:
        row = consented(citizen, by)
    during = address in client.get(contact.get_absolute_url()).content.decode()
    with acting(owner) as by:
        withdraw_consent(consent=row, on=day(0), how="oral", by=by)
    after = address in client.get(contact.get_absolute_url()).content.decode()

    assert (before, during, after) == (False, True, False)
    assert "Intet samtykke at dele efter" in client.get(address).content.decode()


def test_what_was_passed_on_stands_on_the_contact_and_the_timeline(citizen, contact, owner):
    with acting(owner) as by:
        row = consented(citizen, by)
    client = client_of(owner)
    sent = {"consent": row.pk, "what": "Vi ses på torsdag", "how": "secure_post", "shared_on": day(0)}
    client.post(reverse("cases:note_share", args=[contact.pk]), sent)
    page = client.get(contact.get_absolute_url()).content.decode()
    with acting(owner) as by:
        shown = Citizen.objects.labelled(by).get(pk=citizen.pk)
        told = [(entry.title, entry.body) for entry in timeline(shown, by, kind="consent").entries]

    assert ("Søster Signe" in page, "Vi ses på torsdag" in page) == (True, True)
    assert told[0] == ("Notat givet videre til Søster Signe", "Sikker post")


def test_it_stays_with_the_contact_when_that_is_mended(citizen, contact, owner):
    with acting(owner) as by:
        shared(contact, consented(citizen, by), by)
        newer = correct_contact(contact=contact, reason="Forkert sted", minutes=30, by=by)

    assert "Mødes på torsdag" in client_of(owner).get(newer.get_absolute_url()).content.decode()


@pytest.mark.parametrize("wrong", ["withdrawn", "ask", "elsewhere", "late", "early"])
def test_nothing_is_passed_on_past_the_consent(citizen, unit_citizen, contact, owner, wrong):
    with acting(owner) as by:
        whose = unit_citizen if wrong == "elsewhere" else citizen
        days = {"given_on": day(-60), "to_on": day(-1)} if wrong == "late" else {}
        row = consented(whose, by, direction="ask" if wrong == "ask" else "both", **days)
        if wrong == "withdrawn":
            withdraw_consent(consent=row, on=day(0), how="oral", by=by)
        with pytest.raises(ValidationError):
            shared(contact, row, by, shared_on=day(-11) if wrong == "early" else day(0))

        assert NoteSharing.objects.count() == 0


def test_what_is_agreed_not_to_be_passed_on_stands_beside_the_act(citizen, contact, owner, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Misbrugslægen", by=by)
        terms = Terms(title="Sideforbrug", partners=[partner], not_passed_on="Sideforbrug siger vi intet om.")
        make_agreement(unit=centre, terms=terms, by=by)
        consented(citizen, by, partner=partner)
    page = client_of(owner).get(reverse("cases:note_share", args=[contact.pk])).content.decode()

    assert "Aftalt med Misbrugslægen: det bringer vi ikke videre" in page
    assert "Sideforbrug siger vi intet om." in page


def test_who_may_not_read_the_note_may_not_read_what_was_passed_on(citizen, contact, owner, unit_mate):
    with acting(owner) as by:
        shared(contact, consented(citizen, by), by, what=token("citizen", "note"))
    client = client_of(unit_mate, purpose_for=[citizen])
    page = client.get(contact.get_absolute_url()).content.decode()
    with acting(unit_mate) as by:
        changed = [str(line.change.fields) for line in history_of([citizen.pk], by, before=None, hidden=False).lines]

    assert ("Søster Signe" in page, token("citizen", "note") in page) == (True, False)
    assert token("citizen", "note") not in "".join(changed)
    assert client.get(reverse("cases:note_share", args=[contact.pk])).status_code == 403


# --- What waits -------------------------------------------------------------------------------------------------------
def waits(user, *, mine: bool = True) -> list[str]:
    with acting(user) as by:
        kinds = [row.kind for row in read_waiting(by, mine=mine, today=day(0))]
    return [kind for kind in kinds if kind == "consent_ends"]


def test_one_that_ends_waits_for_the_contact_person_until_it_is_renewed(citizen, owner, colleague, leader):
    with acting(owner) as by:
        consented(citizen, by, to_on=day(10))
    waiting = (waits(owner), waits(colleague), waits(leader, mine=False))
    with acting(owner) as by:
        consented(citizen, by, given_on=day(0), to_on=day(100))

    assert waiting == (["consent_ends"], [], ["consent_ends"])
    assert waits(owner) == []


@pytest.mark.parametrize("how", ["withdrawn", "lapse", "closed", "long"])
def test_what_needs_no_renewal_does_not_wait(citizen, case, owner, how):
    with acting(owner) as by:
        row = consented(citizen, by, to_on=day(100 if how == "long" else -1))
        if how == "withdrawn":
            withdraw_consent(consent=row, on=day(0), how="oral", by=by)
        elif how == "lapse":
            let_consent_lapse(consent=row, by=by)
        elif how == "closed":
            close_case(case=case, reason="completed", at=timezone.now(), by=by)

    assert waits(owner) == []


def test_of_a_protected_citizen_no_line_says_to_whom(protected_citizen, owner):
    with acting(owner) as by:
        consented(protected_citizen, by, to_on=day(2), other_name="Krisecenteret")
        rows = ending_consents(by, False, day(0), timezone.now())

        assert [row[4] for row in rows] == [""]


# --- The doctor -------------------------------------------------------------------------------------------------------
def test_the_doctor_is_told_only_under_a_consent_to_the_doctor(citizen, owner):
    with acting(owner) as by:
        sister = consented(citizen, by)
        with pytest.raises(ValidationError, match="ikke samtykke til at orientere lægen"):
            letter(citizen, sister, by)
    page = client_of(owner).get(reverse("cases:gp_orientation_new", args=[citizen.pk])).content.decode()

    assert "Intet samtykke til at orientere lægen" in page


@pytest.mark.parametrize(("kinds", "says_where"), [(["health"], False), (["substances"], True)])
def test_the_page_begins_with_no_more_than_the_consent_covers(citizen, owner, kinds, says_where):
    with acting(owner) as by:
        consented(citizen, by, kinds=kinds, other_kind="gp", other_name="Lægerne")
    form = client_of(owner).get(reverse("cases:gp_orientation_new", args=[citizen.pk])).context["form"]

    assert ("Rusmiddelcenter Nord" in form["who_we_are"].value()) == says_where


def test_the_letter_is_read_and_answered(citizen, owner):
    with acting(owner) as by:
        consent = consented(citizen, by, other_kind="gp", other_name="Lægerne")
    client = client_of(owner)
    sent = {
        "consent": consent.pk,
        "told_on": day(0),
        "who_we_are": "Os",
        "wish": "En tid",
        "we_ask": "Ring",
        "reach_us": "1",
    }
    printed = client.post(reverse("cases:gp_orientation_new", args=[citizen.pk]), sent, follow=True).content.decode()
    with acting(owner):
        row = citizen.gp_orientations.get()
    client.post(reverse("cases:gp_answer", args=[row.pk]), {"on": day(0), "answer": "Kom på onsdag"})

    assert ("Til Egen læge: Lægerne" in printed, "En tid" in printed) == (True, True)
    assert "Kom på onsdag" in client.get(citizen.get_absolute_url()).content.decode()


# --- What it costs ----------------------------------------------------------------------------------------------------
def test_the_citizens_page_costs_no_more_with_consents(citizen, owner):
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _number in range(number):
                consented(citizen, by)

    assert_same_queries(lambda: client.get(citizen.get_absolute_url()), lambda: more(1), lambda: more(30))


def test_a_consent_costs_the_same_whatever_was_shared(citizen, contact, owner):
    with acting(owner) as by:
        row = consented(citizen, by)
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            for _number in range(number):
                shared(contact, row, by)

    more(1)
    assert_same_queries(lambda: client.get(row.get_absolute_url()), lambda: more(2), lambda: more(97))
    assert_same_queries(lambda: client.get(contact.get_absolute_url()), lambda: more(2), lambda: more(50))
