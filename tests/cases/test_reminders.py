"""What is copied to a citizen's telephone says day and clock, and nothing else."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.urls import reverse
from django.utils import translation

from accounts.actions.units import add_unit
from accounts.models import Organisation, Unit
from cases.reminders import reminder, tells
from tests.cases.talk_factories import planned
from tests.cast import SURNAMES, acting, client_of, token

WORDING = reverse("cases:reminder")


def test_the_usual_words_with_and_without_a_clock_also_on_an_english_screen(municipality):
    with translation.override("en"):
        said = [reminder(municipality, date(2026, 12, 4), clock) for clock in (time(13), None)]

    assert said == [
        "Hej. Husk vores aftale fredag den 4. december kl. 13.00. Ring, hvis du ikke kan.",
        "Hej. Husk vores aftale fredag den 4. december. Ring, hvis du ikke kan.",
    ]


def test_the_agreement_shows_it_without_subject_place_or_name(citizen, owner, place):
    with acting(owner) as by:
        talk = planned(citizen, by=by, title=token("citizen", "title"), place=place, due_at=time(9))

    said = client_of(owner).get(talk.get_absolute_url()).context["talk"]["reminder"]

    leaks = (token("citizen", "title"), SURNAMES["citizen"], place.name, owner.name)
    assert [leak for leak in leaks if leak in said] == []


def test_the_organisation_says_it_in_its_own_words(administrator, municipality, owner, citizen):
    client_of(administrator).post(WORDING, {"text": "Vi ses {tidspunkt}."})
    with acting(owner) as by:
        talk = planned(citizen, by=by, due_on=date(2031, 1, 3), due_at=time(9, 30))

    page = client_of(owner).get(talk.get_absolute_url()).content.decode()

    assert "Vi ses fredag den 3. januar kl. 09.30." in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Vi ses.", "{tidspunkt}"),
        ("Vi ses {tidspunkt} i {sted}", "Kun {tidspunkt}"),
        ("Behandling {tidspunkt}", "»Behandling« fortæller"),
        ("Hilsen rusmiddelcentret {tidspunkt}", "»rusmiddelcentret« fortæller"),
        ("Hilsen bryggen {tidspunkt}", "»Bryggen« fortæller"),
    ],
)
def test_words_that_tell_are_refused_and_kept(administrator, municipality, text, said):
    with acting(administrator) as by:
        add_unit(organisation=municipality, name="Bryggen", kind=Unit.Kind.OTHER, by=by)

    answer = client_of(administrator).post(WORDING, {"text": text})

    assert any(said in error for error in answer.context["form"].errors["text"])
    assert answer.context["form"]["text"].value() == text
    assert Organisation.objects.get(pk=municipality.pk).reminder_text == ""


def test_a_name_that_only_holds_such_a_word_tells_nothing():
    assert tells("Kristoffer ringer til dig", "", "") == ""


def test_a_link_that_tells_is_not_offered_for_an_sms(citizen, owner):
    with acting(owner) as by:
        telling = planned(citizen, by=by, way="video", link="https://moede.rusmiddelcenter.example/1")
        quiet = planned(citizen, by=by, way="video", link="https://video.example/1")
    pages = [client_of(owner).get(talk.get_absolute_url()).content.decode() for talk in (telling, quiet)]

    assert ["Send ikke linket i en SMS" in page for page in pages] == [True, False]
    assert ['id="meeting-link"' in page for page in pages] == [False, True]
