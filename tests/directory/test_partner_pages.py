"""The pages of partners: whom to ask, what is offered, told, agreed; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from directory.actions.agreement import Terms
from directory.models import Agreement, AgreementParty, Partner, PartnerMeeting, PartnerMessage
from tests.cast import acting, client_of
from tests.directory.partner_factories import (
    AgreementFactory,
    MeetingFactory,
    MessageFactory,
    OfferFactory,
    PartnerFactory,
    PersonFactory,
)
from tests.factories import PlaceFactory
from tests.queries import assert_same_queries

LIST = reverse("directory:partners")


def days(number: int):
    return timezone.localdate() + timedelta(days=number)


def url(name: str, row) -> str:
    return reverse(f"directory:{name}", args=[row.pk])


@pytest.fixture
def partner(owner, centre) -> Partner:
    with acting(owner) as by:
        return PartnerFactory(unit=centre, name="Værestedet Ankeret", quota=3, note="Åbent alle dage.", by=by)


def test_one_page_tells_a_new_colleague_everything(owner, unit_mate, centre, partner):
    with acting(owner) as by:
        PersonFactory(partner=partner, name="Kirsten Mose", phone="12 34 56 78", hours="hverdage 8-10", by=by)
        OfferFactory(partner=partner, name="Morgenmad", demands="Ingen", by=by)
        MessageFactory(partner=partner, message="Vi kommer om tirsdagen", by=by)
        MeetingFactory(unit=centre, partners=[partner], agreed="Fast kontaktperson", by=by)
        AgreementFactory(unit=centre, terms=Terms(title="Besøg i caféen", partners=[partner]), by=by)
        partner.place_partners.set_partners([partner], place=PlaceFactory(unit=centre, name="Baggården", by=by))

    page = client_of(unit_mate).get(partner.get_absolute_url()).content.decode()

    told = (
        "0 af højst 3 borgere ad gangen", "Åbent alle dage.", "Kirsten Mose", "tel:12345678", "hverdage 8-10",
        "Morgenmad", "Vi kommer om tirsdagen", "Fast kontaktperson", "Besøg i caféen", "Baggården",
    )  # fmt: skip
    assert [text for text in told if text not in page] == []


def test_the_list_stands_by_kind_and_says_what_is_due(owner, centre, partner):
    with acting(owner) as by:
        MessageFactory(partner=partner, by=by)
        due = Terms(title="Snitflader", partners=[partner], review_on=days(0))
        AgreementFactory(unit=centre, terms=due, by=by)
        PartnerFactory(unit=centre, name="Akutafdelingen", kind=Partner.Kind.HOSPITAL, by=by)

    kinds = client_of(owner).get(LIST).context["kinds"]

    assert [
        (kind, [(line.name, [text for text, _tone, _icon in line.badges]) for line in lines]) for kind, lines in kinds
    ] == [
        ("Værested eller varmestue", [("Værestedet Ankeret", ["Skal kontaktes", "Aftale skal gennemgås"])]),
        ("Sygehus", [("Akutafdelingen", [])]),
    ]


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("partner_edit", {"name": "", "note": "Åbent hele natten"}, "Skal udfyldes."),
        ("contact_person_new", {"name": "Per", "mail": "ikke en adresse", "hours": "efter kl. 12"}, "e-mail"),
        ("offer_new", {"name": "", "demands": "Ædru"}, "Skal udfyldes."),
        ("message_new", {"message": "x" * 501, "channel": "visit", "priority": 1, "due_on": days(1)}, "500"),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(owner, partner, name, typed, said):
    page = client_of(owner).post(url(name, partner), typed).content.decode()

    assert said in page
    assert str(list(typed.values())[1]) in page


def test_a_partner_that_is_there_is_said_and_what_was_typed_is_kept(owner, partner):
    typed = {"name": "værestedet ANKERET", "kind": "other", "note": "Lukket om søndagen"}

    page = client_of(owner).post(reverse("directory:partner_new"), typed).content.decode()

    assert ["Samarbejdspartneren findes allerede." in page, "Lukket om søndagen" in page] == [True, True]


def test_a_second_offer_of_that_name_is_refused_in_words(owner, partner):
    with acting(owner) as by:
        OfferFactory(partner=partner, name="Morgenmad", by=by)

    page = client_of(owner).post(url("offer_new", partner), {"name": "Morgenmad"}).content.decode()

    assert "Tilbuddet står der allerede." in page


def test_who_saves_second_sees_both_and_decides(owner, colleague, partner):
    first, second = client_of(owner), client_of(colleague)
    sent = [dict(one.get(url("partner_edit", partner)).context["form"].initial) for one in (first, second)]
    whole = {"kind": partner.kind, "name": partner.name, "version": sent[0]["version"]}
    first.post(url("partner_edit", partner), {**whole, "note": "Lukket om søndagen"})

    page = second.post(url("partner_edit", partner), {**whole, "note": "Lukket om mandagen"}).content.decode()

    assert [text in page for text in ("Lukket om søndagen", "Lukket om mandagen", "Tag det nye")] == [True] * 3


def test_a_message_given_now_and_then_is_planned_again(owner, partner):
    with acting(owner) as by:
        row = MessageFactory(partner=partner, message="Lægerne orienteres", responsible=by, by=by)

    for _twice in range(2):
        client_of(owner).post(url("message_given", row), {"done_on": days(0), "again_on": days(180)})

    with acting(owner):
        rows = PartnerMessage.objects.order_by("due_on").values_list("message", "due_on", "done_on", "responsible")
        assert list(rows) == [
            ("Lægerne orienteres", days(0), days(0), owner.pk),
            ("Lægerne orienteres", days(180), None, owner.pk),
        ]


def test_a_message_can_be_taken_back_as_not_given(owner, partner):
    with acting(owner) as by:
        row = MessageFactory(partner=partner, by=by)
    client = client_of(owner)
    client.post(url("message_given", row), {"done_on": days(0)})
    version = client.get(url("message", row)).context["form"].initial["version"]

    whole = {"message": row.message, "channel": row.channel, "priority": row.priority, "due_on": days(2)}
    client.post(url("message", row), {**whole, "done_on": "", "version": version})

    with acting(owner):
        assert PartnerMessage.objects.values_list("due_on", "done_on").get() == (days(2), None)


def test_a_meeting_names_its_partners_and_needs_one(owner, centre, partner):
    client = client_of(owner)
    new = f"{reverse('directory:meeting_new')}?partner={partner.pk}"
    assert client.get(new).context["form"]["partners"].value() == [partner.pk]
    whole = {"kind": "start_up", "held_on": days(-1), "agreed": "Folderen er delt ud"}
    refused = client.post(new, whole).content.decode()

    answer = client.post(new, {**whole, "partners": [partner.pk], "next_on": days(30)})

    assert ["Vælg mindst én." in refused, "Folderen er delt ud" in refused] == [True, True]
    assert answer.url == partner.get_absolute_url()
    with acting(owner):
        row = PartnerMeeting.objects.get()
        assert (row.kind, row.next_on, row.noted_by_id) == ("start_up", days(30), owner.pk)
    assert "Værestedet Ankeret" in client.get(reverse("directory:meetings")).content.decode()


def test_an_agreement_is_written_read_and_gone_through(owner, partner):
    client = client_of(owner)
    new = f"{reverse('directory:agreement_new')}?partner={partner.pk}"
    typed = {
        "title": "Besøg på værestedet", "level": "practice", "partners": [partner.pk], "roles": "Vi supplerer",
        "interfaces": "De følger til læge", "visits": "Tirsdag kl. 10-12", "not_passed_on": "Sideforbrug, vi ser",
        "disagreement": "Lederne taler sammen", "signed_on": days(-5), "review_on": days(0),
    }  # fmt: skip
    answer = client.post(new, typed)

    page = client.get(answer.url).content.decode()
    assert [text for text in typed.values() if isinstance(text, str) and text != "practice" and text not in page] == []
    assert "Skal gennemgås" in page
    with acting(owner):
        row = Agreement.objects.get()
    client.post(url("agreement_review", row), {"reviewed_on": days(0), "review_on": days(365)})
    with acting(owner):
        row.refresh_from_db()
        assert (row.reviewed_on, row.review_on) == (days(0), days(365))


def test_an_agreement_that_has_ended_leaves_the_list_and_is_kept(owner, centre, partner):
    client = client_of(owner)
    with acting(owner) as by:
        row = AgreementFactory(unit=centre, terms=Terms(title="Gammel aftale", partners=[partner]), by=by)
    version = client.get(url("agreement_edit", row)).context["form"].initial["version"]
    client.post(
        url("agreement_edit", row),
        {"title": row.title, "level": row.level, "partners": [partner.pk], "ended_on": days(-1), "version": version},
    )

    agreements = reverse("directory:agreements")
    shown = {vis: "Gammel aftale" in client.get(agreements, {"vis": vis}).content.decode() for vis in ("", "ophoert")}
    assert shown == {"": False, "ophoert": True}


def test_a_partner_taken_out_of_an_agreement_stays_in_its_history(owner, centre, partner):
    with acting(owner) as by:
        row = AgreementFactory(unit=centre, terms=Terms(title="Aftale", partners=[partner]), by=by)
        AgreementParty.objects.set_partners([], agreement=row)

        assert list(AgreementParty.history.order_by("history_id").values_list("history_type", flat=True)) == ["+", "-"]


def test_another_units_partner_is_neither_shown_nor_chosen(owner, stranger, other_unit):
    with acting(stranger) as by:
        foreign = PartnerFactory(unit=other_unit, name="Fremmed partner", by=by)
    client = client_of(owner)
    new = reverse("directory:meeting_new")

    assert "Fremmed partner" not in client.get(new).content.decode()
    assert client.get(f"{new}?partner={foreign.pk}").status_code == 404
    client.post(new, {"kind": "visit", "held_on": days(0), "partners": [foreign.pk]})
    with acting(stranger):
        assert not PartnerMeeting.objects.exists()


def test_the_pages_cost_the_same_for_any_number_of_rows(owner, centre, partner):
    client = client_of(owner)

    def grow(number: int) -> None:
        with acting(owner) as by:
            for _turn in range(number):
                other = PartnerFactory(unit=centre, by=by)
                PersonFactory(partner=partner, by=by)
                OfferFactory(partner=partner, by=by)
                MessageFactory(partner=partner, responsible=by, by=by)
                MeetingFactory(unit=centre, partners=[partner, other], by=by)
                terms = Terms(title="Aftale", partners=[partner, other], review_on=days(0))
                AgreementFactory(unit=centre, terms=terms, by=by)

    grow(1)
    pages = (
        partner.get_absolute_url(),
        *(reverse(f"directory:{name}") for name in ("partners", "communication", "meetings", "agreements")),
    )
    for page in pages:
        assert_same_queries(lambda page=page: client.get(page), lambda: grow(2))
    assert_same_queries(lambda: client.get(LIST), lambda: grow(97))
