"""Mails about clocks: who is told, what stands in them, that each day is told once, and a mail server that fails."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.actions.people import close_access
from accounts.automatic import AUTOMATIC
from cases.actions.task import end_request, register_request
from cases.models import Absence, Assignment, Case, Citizen, ClockWarning
from tests.cast import acting, met_on_the_street
from tests.factories import CitizenFactory


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    settings.SENDS_MAIL = True


def asked(citizen: Citizen, by, days_ago: int):
    with acting(by) as acts:
        return register_request(citizen=citizen, on=day(-days_ago), by=acts)


def told(by) -> list[tuple[date, int]]:
    with acting(by):
        rows = ClockWarning.objects.order_by("request__requested_on", "day")
        return list(rows.values_list("request__requested_on", "day"))


def sent(mailoutbox) -> dict[str, list[str]]:
    """{to: lines of the mail that tell of clocks}"""
    return {
        mail.to[0].partition("@")[0]: [line[2:] for line in mail.body.splitlines() if line.startswith("- ")]
        for mail in mailoutbox
    }


def test_contact_person_and_leader_are_told_without_a_name(unit_citizen, unit_mate, leader, mailoutbox, capsys):
    asked(unit_citizen, unit_mate, 10)
    call_command("send_clock_warnings")

    line = ["1 frist er på dag 10 af 14"]
    assert sent(mailoutbox) == {"ulla.friis": line, "lone.vinther": line}
    assert [mail.subject for mail in mailoutbox] == ["Brobyg: 1 frist for behandling"] * 2
    assert not any("Wexelbrink" in mail.body or str(unit_citizen.pk) in mail.body for mail in mailoutbox)
    assert told(leader) == [(day(-10), 7), (day(-10), 10)]
    assert "Odense Kommune: 1 deadline(s) to tell of, 2 mail(s), 2 sent." in capsys.readouterr().out


def test_each_day_is_told_once_and_a_missed_one_is_caught_up(unit_citizen, unit_mate, leader, mailoutbox):
    asked(unit_citizen, unit_mate, 8)
    for _twice in range(2):
        call_command("send_clock_warnings")

    assert sent(mailoutbox)["ulla.friis"] == ["1 frist er på dag 8 af 14"]
    assert len(mailoutbox) == 2
    assert told(leader) == [(day(-8), 7)]


def test_several_clocks_are_one_mail_the_most_urgent_first(unit_citizen, unit_mate, leader, centre, mailoutbox):
    asked(unit_citizen, unit_mate, 7)
    for days_ago in (13, 13, 20):
        with acting(unit_mate) as by:
            person = CitizenFactory(unit=centre, by=by)
        asked(person, unit_mate, days_ago)
    call_command("send_clock_warnings")

    assert sent(mailoutbox) == {
        "ulla.friis": ["1 frist er på dag 7 af 14"],
        "lone.vinther": ["1 frist er overskredet", "2 frister er på dag 13 af 14", "1 frist er på dag 7 af 14"],
    }


def test_young_and_ended_clocks_tell_nobody(unit_citizen, alias_citizen, unit_mate, leader, mailoutbox):
    asked(unit_citizen, unit_mate, 6)
    request = asked(alias_citizen, unit_mate, 12)
    with acting(unit_mate) as by:
        end_request(request=request, outcome="started", on=day(-1), by=by)
    call_command("send_clock_warnings")

    assert (mailoutbox, told(leader)) == ([], [])


def test_who_stands_in_today_is_told_too(unit_citizen, unit_mate, mentor, colleague, leader, centre, mailoutbox):
    with acting(leader):
        away = Absence(unit=centre, user=unit_mate, from_on=day(-2), to_on=day(9))
        away.save()
        case = Case.objects.get(citizen=unit_citizen)
        for user, first, last in ((mentor, -1, 5), (colleague, 5, 9)):
            Assignment(case=case, user=user, kind="cover", from_on=day(first), to_on=day(last), absence=away).save()
    asked(unit_citizen, unit_mate, 7)
    call_command("send_clock_warnings")

    assert sorted(sent(mailoutbox)) == ["lone.vinther", "mikkel.bruun", "ulla.friis"]


def test_without_a_course_whoever_heard_the_request_is_told(alias_citizen, colleague, leader, mailoutbox):
    with acting(colleague) as by:
        met_on_the_street(alias_citizen, "alias_citizen", days_ago=9, asks_for_treatment=True, by=by)
    call_command("send_clock_warnings")

    assert sorted(sent(mailoutbox)) == ["kasper.holm", "lone.vinther"]


def test_who_has_left_is_not_told(unit_citizen, unit_mate, leader, municipality, founder, mailoutbox):
    asked(unit_citizen, unit_mate, 7)
    close_access(person=unit_mate, organisation=municipality, by=founder)
    call_command("send_clock_warnings")

    assert sorted(sent(mailoutbox)) == ["lone.vinther"]


def test_each_organisation_and_unit_hears_of_its_own(
    unit_citizen, unit_mate, leader, other_leader, foreign_citizen, outsider, outside_leader, mailoutbox
):
    asked(unit_citizen, unit_mate, 7)
    asked(foreign_citizen, outsider, 13)
    call_command("send_clock_warnings")

    near, far = ["1 frist er på dag 7 af 14"], ["1 frist er på dag 13 af 14"]
    outside = {outsider.email.partition("@")[0]: far, outside_leader.email.partition("@")[0]: far}
    assert sent(mailoutbox) == {"ulla.friis": near, "lone.vinther": near} | outside


def test_what_could_not_be_sent_is_not_told_and_is_tried_again(
    unit_citizen, unit_mate, leader, alias_citizen, mailoutbox, monkeypatch
):
    asked(unit_citizen, unit_mate, 7)
    asked(alias_citizen, unit_mate, 13)
    send = EmailMessage.send

    def fail_for_ulla(self, *args, **kwargs):
        if self.to[0].startswith("ulla"):
            raise SMTPServerDisconnected("ulla.friis@eksempel.dk is unknown")
        return send(self, *args, **kwargs)

    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", fail_for_ulla)
        with pytest.raises(CommandError, match=r"1 of 2 mail\(s\) could not be sent \(SMTPServerDisconnected\)"):
            call_command("send_clock_warnings")
    first = told(leader)
    call_command("send_clock_warnings")

    assert first == [(day(-13), 7), (day(-13), 10), (day(-13), 13)]
    assert told(leader) == [*first, (day(-7), 7)]
    assert sent(mailoutbox)["ulla.friis"] == ["1 frist er på dag 7 af 14"]


def test_a_mail_server_that_does_not_answer_marks_nothing(unit_citizen, unit_mate, leader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1
    asked(unit_citizen, unit_mate, 7)

    with pytest.raises(CommandError, match=r"2 of 2 mail\(s\) could not be sent .*run the command again"):
        call_command("send_clock_warnings")
    assert told(leader) == []


def test_a_deadline_that_reaches_nobody_is_said_and_stays(alias_citizen, owner, mailoutbox):
    asked(alias_citizen, owner, 7)

    with pytest.raises(CommandError, match="Rusmiddelcenter Nord reaches nobody. Give the unit a leader"):
        call_command("send_clock_warnings")
    assert (mailoutbox, told(owner)) == ([], [])


def test_a_rehearsal_sends_and_writes_nothing(unit_citizen, unit_mate, leader, mailoutbox, capsys, settings):
    settings.SENDS_MAIL = False
    asked(unit_citizen, unit_mate, 7)
    call_command("send_clock_warnings", dry_run=True)

    assert (mailoutbox, told(leader)) == ([], [])
    assert "1 deadline(s) to tell of, 2 mail(s) would be sent. Nothing was sent" in capsys.readouterr().out


def test_without_a_mail_server_the_command_says_what_to_set(unit_citizen, unit_mate, leader, mailoutbox, settings):
    settings.SENDS_MAIL = False
    asked(unit_citizen, unit_mate, 7)

    with pytest.raises(CommandError, match="Set EMAIL_URL"):
        call_command("send_clock_warnings")
    assert (mailoutbox, told(leader)) == ([], [])


def test_history_says_that_no_person_did_it(unit_citizen, unit_mate, leader, mailoutbox):
    asked(unit_citizen, unit_mate, 7)
    call_command("send_clock_warnings")

    with acting(leader):
        line = ClockWarning.objects.get().history.latest()
    assert (line.history_user_id, line.history_role) == (AUTOMATIC, "system")
    assert line.history_change_reason == "Påmindelse sendt med mail"
