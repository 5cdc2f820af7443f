"""The demo is what the issue promised: 164 met, 91 with motivation work begun, 73 guided, over two years."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Q
from django.utils import timezone

from accounts.acting import inside
from accounts.models import Membership, Organisation, User
from accounts.policy import Role
from cases.models import Absence, Admission, Assignment, Case, Citizen, Contact, TreatmentRequest
from demo.organisations import PASSWORD
from demo.places import TOWNS

pytestmark = pytest.mark.django_db


def numbers(organisation: Organisation) -> dict[str, int]:
    with inside(organisation):
        citizens = Citizen.objects.filter(organisation=organisation, merged_into=None)
        begun = Q(cases__steps__step__startswith="motivation.", cases__steps__started_at__isnull=False)
        motivated = citizens.filter(begun).distinct()
        return {
            "met": citizens.filter(contacts__isnull=False).distinct().count(),
            "motivated": motivated.count(),
            "guided": citizens.exclude(pk__in=motivated).exclude(cases__periods__closed_at=None).count()
            # Who has moved here was not met yet; nor was who rang and is anonymous.
            + citizens.filter(cases=None, received_relocations=None).exclude(enquiries__is_anonymous=True).count(),
            "open": Case.objects.open().filter(citizen__in=motivated, pathway="outreach").count(),
        }


@pytest.mark.one_engine("sqlite")
def test_three_organisations_with_the_numbers_of_the_trial_and_only_once(capsys):
    call_command("demo")

    first = {organisation.name: numbers(organisation) for organisation in Organisation.objects.all()}
    assert first == {
        "Odense (demo)": {"met": 71, "motivated": 39, "guided": 32, "open": 29},
        "Aarhus (demo)": {"met": 93, "motivated": 52, "guided": 41, "open": 42},
        "Fonden Åhuset (demo)": {"met": 0, "motivated": 0, "guided": 0, "open": 0},
    }
    with inside(Organisation.objects.get(municipality_code="461")):
        oldest = Contact.objects.earliest("at").at
        clocks = {request.day() for request in TreatmentRequest.objects.filter(ended_on=None)}
        out = Admission.objects.current().filter(expected_on__gt=timezone.localdate()).order_by("expected_on")
        tomorrow = list(out.values_list("expected_on", flat=True)[:1])
        away = Absence.objects.filter(organisation__municipality_code="461").order_by("from_on")
        covered = [(row.user.name, row.covers.count()) for row in away.select_related("user")]
        left = Assignment.objects.filter(user__email="ejner@demo.example", kind="contact_person", to_on=None).count()
    assert (covered, left) == ([("Jonas Lærkeholm", 7), ("Mette Kornvig", 15)], 3)
    assert timedelta(days=550) < timezone.now() - oldest <= timedelta(days=730)
    assert clocks >= {3, 8, 11, 12, 13, 16}
    assert tomorrow == [timezone.localdate() + timedelta(days=1)]

    call_command("demo")
    assert Organisation.objects.count() == 3
    assert "nothing was added" in capsys.readouterr().out


def test_each_role_has_a_sign_in():
    assert {staff.role for town in TOWNS for staff in town.staff if staff.shown} == set(Role)


def test_the_list_of_sign_ins_opens_the_door(client, monkeypatch, capsys):
    monkeypatch.setattr("demo.management.commands.demo.TOWNS", TOWNS[2:])
    call_command("demo")
    call_command("demo", sign_ins=True)

    assert f"Password for everybody: {PASSWORD}" in capsys.readouterr().out
    answer = client.post("/konto/log-ind/", {"login": "dorthe@demo.example", "password": PASSWORD})
    assert answer.status_code == 302


def test_where_real_people_work_the_demo_adds_nobody_and_lists_nobody(owner, capsys):
    people = User.objects.count()

    call_command("demo")
    call_command("demo", sign_ins=True)

    assert User.objects.count() == people
    assert "No demo here" in capsys.readouterr().out


def test_in_service_there_is_no_demo(settings):
    settings.IN_SERVICE = True

    with pytest.raises(CommandError, match="BROBYG_MODE=service"):
        call_command("demo")
    assert Membership.objects.count() == 0
