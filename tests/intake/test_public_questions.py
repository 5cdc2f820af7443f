"""The questions one answers by oneself: theirs until they are sent, and then nobody asks them again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.acting import inside
from audit.models import AccessLog
from cases.actions.case import open_case
from intake.actions.outcome import put_on_citizen
from intake.codes import read_code
from intake.limits import Limit
from intake.models import Enquiry, SelfAnswer, SelfAssessment
from intake.self_assessment_part import self_assessment_lines
from outreach.assessment_drafts import drafts_of, with_drafts
from outreach.models import Assessment
from tests.cast import acting, client_of
from tests.intake.public_factories import opened
from tests.intake.test_public_front import at, received

WORDS = "Heroin hver dag"
SAID = {"days": "12", "bothered": "3", "importance": "4", "words": WORDS}


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def reception(leader):
    return opened(leader)


@pytest.fixture
def browser(reception) -> Client:
    """Somebody who has said something and begun the questions."""
    client = Client()
    client.post(at(reception), {"wish": "Jeg vil stoppe", "phone": "12 34 56 78"})
    return client


def code_on(answer) -> str:
    return re.findall(r'class="door-code">([^<]+)<', answer.content.decode())[0]


def begun(browser: Client, reception) -> str:
    return code_on(browser.post(at(reception, "questions")))


def answers(leader) -> list[tuple]:
    with acting(leader):
        return list(SelfAnswer.objects.order_by("pk").values_list("theme", "days", "bothered", "importance", "words"))


def resumed(reception, code: str, **options) -> tuple[int, str]:
    answer = Client(**options).post(at(reception, "resume"), {"code": code})
    return answer.status_code, answer.headers.get("Location", "")


def test_paused_and_resumed_on_another_telephone_with_the_code_which_is_kept_nowhere(browser, reception, leader):
    code = begun(browser, reception)
    paused = browser.post(at(reception, "question", 1), {**SAID, "go": "pause"})
    typed = code.replace(" ", "-")
    with acting(leader):
        row = SelfAssessment.objects.get()
        kept = str(vars(row)) + str(list(SelfAssessment.history.values()))

    assert (paused.url, len(read_code(code))) == (at(reception, "pause"), 16)
    assert (code in kept, read_code(code) in kept, code in browser.get(paused.url).content.decode()) == (False,) * 3
    assert resumed(reception, typed) == (302, at(reception, "question", 2))
    assert answers(leader) == [("drugs", 12, 3, 4, WORDS)]


def test_until_it_is_sent_nobody_reads_it_and_then_those_who_receive(browser, reception, leader):
    begun(browser, reception)
    browser.post(at(reception, "question", 1), {**SAID, "go": "next"})
    (row,) = received(leader)
    with acting(leader) as by:
        before = SelfAssessment.objects.visible_to(by).count(), self_assessment_lines(row)
    answer = browser.post(at(reception, "question", 2), {"words": "Min søster", "go": "send"})
    with acting(leader) as by:
        after = SelfAssessment.objects.visible_to(by).count(), SelfAnswer.objects.visible_to(by).count()
        lines = [(line.theme, line.scales, line.words) for line in self_assessment_lines(row)]

    assert (before, after, answer.url) == ((0, []), (1, 2), at(reception, "times"))
    assert lines == [
        ("drugs", "12 dage af de sidste 30 · bekymret: Betydeligt · at få hjælp: Meget vigtigt", WORDS),
        ("social", "", "Min søster"),
    ]
    assert browser.get(at(reception, "question", 1)).url == at(reception, "questions")


def test_whoever_only_answers_has_turned_to_us_by_that(reception, leader):
    browser = Client()
    begun(browser, reception)
    for number in range(1, 6):
        browser.post(at(reception, "question", number), {"go": "next"})
    for _time in range(2):
        browser.post(at(reception, "question", 6), {"words": "Alt", "go": "send"})
    (row,) = received(leader)
    with acting(leader):
        assert SelfAssessment.objects.get(sent_at__isnull=False).enquiry_id == row.pk


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"days": "31"}, "Skriv et helt tal fra 0 til 30."),
        ({"days": "-1"}, "Skriv et helt tal fra 0 til 30."),
        ({"bothered": "5"}, "gyldig valgmulighed"),
        ({"words": "y" * 2001}, "højst have 2000 tegn"),
    ],
)
def test_what_does_not_fit_the_scale_is_told_and_the_rest_stays(browser, reception, leader, sent, says):
    begun(browser, reception)
    page = browser.post(at(reception, "question", 1), {"words": "Det her bliver", **sent}).content.decode()

    assert (says in page, answers(leader)) == (True, [])
    assert (sent.get("words") or "Det her bliver") in page


def test_a_wrong_code_is_slow_counted_logged_and_says_no_more_than_an_old_one(
    browser, reception, leader, outside_leader, monkeypatch
):
    monkeypatch.setattr("intake.views.public_questions.WRONG_CODE", Limit("code", by_address=2, by_door=9, seconds=900))
    code, elsewhere = begun(browser, reception), opened(outside_leader, town="Aarhus")
    wrong = [resumed(reception, text)[0] for text in ("a\0b", "1111 2222 3333 4444", "junk")]
    shut = resumed(reception, code)
    with acting(leader):
        logged = AccessLog.objects.filter(action="denied", view_name="intake:public_resume").count()

    assert wrong == [200, 200, 200]
    assert (shut[0], logged) == (429, 2)
    assert resumed(reception, code, REMOTE_ADDR="192.0.2.5")[0] == 302
    assert resumed(elsewhere, code, REMOTE_ADDR="192.0.2.6")[0] == 200


def test_a_new_code_takes_the_place_of_the_first_and_both_die_when_it_is_sent(browser, reception):
    first = begun(browser, reception)
    second = code_on(browser.post(at(reception, "pause")))
    one, two = resumed(reception, first)[0], resumed(reception, second)[0]
    browser.post(at(reception, "question", 1), {"go": "send"})

    assert (one, two, resumed(reception, second)[0]) == (200, 302, 200)


def test_what_was_never_sent_goes_with_its_history_when_the_code_runs_out(browser, reception, leader, municipality):
    code = begun(browser, reception)
    browser.post(at(reception, "question", 1), SAID)
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        call_command("forget_descriptions")
        in_time = answers(leader)
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        late = resumed(reception, code)[0]
        call_command("forget_descriptions")
    with inside(municipality):
        past = {(row.words, row.days) for row in SelfAnswer.history.all()}

    assert (len(in_time), late, answers(leader), past) == (1, 200, [], {(None, None)})


def test_what_was_sent_goes_with_the_words_of_its_enquiry(browser, reception, leader, municipality):
    begun(browser, reception)
    browser.post(at(reception, "question", 1), {**SAID, "go": "send"})
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        call_command("forget_descriptions")
    with inside(municipality):
        past = {row.words for row in SelfAnswer.history.all()}

    assert (answers(leader), past, received(leader)[0].wish) == ([], {None}, "")


def test_it_begins_the_assessment_as_the_citizens_own_words(browser, reception, owner):
    begun(browser, reception)
    browser.post(at(reception, "question", 1), {**SAID, "go": "send"})
    with acting(owner) as by:
        row = put_on_citizen(enquiry=Enquiry.objects.get(), name="Lasse Quillfeldt", by=by)
        case = open_case(
            citizen=row.citizen, unit=row.unit, pathway="outreach", contact_person=owner, at=timezone.now(), by=by
        )
        begins, both = drafts_of(case), with_drafts(case, {"drugs_known": "Set på pladsen", "work_known": ""})
    page = client_of(owner).get(reverse("outreach:assessment_write", args=[case.pk])).content.decode()
    with acting(owner):
        assert Assessment.objects.count() == 0

    assert list(begins) == ["drugs_known"]
    assert "Borgeren skrev selv" in begins["drugs_known"]
    assert f"»{WORDS}«" in page
    assert both["drugs_known"].endswith("Set på pladsen")
