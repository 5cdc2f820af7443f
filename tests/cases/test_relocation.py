"""A citizen moves: what a consent covers is copied for another municipality, and each side sees its own only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.consent import withdraw_consent
from cases.actions.relocation import decline_relocation, take_back_relocation
from cases.models import Citizen, ReceivedRelocation, Relocation, RelocationReceipt
from cases.relocations import standing
from cases.timeline import timeline
from tests.cases.relocation_factories import allowed, received, sent, waits
from tests.cast import SURNAMES, acting, client_of, token
from tests.factories import CitizenFactory


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def come(user) -> list[str]:
    with acting(user) as by:
        return [row.plans for row in Relocation.objects.visible_to(by)]


def told(citizen: Citizen, user) -> list[tuple[str, str]]:
    with acting(user) as by:
        shown = Citizen.objects.labelled(by).get(pk=citizen.pk)
        return [(entry.title, entry.body) for entry in timeline(shown, by, kind="moved_away").entries]


# --- What may be sent -------------------------------------------------------------------------------------------------
def test_what_is_sent_is_what_the_consent_covers_and_no_more(citizen, owner, elsewhere):
    row = sent(citizen, owner, elsewhere, texts={"plans": " Et værelse ", "meetings": ""}, with_phone=True)

    copied = (row.name, row.cpr, row.phone, row.plans, row.meetings, row.kinds, row.consent_to_on)
    assert copied == ("Karla Zornfeldt", None, "20304050", "Et værelse", "", "meetings plans", day(170))
    assert (row.shared_with, row.purpose) == (elsewhere, "Så aftalerne hænger sammen")


def test_a_type_that_is_not_covered_is_refused_at_its_field(citizen, owner, elsewhere):
    with pytest.raises(ValidationError) as refused:
        sent(citizen, owner, elsewhere, texts={"plans": "ja", "medicine": "Metadon"})

    assert list(refused.value.error_dict) == ["medicine"]


def test_the_database_refuses_it_too(citizen, owner, elsewhere):
    row = sent(citizen, owner, elsewhere)
    for fields in ({"medicine": "Metadon"}, {"work": "x", "kinds": "network plans"}, {"other": "x"}):
        with acting(owner), pytest.raises(IntegrityError, match="is_covered"), transaction.atomic():
            Relocation.objects.filter(pk=row.pk).update(**fields)


@pytest.mark.parametrize(
    "how",
    [{"direction": "ask"}, {"given_on": -200, "to_on": -1}, {"withdrawn": True}],
    ids=["may only ask", "ran out", "taken back"],
)
def test_without_a_consent_that_holds_nothing_is_sent(citizen, owner, elsewhere, how):
    withdrawn = how.pop("withdrawn", False)
    consent = allowed(citizen, owner, **{key: day(at) if isinstance(at, int) else at for key, at in how.items()})
    if withdrawn:
        with acting(owner) as by:
            withdraw_consent(consent=consent, on=day(0), how="oral", by=by)
    with pytest.raises(ValidationError):
        sent(citizen, owner, elsewhere, consent=consent)
    with acting(owner):
        assert not Relocation.objects.exists()


def test_another_citizens_consent_sends_nothing(citizen, unit_citizen, owner, unit_mate, elsewhere):
    consent = allowed(unit_citizen, unit_mate)
    with pytest.raises(ValidationError):
        sent(citizen, owner, elsewhere, consent=consent)


def test_neither_to_oneself_nor_empty(citizen, owner, municipality, elsewhere):
    consent = allowed(citizen, owner)
    with pytest.raises(ValidationError) as to_oneself:
        sent(citizen, owner, municipality, consent=consent)
    with pytest.raises(ValidationError, match="mindst ét felt"):
        sent(citizen, owner, elsewhere, consent=consent, texts={"plans": "  "})

    assert list(to_oneself.value.error_dict) == ["receiver"]


def test_of_somebody_without_a_name_neither_alias_nor_number_goes(alias_citizen, owner, elsewhere):
    row = sent(alias_citizen, owner, elsewhere, with_cpr=True, with_phone=True)

    assert (row.name, row.cpr, row.phone) == ("", None, None)


# --- Who sees it ------------------------------------------------------------------------------------------------------
def test_sender_and_receiver_see_it_and_nobody_else(
    citizen, owner, leader, elsewhere, outsider, outside_leader, stranger, crisis_worker, spotter, outside_dpo
):
    sent(citizen, owner, elsewhere)

    seen = {user.email: come(user) for user in (owner, leader, outsider, outside_leader)}
    assert set(map(tuple, seen.values())) == {("Vil have en ny kontaktperson",)}
    assert [come(user) for user in (stranger, crisis_worker, spotter, outside_dpo)] == [[], [], [], []]


def test_the_receiver_sees_nothing_of_the_citizen_but_what_was_copied(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere, texts={"plans": token("citizen", "copied")})
    client = client_of(outsider)
    pages = [reverse(f"cases:{name}", args=[row.pk]) for name in ("relocation_come", "relocation_receive")]
    texts = "".join(client.get(page).content.decode() for page in [*pages, reverse("cases:my_day")])
    elsewhere_pages = [citizen.get_absolute_url(), row.get_absolute_url(), row.consent.get_absolute_url()]

    assert token("citizen", "copied") in texts
    assert SURNAMES["citizen"] in texts
    assert not [
        what for what in ("note", "words", "wishes", "address", "alias", "sister") if token("citizen", what) in texts
    ]
    assert "010190" not in texts
    assert [client.get(page).status_code for page in elsewhere_pages] == [404, 404, 404]


def test_each_sides_log_says_who_looked(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    client_of(outsider).get(reverse("cases:relocation_come", args=[row.pk]))
    client_of(owner).get(row.get_absolute_url())

    def looks(user):
        with acting(user):
            rows = AccessLog.objects.filter(user_id=user.pk, action="view")
            return set(rows.values_list("object_id", "citizen_id"))

    assert (row.pk, None) in looks(outsider)
    assert (None, citizen.pk) in looks(owner)
    assert citizen.pk not in {seen for _row, seen in looks(outsider)}


def test_a_protected_citizen_is_taken_over_by_the_leader_and_stays_protected(
    protected_citizen, owner, elsewhere, outsider, outside_leader
):
    row = sent(protected_citizen, owner, elsewhere)
    page = reverse("cases:relocation_come", args=[row.pk])
    answers = [client_of(user).get(page).status_code for user in (outsider, outside_leader)]
    copy = received(row, outside_leader)

    assert (answers, copy.citizen.protected) == ([403, 200], True)


# --- Until when -------------------------------------------------------------------------------------------------------
def test_what_is_taken_back_is_read_no_more(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    with acting(owner) as by:
        take_back_relocation(relocation=row, by=by)

    assert (come(outsider), waits(outsider)) == ([], [])
    assert client_of(outsider).get(reverse("cases:relocation_come", args=[row.pk])).status_code == 404


def test_when_the_consent_is_taken_back_or_runs_out_it_is_read_no_more(citizen, owner, elsewhere, outsider):
    sent(citizen, owner, elsewhere, consent=allowed(citizen, owner, to_on=day(3)))
    taken = sent(citizen, owner, elsewhere, texts={"plans": "to"})
    both = sorted(come(outsider))
    with acting(owner) as by:
        withdraw_consent(consent=taken.consent, on=day(0), how="oral", by=by)
    one = come(outsider)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        none = come(outsider)

    assert (both, one, none) == (["Vil have en ny kontaktperson", "to"], ["Vil have en ny kontaktperson"], [])


def test_what_was_received_stays_the_receivers(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    copy = received(row, outsider)
    with acting(owner) as by:
        withdraw_consent(consent=row.consent, on=day(0), how="oral", by=by)
        with pytest.raises(ValidationError, match="taget imod"):
            take_back_relocation(relocation=row, by=by)
    page = client_of(outsider, purpose_for=[copy.citizen]).get(copy.get_absolute_url())

    assert "Vil have en ny kontaktperson" in page.content.decode()


# --- Taken over, or not -----------------------------------------------------------------------------------------------
def test_received_on_a_new_citizen_both_histories_tell_their_half(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere, with_cpr=True)
    copy = received(row, outsider)
    with acting(owner):
        state = standing(Relocation.objects.select_related("consent", "receipt").get(pk=row.pk))
    new = copy.citizen

    assert (new.name, new.cpr, new.home_municipality, new.organisation) == (
        "Karla Zornfeldt", "0101901234", "751", elsewhere,
    )  # fmt: skip
    assert (copy.plans, copy.sender.name, copy.sent_by) == ("Vil have en ny kontaktperson", "Odense Kommune", owner)
    assert (state.is_received, state.answered_on) == (True, day(0))
    assert told(citizen, owner) == [
        ("Overlevering modtaget: Aarhus Kommune", ""),
        ("Overlevering sendt til Aarhus Kommune", "Aftaler og fremmøde, Planer og mål"),
    ]
    assert told(new, outsider) == [
        ("Overlevering modtaget fra Odense Kommune", "Aftaler og fremmøde, Planer og mål"),
    ]


def test_received_on_one_they_know_already_changes_nothing_of_theirs(
    citizen, owner, elsewhere, outsider, foreign_citizen
):
    row = sent(citizen, owner, elsewhere, with_phone=True)
    with acting(outsider):
        theirs = Citizen.objects.get(pk=foreign_citizen.pk)
    copy = received(row, outsider, citizen=theirs)

    assert (copy.citizen_id, copy.phone, copy.citizen.name, copy.citizen.phone) == (
        foreign_citizen.pk, "20304050", "Karla Ytzenhoff", None,
    )  # fmt: skip


def test_the_first_answer_counts(citizen, owner, elsewhere, outsider, outside_leader):
    row = sent(citizen, owner, elsewhere)
    received(row, outsider)
    with pytest.raises(ValidationError, match="en anden i jeres kommune"):
        received(row, outside_leader)
    with acting(outsider):
        assert ReceivedRelocation.objects.count() == 1


def test_declined_comes_back_to_the_sender_with_the_reason(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    with acting(outsider) as by:
        with pytest.raises(ValidationError) as refused:
            decline_relocation(relocation=row, refusal=" ", by=by)
        decline_relocation(relocation=row, refusal="Er flyttet videre", by=by)
    back = waits(owner, mine=True)
    with acting(owner) as by:
        take_back_relocation(relocation=row, by=by)

    assert list(refused.value.error_dict) == ["refusal"]
    assert back == [("Flyttet: Karla", "Aarhus Kommune · sendt i dag", "De tager ikke imod")]
    assert (waits(owner, mine=True), waits(outsider)) == ([], [])


def test_a_cpr_number_that_somebody_here_has_is_not_given_to_a_second(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere, with_cpr=True)
    with acting(outsider) as by:
        CitizenFactory(unit=by.membership.unit, cpr="0101901234", by=by)
    with pytest.raises(ValidationError) as refused:
        received(row, outsider)
    with acting(outsider):
        answered = RelocationReceipt.objects.exists()

    assert (list(refused.value.error_dict), answered) == (["who"], False)


# --- What the database refuses ----------------------------------------------------------------------------------------
def test_a_copy_cannot_hang_on_the_senders_citizen(citizen, owner, elsewhere, outsider):
    copy = received(sent(citizen, owner, elsewhere), outsider)
    with acting(outsider), pytest.raises(DatabaseError, match="points at another organisation"), transaction.atomic():
        ReceivedRelocation.objects.filter(pk=copy.pk).update(citizen=citizen.pk)


def test_only_those_it_is_shared_with_can_answer(citizen, owner, elsewhere, outsider):
    row = sent(citizen, owner, elsewhere)
    with acting(owner) as by:
        take_back_relocation(relocation=row, by=by)
    with acting(outsider), pytest.raises(DatabaseError, match="points at another organisation"), transaction.atomic():
        RelocationReceipt.objects.create(relocation_id=row.pk, shared_with=row.organisation, answered_by=outsider)
