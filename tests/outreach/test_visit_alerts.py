"""Mails about visits that are not back: who is told, what stands in them, once, and a mail server that fails."""

from __future__ import annotations

from smtplib import SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.automatic import AUTOMATIC
from cases.actions.absence import report_absence
from outreach.actions.visit import come_back, more_time
from outreach.models import Visit, VisitAlert
from outreach.visit_list import at_time
from tests.cast import acting
from tests.outreach.visit_factories import route, walked


@pytest.fixture(autouse=True)
def mail_server(settings) -> None:
    settings.SENDS_MAIL = True


@pytest.fixture
def late(owner) -> Visit:
    """Owner should have been back for half an hour."""
    with acting(owner) as by:
        row = route(by, name="Ved Hannes dør")
        return walked(by, on=row, out_hours_ago=3, back_hours_ago=None, expected_hours_ago=0.5, safety_note="Hund")


def told(mailoutbox) -> list[str]:
    return sorted(mail.to[0].partition("@")[0] for mail in mailoutbox)


def test_colleagues_on_duty_and_the_leader_are_told_a_time_and_no_name(
    late, colleague, unit_mate, leader, stranger, outsider, mailoutbox, capsys
):
    with acting(leader) as by:
        today = timezone.localdate()
        report_absence(unit=by.membership.unit, user=unit_mate, from_on=today, to_on=today, by=by)
    call_command("send_visit_alerts")

    assert told(mailoutbox) == ["kasper.holm", "lone.vinther"]
    text = mailoutbox[0].body
    assert f"skulle være tilbage {at_time(late.expected_back_at, timezone.now())}." in text
    assert not any(word in mail.body for mail in mailoutbox for word in ("Oda", "Hanne", "Hund", str(late.pk)))
    assert "Odense Kommune: 1 visit(s) not back, 2 mail(s), 2 sent." in capsys.readouterr().out


def test_a_visit_is_told_once_and_once_more_when_it_misses_the_new_time_too(late, leader, mailoutbox):
    for _twice in range(2):
        call_command("send_visit_alerts")
    assert told(mailoutbox) == ["lone.vinther"]
    with acting(leader) as by:
        row = more_time(visit=late, by=by)
        call_command("send_visit_alerts")
        assert len(mailoutbox) == 1
        row.expected_back_at = timezone.now()
        row.save()
    call_command("send_visit_alerts")

    assert told(mailoutbox) == ["lone.vinther"] * 2
    with acting(leader):
        by_whom = VisitAlert.history.values_list("history_user_id", "history_change_reason")
        assert set(by_whom) == {(AUTOMATIC, "Besked sendt med mail")}


def test_who_is_back_or_still_has_time_is_not_told_of_and_nothing_is_printed(late, owner, leader, mailoutbox, capsys):
    with acting(owner) as by:
        come_back(visit=late, met=0, cards=0, by=by)
        walked(by, out_hours_ago=1, back_hours_ago=None)
    call_command("send_visit_alerts")

    assert (mailoutbox, capsys.readouterr().out) == ([], "")


def test_a_dry_run_sends_and_writes_nothing(late, leader, mailoutbox, capsys):
    call_command("send_visit_alerts", dry_run=True)

    assert "1 visit(s) not back, 1 mail(s) would be sent." in capsys.readouterr().out
    assert mailoutbox == []
    with acting(leader):
        assert not VisitAlert.objects.exists()


def test_when_no_mail_went_it_is_tried_again(late, leader, mailoutbox, monkeypatch):
    def fail(*args, **kwargs):
        raise SMTPServerDisconnected("lone.vinther@eksempel.dk is unknown")

    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", fail)
        with pytest.raises(CommandError, match=r"1 of 1 mail\(s\) could not be sent \(SMTPServerDisconnected\)"):
            call_command("send_visit_alerts")
    call_command("send_visit_alerts")

    assert told(mailoutbox) == ["lone.vinther"]


def test_a_unit_without_anybody_to_tell_is_named(late):
    with pytest.raises(CommandError, match="an overdue visit in Rusmiddelcenter Nord reaches nobody"):
        call_command("send_visit_alerts")


def test_without_a_mail_server_it_says_so(settings):
    settings.SENDS_MAIL = False

    with pytest.raises(CommandError, match="EMAIL_URL"):
        call_command("send_visit_alerts")
