"""The plan as the citizen takes it along: a PDF of text that is only text, plain words, no name unless it is wanted."""

from __future__ import annotations

import re

import pytest

from accounts.actions.people import set_work_phone
from audit.models import AccessLog
from cases.citizens_paper import TEMPLATE
from cases.following import Ask
from cases.typesetting import typeset
from directory.actions.partner import edit_offer
from outreach.actions.onward_plan import Agreed, Checked, begin_plan, give_plan, renew_plan
from outreach.models import OnwardPlan
from outreach.plan_page import checked_offers, plan_steps
from outreach.plan_paper import paper_of
from tests.cast import SURNAMES, acting, client_of
from tests.directory.partner_factories import OfferFactory, PartnerFactory
from tests.outreach.plan_factories import day, planned
from tests.outreach.test_onward_plan import url

#: What a citizen must never meet (and what follows from a decision about them).
NEVER = re.compile("opspor|spottet|frafald|klods|målgruppe|karantæne|klient|misbrug", re.IGNORECASE)
NASTY = (
    '#import "x" $x^2$ *fed* _kursiv_ `kode` \\ ] [ ) } <mærke> @henvis = overskrift\n- punkt // bemærkning 🙂👨‍👩‍👧'
)


def paper(plan: OnwardPlan, by, **told):
    words = {"name": "", "ask": Ask(str(by)), "today": day(0), **told}
    return paper_of(plan, checked_offers(plan), plan_steps(plan), **words)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_it_says_to_the_citizen_what_the_plan_says(case, owner, colleague):
    with acting(owner) as by:
        offers = [
            Checked(words="Herberget", available="no", alternative="Natcaféen"),
            Checked(words="Ambulatoriet", available="yes", quarantine_until=day(3)),
        ]
        steps = [
            Agreed(what="Ring til lægen"),
            Agreed(what="Følg med", who="worker", worker=colleague),
            Agreed(what="Lån en telefon ud", who="other", other="Min søster"),
        ]
        said = {"demands": "Mød til tiden", "doctor_asked_on": day(0), "withdrawal": "Når du er faldet til"}
        plan = begin_plan(case=case, citizens_words="Jeg vil\nsove", offers=offers, steps=steps, by=by, **said)
        made = paper(plan, by)

    assert [part.title for part in made.parts] == [
        "Det vil du gerne",
        "Det har vi undersøgt",
        "Det beder de dig om",
        "Hvem gør hvad",
        "Medicin fra lægen",
        "Så længe er vi med",
    ]
    assert made.parts[0].paragraphs == ["Jeg vil", "sove"]
    assert made.parts[1].points[0] == ("Herberget", "Der er ikke plads lige nu. I stedet: Natcaféen")
    assert made.parts[1].points[1][1].startswith("Du kan komme der igen fra ")
    assert [beside for _what, beside in made.parts[3].points] == ["Dig", str(colleague), "Min søster"]
    assert NEVER.search(str(made.as_data())) is None


def test_one_page_opens_in_the_browser_under_a_name_that_says_nothing(case, owner):
    with acting(owner) as by:
        plan = planned(case, by=by)
    answer = client_of(owner).get(url("plan_paper", plan))

    assert answer.content.startswith(b"%PDF-")
    assert pages(answer.content) == 1
    assert (answer["Content-Type"], answer["Content-Disposition"], answer["Cache-Control"]) == (
        "application/pdf",
        'inline; filename="min-plan.pdf"',
        "no-store",
    )
    with acting(owner):
        log = AccessLog.objects.filter(view_name="outreach:plan_paper", citizen_id=case.citizen_id)
        assert sorted(log.values_list("action", flat=True)) == ["print", "view"]


def test_the_name_stands_there_only_when_the_citizen_wants_it(case, owner):
    with acting(owner) as by:
        without = paper(planned(case, by=by), by)

    assert SURNAMES["citizen"] not in str(without.as_data())
    assert without.name == ""


@pytest.mark.parametrize(("with_name", "name"), [(True, "Karla Zornfeldt"), (False, "")])
def test_what_was_agreed_about_the_name_holds_for_the_paper(case, owner, monkeypatch, with_name, name):
    told = []
    monkeypatch.setattr("outreach.views.plan_paper.typeset", lambda template, data: told.append(data) or b"%PDF-")
    with acting(owner) as by:
        plan = give_plan(plan=planned(case, by=by), with_name=with_name, by=by)
    client_of(owner).get(url("plan_paper", plan))

    assert [(data["name"], data["draft"]) for data in told] == [(name, "")]
    assert "0101901234" not in str(told)


@pytest.mark.parametrize(("phone", "number"), [("10204611", "10 20 46 11"), ("", "")])
def test_it_has_the_contact_persons_telephone_and_a_line_to_write_on_only_where_there_is_none(
    case, owner, colleague, monkeypatch, phone, number
):
    told = []
    monkeypatch.setattr("outreach.views.plan_paper.typeset", lambda template, data: told.append(data) or b"%PDF-")
    with acting(owner) as by:
        set_work_phone(person=by, phone=phone, by=by)
        plan = planned(case, by=by)
    client_of(colleague).get(url("plan_paper", plan))

    assert [(owner.name in data["ask"], data["number"]) for data in told] == [(True, number)]


def test_what_was_given_reads_the_same_a_year_later(case, owner):
    with acting(owner) as by:
        plan = give_plan(plan=planned(case, by=by), by=by)

        assert paper(plan, by, today=day(400)) == paper(plan, by)


def test_an_english_screen_prints_a_danish_plan(case, owner):
    from django.utils import translation

    with acting(owner) as by, translation.override("en"):
        assert paper(planned(case, by=by), by).title == "Min plan"


# --- Typst ------------------------------------------------------------------------------------------------------------
def data(**values) -> dict:
    part = {"title": "Det vil du gerne", "paragraphs": [], "points": [], "numbered": False}
    whole = {
        "title": "Min plan",
        "made": "i dag",
        "name": "",
        "ask": "",
        "draft": "",
        "phone": "",
        "number": "",
        "backup": "",
        "page": "Side",
    }
    return {**whole, "parts": [{**part, **values}]}


@pytest.mark.parametrize(
    "text", [NASTY, "#panic()", "]]]]", "\\", '"', "{{ }}", "a\x07b\u2028c", "x" * 8000, "lange ord " * 800, "", " "]
)
def test_what_people_type_is_text_and_never_markup(text):
    pdf = typeset(TEMPLATE, data(paragraphs=[text], points=[(text, text)]))

    assert pdf.startswith(b"%PDF-")
    assert b"pdfuaid" in pdf


def test_a_letter_that_no_typeface_has_does_not_cost_the_citizen_the_page():
    assert typeset(TEMPLATE, data(paragraphs=["Jeg hedder 中文"])).startswith(b"%PDF-")


def test_a_long_story_goes_on_over_the_next_page():
    assert pages(typeset(TEMPLATE, data(paragraphs=["en lang dag " * 600]))) > 1


def test_the_page_tells_a_reading_machine_its_language_and_title():
    pdf = typeset(TEMPLATE, data(paragraphs=["Hjem"]))

    assert b"/Lang(da-DK)" in pdf
    assert b"/MarkInfo" in pdf


def test_an_offer_that_is_renamed_is_called_on_the_paper_what_it_was_called(case, centre, owner):
    with acting(owner) as by:
        offer = OfferFactory(partner=PartnerFactory(unit=centre, name="Centret", by=by), name="Samtaler", by=by)
        checked = [Checked(offer=offer)]
        plan = begin_plan(case=case, citizens_words="Derhen", wished_offer=offer, offers=checked, by=by)
        give_plan(plan=plan, by=by)
        edit_offer(offer=offer, name="Terapi", offers="", demands="", closed_on=None, by=by)
        given, new = paper(plan, by), paper(renew_plan(plan=plan, by=by), by)

    assert [str(one.as_data()).count("Samtaler (Centret)") for one in (given, new)] == [2, 0]
