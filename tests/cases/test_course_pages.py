"""A course through its pages: opened, carried, paused, closed, opened again; who may and who may not."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from audit.models import AccessLog
from cases.actions.case import close_case, end_assignment, open_case, pause_case
from cases.actions.follower import choose_followers, followers_of
from cases.dates import short_day
from cases.models import Assignment, Case, CasePause, CasePeriod
from tests.cast import acting, client_of
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries


def today() -> str:
    return timezone.localdate().isoformat()


def carriers(case: Case, user) -> dict[str, str]:
    with acting(user):
        rows = Assignment.objects.current().filter(case=case).select_related("user")
        return {row.user.name: row.kind for row in rows}


def test_a_course_is_opened_with_contact_person_and_others(alias_citizen, owner, colleague):
    url = reverse("cases:case_open", args=[alias_citizen.pk])
    answers = {"pathway": "outreach", "contact_person": owner.pk, "others": [colleague.pk], "on": today()}

    response = client_of(owner, purpose_for=[alias_citizen]).post(url, answers)

    with acting(owner):
        case = Case.objects.get(citizen=alias_citizen)
    assert response["Location"] == case.get_absolute_url()
    assert carriers(case, owner) == {"Oda Lind": "contact_person", "Kasper Holm": "other"}


def test_sending_the_same_opening_twice_makes_one_course_and_says_so(alias_citizen, owner):
    client = client_of(owner, purpose_for=[alias_citizen])
    url = reverse("cases:case_open", args=[alias_citizen.pk])
    answers = {"pathway": "outreach", "contact_person": owner.pk, "on": today()}

    client.post(url, answers)
    response = client.post(url, answers)

    assert response.status_code == 200
    assert "Borgeren har allerede et åbent forløb" in response.content.decode()
    with acting(owner):
        assert Case.objects.filter(citizen=alias_citizen).count() == 1


def test_somebody_comes_along_and_the_contact_person_is_changed_where_one_says_why(case, owner, mentor):
    client, url = client_of(owner), reverse("cases:case_assign", args=[case.pk])
    assert reverse("cases:case_followers", args=[case.pk]) in client.get(url).content.decode()

    client.post(url, {"user": mentor.pk, "kind": "contact_person", "on": today()})
    refused = client.post(url, {"user": owner.pk, "on": today()})

    assert refused.context["form"].errors.keys() == {"user"}
    everybody = {"Oda Lind": "contact_person", "Kasper Holm": "other", "Mikkel Bruun": "other"}
    assert carriers(case, owner) == everybody


def test_the_backup_is_neither_ended_nor_made_something_else_without_a_reason(case, owner, colleague, mentor):
    with acting(owner) as by:
        told = {"on": timezone.localdate(), "chosen_by": "citizen", "reason": "Ønsket", "by": by}
        was = followers_of(case)["contact_person"].pk
        choose_followers(case=case, contact_person=owner, backup=mentor, coordinator=None, was=was, **told)
        backup = followers_of(case)["backup"]
    client = client_of(owner)
    refused = client.post(reverse("cases:case_assign", args=[case.pk]), {"user": mentor.pk, "on": today()})
    page = client.get(case.get_absolute_url()).content.decode()
    end = reverse("cases:assignment_end", args=[case.pk, backup.pk])
    led = client.post(end)

    assert "Personen er bagstopper" in refused.content.decode()
    assert end not in page
    assert led.url == reverse("cases:case_followers", args=[case.pk])
    assert carriers(case, owner)["Mikkel Bruun"] == "backup"


def test_the_contact_person_is_ended_with_a_reason_and_the_course_says_it(case, owner):
    with acting(owner):
        row = followers_of(case)["contact_person"]
    client, url = client_of(owner), reverse("cases:case_followers", args=[case.pk])
    led = client.post(reverse("cases:assignment_end", args=[case.pk, row.pk]))
    sent = {"contact_person": "", "on": today()}
    silent = client.post(url, sent)

    assert led.url == url
    assert silent.context["form"].errors.keys() == {"reason"}
    assert carriers(case, owner)["Oda Lind"] == "contact_person"

    client.post(url, sent | {"reason": "Ny stilling, ingen afløser endnu"})
    page = client_of(owner, purpose_for=[case.citizen]).get(case.get_absolute_url()).content.decode()
    assert "Oda Lind" not in carriers(case, owner)
    assert "Stoppet, uden at en anden tog over: Ny stilling, ingen afløser endnu" in page
    assert "Ingen kontaktperson" in page


def test_the_first_contact_person_is_chosen_without_a_reason(case, owner, mentor):
    with acting(owner) as by:
        end_assignment(assignment=followers_of(case)["contact_person"], on=timezone.localdate(), reason="Barsel", by=by)
    url = reverse("cases:case_followers", args=[case.pk])

    client = client_of(owner, purpose_for=[case.citizen])
    client.post(url, {"contact_person": mentor.pk, "chosen_by": "team", "on": today()})

    assert carriers(case, owner)["Mikkel Bruun"] == "contact_person"


def test_somebody_of_another_unit_cannot_be_chosen(case, owner, stranger):
    url = reverse("cases:case_assign", args=[case.pk])

    response = client_of(owner).post(url, {"user": stranger.pk, "on": today()})

    assert "Personen arbejder ikke i enheden mere" in response.content.decode()


def test_an_assignment_ends_today(case, owner, colleague):
    with acting(owner):
        row = Assignment.objects.get(case=case, user=colleague)

    client_of(owner).post(reverse("cases:assignment_end", args=[case.pk, row.pk]))

    assert carriers(case, owner) == {"Oda Lind": "contact_person"}


def test_a_pause_says_why_and_ends_when_the_course_is_resumed(case, owner):
    client = client_of(owner)
    client.post(reverse("cases:case_pause", args=[case.pk]), {"reason": "Indlagt på P4", "on": today()})
    page = client.get(case.get_absolute_url()).content.decode()
    client.post(reverse("cases:case_resume", args=[case.pk]))

    assert "Indlagt på P4" in page
    with acting(owner):
        assert CasePause.objects.get(case=case).resumed_at is not None


def test_a_course_is_closed_with_a_reason_and_opened_again(case, owner):
    client = client_of(owner)
    close = reverse("cases:case_close", args=[case.pk])
    client.post(close, {"reason": "contact_lost", "note": "", "on": today()})
    closed = client.get(case.get_absolute_url()).content.decode()
    client.post(reverse("cases:case_reopen", args=[case.pk]), {"contact_person": owner.pk, "on": today()})

    assert "Kontakten mistet" in closed
    with acting(owner):
        periods = CasePeriod.objects.filter(case=case).order_by("opened_at")
        assert [period.close_reason for period in periods] == ["contact_lost", ""]
    assert carriers(case, owner)["Oda Lind"] == "contact_person"


def test_nothing_goes_on_in_a_closed_course(case, owner):
    url = reverse("cases:step_start", args=[case.pk, "contact.visibility"])
    client = client_of(owner)
    client.post(url)
    going = client.get(case.get_absolute_url()).content.decode()
    with acting(owner) as by:
        close_case(case=case, reason="contact_lost", by=by)

    over = client.get(case.get_absolute_url()).content.decode()

    assert ['<span class="step-state">I gang' in page for page in (going, over)] == [True, False]


def test_whoever_carried_a_closed_course_is_shown_with_their_last_day(case, owner, colleague):
    with acting(owner) as by:
        close_case(case=case, reason="contact_lost", by=by)
    first, last = (short_day(timezone.localdate(timezone.now() - timedelta(days=days))) for days in (30, 0))

    page = client_of(owner).get(case.get_absolute_url())

    assert [(row["who"], row["when"]) for row in page.context["carried_by"]] == [
        (owner.name, f"{first} – {last}"),
        (colleague.name, f"{first} – {last}"),
    ]


def test_what_was_typed_stays_when_the_closing_is_refused(case, owner):
    before = (timezone.localdate() - timedelta(days=60)).isoformat()
    answers = {"reason": "moved", "note": "Flyttet til Fyn", "on": before}

    page = client_of(owner).post(reverse("cases:case_close", args=[case.pk]), answers).content.decode()

    assert "Afslutningen ligger før åbningen." in page
    assert "Flyttet til Fyn" in page


def test_an_other_reason_needs_words(case, owner):
    answers = {"reason": "other", "note": "", "on": today()}

    page = client_of(owner).post(reverse("cases:case_close", args=[case.pk]), answers).content.decode()

    assert "Skriv kort, hvad grunden er." in page


def test_a_day_to_come_is_no_day_of_closing(case, owner):
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()

    page = client_of(owner).post(reverse("cases:case_close", args=[case.pk]), {"reason": "moved", "on": tomorrow})

    assert "Dagen ligger i fremtiden." in page.content.decode()


def test_who_sees_a_course(case, unit_mate, stranger, outsider, dpo, administrator, spotter):
    seen = {user.name: client_of(user).get(case.get_absolute_url()).status_code for user in (
        unit_mate, stranger, outsider, dpo, administrator, spotter,
    )}  # fmt: skip

    # Whoever is of the unit but not on the course is asked why first.
    assert seen == {
        "Ulla Friis": 302,
        "Stine Dahl": 404,
        "Fatima Saleh": 404,
        "Dorte Munk": 404,
        "Asger Beck": 404,
        "Svend Agger": 404,
    }


def test_a_look_at_a_course_is_in_the_access_log(case, citizen, owner):
    client_of(owner).get(case.get_absolute_url())

    with acting(owner):
        looks = AccessLog.objects.filter(citizen_id=citizen.pk, view_name="cases:case")
        assert [(look.user_id, look.action) for look in looks] == [(owner.pk, "view")]


def test_a_course_costs_the_same_with_many_steps_and_periods(case, owner):
    client = client_of(owner)

    def live(times: int) -> None:
        with acting(owner) as by:
            for _number in range(times):
                pause_case(case=case, reason="Rejst", by=by)
                close_case(case=case, reason="moved", by=by)
                CasePeriod(case=case, opened_at=timezone.now()).save()

    assert_same_queries(lambda: client.get(case.get_absolute_url()), lambda: live(2), lambda: live(10))


def test_a_citizens_page_costs_the_same_with_many_courses_and_tasks(citizen, owner, centre):
    from tests.factories import TaskFactory

    client = client_of(owner)

    def live(times: int) -> None:
        with acting(owner) as by:
            for _number in range(times):
                case = Case.objects.open().get(citizen=citizen)
                close_case(case=case, reason="moved", by=by)
                open_case(citizen=citizen, unit=centre, pathway="outreach", contact_person=owner, by=by)
                TaskFactory(citizen=citizen, unit=centre, by=by)

    assert_same_queries(lambda: client.get(citizen.get_absolute_url()), lambda: live(2), lambda: live(7))


def test_a_citizen_without_a_course_is_offered_one(alias_citizen, owner):
    page = client_of(owner, purpose_for=[alias_citizen]).get(alias_citizen.get_absolute_url()).content.decode()

    assert reverse("cases:case_open", args=[alias_citizen.pk]) in page
    assert "Borgeren har intet åbent forløb." in page


def test_whoever_may_not_manage_courses_is_refused_with_a_reason(case, citizen, owner, monkeypatch):
    from accounts import policy

    fewer = dict(policy.POLICY[policy.Role.OUTREACH_WORKER])
    del fewer[policy.Can.MANAGE_CASE]
    monkeypatch.setitem(policy.POLICY, policy.Role.OUTREACH_WORKER, fewer)

    response = client_of(owner).get(reverse("cases:case_close", args=[case.pk]))

    assert response.status_code == 403
    assert "Din rolle giver ikke ret til" in response.content.decode()


def test_checklists_are_declared_when_the_first_course_is_opened(owner, centre, municipality):
    from cases.models import ChecklistVersion
    from cases.pathway import declared_steps

    with acting(owner) as by:
        before = ChecklistVersion.objects.count()
        open_case(citizen=CitizenFactory(unit=centre, by=by), unit=centre, pathway="outreach", by=by)
        after = ChecklistVersion.objects.filter(organisation=municipality, number=1).count()

    assert (before, after) == (0, sum(bool(step.checklist) for step in declared_steps()))
    assert after > 11
