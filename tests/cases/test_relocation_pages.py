"""What waits when a citizen moves to another municipality, what stands around it, and its pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case
from cases.actions.consent import withdraw_consent
from cases.actions.identity import merge_citizens
from cases.actions.relocation import send_relocation
from cases.changes import history_of
from cases.closing_parts import open_ends
from cases.models import CasePeriod, Citizen, Information, ReceivedRelocation, Relocation, RelocationReceipt
from tests.cases.relocation_factories import allowed, mover, received, sent, waits
from tests.cast import acting, client_of, token
from tests.directory.partner_factories import PartnerFactory
from tests.queries import assert_same_queries


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


# --- What waits -------------------------------------------------------------------------------------------------------
def test_it_waits_with_the_receivers_without_a_name_until_one_takes_it(
    citizen, owner, elsewhere, outsider, outside_leader
):
    row = sent(citizen, owner, elsewhere)
    line = ("Borger flytter hertil fra Odense Kommune", f"overlevering sendt {timezone.localdate().day}.", "")
    before = [waits(user, mine=mine) for user in (outsider, outside_leader) for mine in (True, False)]
    received(row, outsider)

    assert [[(title, meta[: len(line[1])], mark) for title, meta, mark in lines] for lines in before] == [[line]] * 4
    assert (waits(outsider), waits(outside_leader, mine=True)) == ([], [])


def test_after_a_week_the_sender_is_to_ring(citizen, owner, colleague, elsewhere):
    sent(citizen, owner, elsewhere)
    early = waits(owner, mine=True)
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        late = [waits(owner, mine=True), waits(colleague, mine=False), waits(colleague, mine=True)]

    line = ("Flyttet: Karla", "Aarhus Kommune · sendt for 7 dage siden", "Ring til dem")
    assert (early, late) == ([], [[line], [line], []])


def test_a_consent_that_ended_waits_with_the_sender_at_once(citizen, owner, elsewhere):
    row = sent(citizen, owner, elsewhere)
    with acting(owner) as by:
        withdraw_consent(consent=row.consent, on=day(0), how="oral", by=by)

    assert waits(owner) == [("Flyttet: Karla", "Aarhus Kommune · sendt i dag", "De kan ikke læse den")]


# --- Around it --------------------------------------------------------------------------------------------------------
def test_a_closed_course_offers_it_and_one_that_was_sent_is_an_open_end(citizen, case, owner, elsewhere):
    with acting(owner) as by:
        close_case(case=case, reason="moved", note="", at=timezone.now(), by=by)
    new = reverse("cases:relocation_new", args=[citizen.pk])
    offers = [client_of(owner).get(page.get_absolute_url()).content.decode().count(new) for page in (case, citizen)]
    sent(citizen, owner, elsewhere)
    with acting(owner) as by:
        case.citizen = Citizen.objects.labelled(by).get(pk=citizen.pk)
        ends = [(one.title, one.meta) for one in open_ends(case) if one.icon == "switch"]

    assert offers == [1, 2]
    assert ends == [("Overlevering til Aarhus Kommune", "Venter på svar")]


def test_a_merge_carries_it_on_both_sides(citizen, unit_citizen, owner, leader, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    copy = received(row, outsider)
    double = mover("Karla Zornfelt", outsider)
    with acting(leader) as by:
        keep, gone = Citizen.objects.get(pk=unit_citizen.pk), Citizen.objects.get(pk=citizen.pk)
        merge_citizens(keep=keep, gone=gone, reason="Samme", by=by)
        carried = Relocation.objects.get(pk=row.pk).citizen_id
    with acting(outsider) as by:
        merge_citizens(
            keep=Citizen.objects.get(pk=double.pk), gone=Citizen.objects.get(pk=copy.citizen_id), reason="", by=by
        )
        received_by = ReceivedRelocation.objects.get(pk=copy.pk).citizen_id

    assert (carried, received_by) == (unit_citizen.pk, double.pk)


def test_the_history_of_each_citizen_tells_its_own(citizen, owner, leader, elsewhere, outsider, outside_leader):
    row = sent(citizen, owner, elsewhere)
    copy = received(row, outsider)

    def kinds(who, user):
        with acting(user) as by:
            lines = history_of([who.pk], by, before=None, hidden=False, limit=100).lines
        return {line.change.model.lower() for line in lines}

    sender, receiver = kinds(citizen, leader), kinds(copy.citizen, outside_leader)
    assert sender >= {"overlevering til anden kommune", "svar på overlevering"}
    assert receiver == {"borger", "overlevering fra anden kommune"}


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_the_form_holds_the_covered_texts_only_with_what_is_known(citizen, owner, elsewhere, far_unit):
    allowed(citizen, owner, kinds=["whereabouts", "network"], kinds_words="nøglen til skuret")
    page = client_of(owner).get(reverse("cases:relocation_new", args=[citizen.pk]))
    form = page.context["form"]

    assert form.keys == ["whereabouts", "network", "other"]
    assert token("citizen", "bestmet") in form.initial["whereabouts"]
    assert token("citizen", "sister") in form.initial["network"]
    assert form.initial["receiver"] == elsewhere.pk
    assert "0101901234" not in page.content.decode()


def test_what_was_typed_stays_when_the_only_consent_ended_meanwhile(citizen, owner, elsewhere, far_unit):
    consent = allowed(citizen, owner)
    with acting(owner) as by:
        withdraw_consent(consent=consent, on=day(0), how="oral", by=by)
    typed = {"consent": consent.pk, "receiver": elsewhere.pk, "moved_on": day(0), "plans": "Alt, jeg skrev"}
    answer = client_of(owner).post(reverse("cases:relocation_new", args=[citizen.pk]), typed).content.decode()

    assert "trukket tilbage" in answer
    assert "Alt, jeg skrev" in answer


def test_a_municipality_where_nobody_could_take_over_is_not_offered(citizen, owner, elsewhere):
    allowed(citizen, owner)
    page = client_of(owner).get(reverse("cases:relocation_new", args=[citizen.pk])).content.decode()

    assert "Ingen anden kommune bruger Brobyg endnu" in page


def test_of_several_consents_one_is_chosen_first(citizen, owner, far_unit):
    one, other = allowed(citizen, owner), allowed(citizen, owner, kinds=["housing"])
    address, client = reverse("cases:relocation_new", args=[citizen.pk]), client_of(owner)
    page = client.get(address).content.decode()
    form = client.get(f"{address}?samtykke={other.pk}").context["form"]

    assert (f"samtykke={one.pk}" in page, "<textarea" in page, form.keys) == (True, False, ["housing"])


def test_a_move_of_long_ago_is_not_proposed_as_the_day(citizen, case, owner, far_unit):
    allowed(citizen, owner)
    with acting(owner) as by:
        close_case(case=case, reason="moved", note="", at=timezone.now() - timedelta(days=3), by=by)
    address, client = reverse("cases:relocation_new", args=[citizen.pk]), client_of(owner, purpose_for=[citizen])
    lately = client.get(address).context["form"].initial["moved_on"]
    with acting(owner) as by:
        CasePeriod.objects.filter(case=case).update(
            opened_at=timezone.now() - timedelta(days=500), closed_at=timezone.now() - timedelta(days=400)
        )

    assert (lately, "moved_on" in client.get(address).context["form"].initial) == (day(-3), False)


@pytest.mark.parametrize("others", [True, False])
def test_without_a_consent_or_a_municipality_the_page_says_what_to_do(citizen, owner, others, request):
    if others:
        request.getfixturevalue("far_unit")
    else:
        allowed(citizen, owner)
    page = client_of(owner).get(reverse("cases:relocation_new", args=[citizen.pk])).content.decode()

    said = "intet gyldigt samtykke" if others else "Ingen anden kommune bruger Brobyg endnu"
    assert said in page
    assert "<textarea" not in page


def test_an_anonymous_citizen_is_not_handed_over(anonymous_citizen, owner, elsewhere):
    page = client_of(owner, purpose_for=[anonymous_citizen]).get(
        reverse("cases:relocation_new", args=[anonymous_citizen.pk])
    )
    assert "Der kan ikke sendes en overlevering" in page.content.decode()


def test_received_on_the_page_with_a_look_at_who_it_may_be(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    twin = mover("Carla Zornfeld", outsider)
    client, page = client_of(outsider), reverse("cases:relocation_receive", args=[row.pk])
    offered = client.get(page).content.decode()
    nothing = client.post(page, {"who": ""}).content.decode()
    answer = client.post(page, {"who": str(twin.pk)})

    assert ("Carla Zornfeld" in offered, "Vælg en borger" in nothing) == (True, True)
    assert answer.url == twin.get_absolute_url()
    assert client.get(page).status_code == 404


def test_somebody_else_is_looked_for_without_answering(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    mover("Palle Pedalsen", outsider)
    page = client_of(outsider).post(
        reverse("cases:relocation_receive", args=[row.pk]), {"seek": "1", "searched": "Pedalsen"}
    )
    assert "Palle Pedalsen" in page.content.decode()
    with acting(outsider):
        assert not RelocationReceipt.objects.exists()


def test_the_same_form_twice_is_one(citizen, owner, elsewhere):
    consent = allowed(citizen, owner)
    first = sent(citizen, owner, elsewhere, consent=consent)
    with acting(owner) as by:
        again = send_relocation(
            citizen=citizen, consent=consent, receiver=elsewhere, moved_on=day(0), texts={"plans": "x"},
            entry_id=first.pk, by=by,
        )  # fmt: skip
    assert (again.pk, again.plans) == (first.pk, "Vil have en ny kontaktperson")


def test_pages_cost_the_same_for_many(citizen, owner, centre, elsewhere, outsider):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, by=by)
    # Everything there is to draft from, and a partner whose agreements are asked for.
    consent = allowed(citizen, owner, kinds=Information.values, partner=partner, other_kind="", other_name="")
    rows = [sent(citizen, owner, elsewhere, consent=consent)]
    sender, receiver = client_of(owner), client_of(outsider)
    new = reverse("cases:relocation_new", args=[citizen.pk])

    def more(count: int) -> None:
        for number in range(count):
            rows.append(sent(citizen, owner, elsewhere, consent=consent))
            mover(f"Karla Zornfeldt{number}", outsider)

    pages = [
        (sender, citizen.get_absolute_url()),
        (sender, new),
        (sender, rows[0].get_absolute_url()),
        (receiver, reverse("cases:relocation_come", args=[rows[0].pk])),
        (receiver, reverse("cases:relocation_receive", args=[rows[0].pk])),
        (receiver, reverse("cases:unit_overview")),
        (receiver, reverse("cases:warm_handovers")),
    ]
    mover("Karla Zornfeldt", outsider)
    assert {client.get(page).status_code for client, page in pages} == {200}
    for client, page in pages:
        assert_same_queries(lambda client=client, page=page: client.get(page), lambda: more(2), lambda: more(20))
