"""*Plan for det videre forløb*: over several meetings, in the citizen's words, and what was given stays as it was."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case
from cases.models import Case, Citizen, StepRun
from cases.timeline import timeline
from cases.waiting import read_waiting
from outreach.actions.onward_plan import Agreed, Checked, begin_plan, give_plan, read_plan_along, renew_plan, write_plan
from outreach.actions.plan_parts import correct_part, finish_part, remove_part, reopen_part
from outreach.models import CheckedOffer, OnwardPlan, PlanStep
from tests.cast import acting, client_of
from tests.directory.partner_factories import OfferFactory, PartnerFactory
from tests.outreach.plan_factories import day, planned
from tests.queries import queries_of

STEP = "motivation.onward_plan"


def url(name: str, row) -> str:
    return reverse(f"outreach:{name}", args=[row.pk])


def typed(client, address: str, **values) -> dict:
    """What the form holds when it is opened, and what one then types."""
    page = client.get(address).context
    held = {form.add_prefix(name): form[name].value() for form in page["forms"] for name in form.fields}
    return {name: value for name, value in {**held, **values}.items() if value not in (None, False)}


def waiting(user, *, mine: bool) -> list[tuple[str, str | None]]:
    kinds = ("plan_step", "plan_offer")
    found = read_waiting(user, mine=mine, today=timezone.localdate())
    return [(row.kind, row.title) for row in found if row.kind in kinds]


# --- Written over several meetings ------------------------------------------------------------------------------------
def test_only_the_citizens_words_must_stand_there(case, owner):
    with acting(owner) as by:
        with pytest.raises(ValidationError) as refused:
            begin_plan(case=case, citizens_words="  ", by=by)
        plan = begin_plan(case=case, citizens_words="Jeg vil hjem", by=by)

    assert list(refused.value.error_dict) == ["citizens_words"]
    assert (plan.number, plan.given_on, plan.demands) == (1, None, "")


def test_a_colleague_goes_on_with_it_at_the_next_meeting(case, owner, colleague):
    first, second = client_of(owner), client_of(colleague)
    address = reverse("outreach:plan_new", args=[case.pk])
    first.post(address, typed(first, address, citizens_words="Jeg vil hjem", **{"step0-what": "Ring til lægen"}))
    with acting(owner):
        plan = OnwardPlan.objects.get(case=case)
    edit = url("plan_edit", plan)
    more = {"demands": "Møde hver morgen", "step0-what": "Følg med derhen", "step0-who": str(colleague.pk)}
    answer = second.post(edit, typed(second, edit, **more))

    assert answer.status_code == 302
    with acting(owner):
        plan.refresh_from_db()
        assert (plan.citizens_words, plan.demands) == ("Jeg vil hjem", "Møde hver morgen")
        rows = PlanStep.objects.order_by("pk").values_list("what", "who", "worker__name")
        assert list(rows) == [("Ring til lægen", "citizen", None), ("Følg med derhen", "worker", colleague.name)]


def test_the_same_form_sent_twice_is_one_plan_and_one_of_each_row(case, owner):
    client, address = client_of(owner), reverse("outreach:plan_new", args=[case.pk])
    posted = typed(client, address, citizens_words="Hjem", **{"step0-what": "Ring", "offer0-words": "Herberget"})
    answers = [client.post(address, posted).status_code for _time in range(2)]

    assert answers == [302, 302]
    with acting(owner):
        assert (OnwardPlan.objects.count(), PlanStep.objects.count(), CheckedOffer.objects.count()) == (1, 1, 1)


def test_the_step_begins_with_the_plan_where_one_wants_it(case, owner):
    client, address = client_of(owner), reverse("outreach:plan_new", args=[case.pk])
    posted = typed(client, address, citizens_words="Hjem")
    posted.pop("with_step")
    client.post(address, posted)
    with acting(owner):
        plan, before = OnwardPlan.objects.get(), StepRun.objects.filter(case=case, step=STEP).count()
    client.post(url("plan_edit", plan), typed(client, url("plan_edit", plan)))

    with acting(owner):
        assert (before, StepRun.objects.filter(case=case, step=STEP).count()) == (0, 1)
    assert client.get(url("plan_edit", plan)).context["begins"] is None


def test_what_the_offer_asks_of_the_citizen_is_not_typed_again(case, centre, owner):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, by=by)
        offer = OfferFactory(partner=partner, offers="", demands="Møde nøgtern om morgenen", by=by)
        taken = begin_plan(case=case, citizens_words="Derhen", wished_offer=offer, by=by)
        own = write_plan(plan=taken, wished_offer=offer, demands="Kun om morgenen", by=by)

    assert own.demands == "Kun om morgenen"
    with acting(owner):
        assert OnwardPlan.history.filter(id=taken.pk).earliest("history_id").demands == "Møde nøgtern om morgenen"


def test_a_row_that_is_half_is_refused_at_its_field_and_everything_typed_is_kept(case, owner):
    client, address = client_of(owner), reverse("outreach:plan_new", args=[case.pk])
    said = {
        "citizens_words": "En lang fortælling",
        "offer0-available": "from",
        "offer0-alternative": "Herberget",
        "step0-due_on": "2026-12-24",
        "step1-what": "Hente post",
        "step1-who": "other",
        "doctor_answer": "Ja",
    }
    page = client.post(address, typed(client, address, **said))

    errors = {form.add_prefix(name): found for form in page.context["forms"] for name, found in form.errors.items()}
    assert {name: list(found) for name, found in errors.items()} == {
        "doctor_asked_on": ["Skriv, hvornår lægen blev spurgt."],
        "offer0-available_from": ["Skriv, fra hvilken dag der er plads."],
        "offer0-words": ["Vælg tilbuddet, eller skriv, hvad det er."],
        "step0-what": ["Skriv, hvad der skal ske."],
        "step1-other": ["Skriv, hvem der gør det."],
    }
    body = page.content.decode()
    assert ["En lang fortælling" in body, "Hente post" in body, "2026-12-24" in body] == [True, True, True]


def test_a_day_says_that_there_is_room_from_then_on(case, owner):
    client, address = client_of(owner), reverse("outreach:plan_new", args=[case.pk])
    rows = {"offer0-words": "Herberget", "offer0-available_from": str(day(9))}
    client.post(address, typed(client, address, citizens_words="Hjem", **rows))

    with acting(owner):
        assert list(CheckedOffer.objects.values_list("available", "available_from")) == [("from", day(9))]


def test_two_who_write_at_once_are_both_shown(case, owner, colleague):
    with acting(owner) as by:
        plan = planned(case, by=by)
    first, second, edit = client_of(owner), client_of(colleague), url("plan_edit", plan)
    late = typed(second, edit, citizens_words="Mine ord")
    first.post(edit, typed(first, edit, citizens_words="Hendes ord", demands="Nøgtern"))
    page = second.post(edit, late)

    assert [conflict.name for conflict in page.context["form"].conflicts] == ["citizens_words"]
    assert "Hendes ord" in page.content.decode()


def test_two_who_begin_at_once_make_one_plan(case, owner, colleague):
    first, second = client_of(owner), client_of(colleague)
    address = reverse("outreach:plan_new", args=[case.pk])
    late = typed(second, address, citizens_words="Mine ord")
    first.post(address, typed(first, address, citizens_words="Hendes ord"))
    page = second.post(address, late).content.decode()

    assert "En kollega har begyndt planen imens" in page
    assert "Mine ord" in page


# --- Given, and made anew ---------------------------------------------------------------------------------------------
def test_what_the_citizen_was_given_is_never_changed(case, owner):
    with acting(owner) as by:
        plan = give_plan(plan=planned(case, by=by), on=day(-1), by=by)
        step, offer = plan.plan_steps.get(), plan.checked_offers.get()
        for change in (
            lambda: write_plan(plan=plan, citizens_words="Andet", by=by),
            lambda: read_plan_along(plan=plan, citizens_comment="Andet", by=by),
            lambda: correct_part(part=step, what="Andet", by=by),
            lambda: remove_part(part=offer, by=by),
        ):
            with pytest.raises(ValidationError, match="Borgeren har fået denne udgave"):
                change()
        plan.refresh_from_db()

        assert (plan.citizens_words, plan.given_on, plan.given_by) == ("Jeg vil sove om natten", day(-1), owner)


def test_a_new_version_begins_with_everything_but_what_is_done(case, owner):
    with acting(owner) as by:
        plan = planned(case, rows=2, by=by)
        finish_part(part=plan.plan_steps.earliest("pk"), by=by)
        give_plan(plan=plan, by=by)
        new = renew_plan(plan=plan, by=by)
        again = renew_plan(plan=plan, by=by)

        assert (new.number, new.given_on, new.citizens_words, again.pk) == (2, None, plan.citizens_words, new.pk)
        assert list(new.plan_steps.values_list("what", flat=True)) == ["Ring til lægen 1"]
        assert new.checked_offers.count() == 2
        assert plan.plan_steps.count() == 2


def test_given_twice_it_keeps_the_first_day(case, owner):
    with acting(owner) as by:
        plan = give_plan(plan=planned(case, by=by), on=day(-2), by=by)
        again = give_plan(plan=plan, with_name=True, by=by)

    assert (again.given_on, again.with_name) == (day(-2), False)


def test_read_along_the_citizen_adds_own_words(case, owner):
    with acting(owner) as by:
        plan = planned(case, by=by)
    client = client_of(owner)
    shown = client.get(url("plan_read_along", plan)).content.decode()
    client.post(url("plan_read_along", plan), {"citizens_comment": "Og min hund skal med 🐕"})

    assert "Ring til lægen 0" in shown
    with acting(owner):
        plan.refresh_from_db()
        assert (plan.citizens_comment, plan.read_along_at is not None) == ("Og min hund skal med 🐕", True)


def test_what_a_colleague_writes_while_the_citizen_reads_is_kept(case, owner, colleague):
    with acting(owner) as by:
        read = planned(case, by=by)
    with acting(colleague) as by:
        write_plan(plan=OnwardPlan.objects.get(pk=read.pk), demands="Mød nøgtern", by=by)
    with acting(owner) as by:
        read_plan_along(plan=read, citizens_comment="Ja tak", by=by)
        read.refresh_from_db()

    assert (read.demands, read.citizens_comment) == ("Mød nøgtern", "Ja tak")


def test_a_protected_name_is_not_offered_for_the_paper(protected_citizen, unit_mate, owner):
    with acting(owner) as by:
        plan = planned(Case.objects.get(citizen=protected_citizen), by=by)
    page = client_of(unit_mate, purpose_for=[protected_citizen]).get(url("plan_give", plan))

    assert list(page.context["form"].fields) == ["on"]


def test_in_a_closed_course_nothing_is_planned(case, owner):
    with acting(owner) as by:
        plan = give_plan(plan=planned(case, by=by), by=by)
        close_case(case=case, reason="moved", by=by)
        for act in (renew_plan, give_plan):
            with pytest.raises(ValidationError, match="Forløbet er afsluttet"):
                act(plan=plan, by=by)
    page = client_of(owner).get(url("plan", plan))

    assert (page.status_code, page.context["may_work"]) == (200, False)


# --- What waits -------------------------------------------------------------------------------------------------------
def test_agreements_and_offers_wait_for_who_carries_the_course_and_in_the_unit(case, owner, unit_mate, stranger):
    with acting(owner) as by:
        planned(case, by=by)
        both = [("plan_offer", "Tilbud 0"), ("plan_step", "Ring til lægen 0")]
        assert sorted(waiting(by, mine=True)) == both
    with acting(unit_mate) as by:
        assert (waiting(by, mine=True), sorted(waiting(by, mine=False))) == ([], both)
    with acting(stranger) as by:
        assert waiting(by, mine=False) == []


def test_what_is_done_and_what_an_older_version_says_waits_no_more(case, owner):
    with acting(owner) as by:
        plan = planned(case, by=by)
        finish_part(part=plan.plan_steps.get(), by=by)
        done = waiting(by, mine=True)
        reopen_part(part=plan.plan_steps.get(), by=by)
        reopened = waiting(by, mine=True)
        give_plan(plan=plan, by=by)
        renew_plan(plan=plan, by=by)

        assert done == [("plan_offer", "Tilbud 0")]
        assert len(reopened) == 2
        assert len(waiting(by, mine=True)) == 2


def test_an_offer_waits_when_there_is_room_and_the_quarantine_is_over(case, owner):
    with acting(owner) as by:
        said = (
            Checked(words="Ledig, men karantæne", available_from=day(-1), available="from", quarantine_until=day(0)),
            Checked(words="Karantænen er ovre", available="yes", quarantine_until=day(-1)),
            Checked(words="Ikke ledig", available="no", quarantine_until=day(-1)),
            Checked(words="I morgen", available="from", available_from=day(1)),
        )
        begin_plan(case=case, citizens_words="Derhen", offers=said, by=by)

        assert waiting(by, mine=True) == [("plan_offer", "Karantænen er ovre")]
        assert [row.opens_on for row in CheckedOffer.objects.order_by("pk")] == [day(1), day(0), None, day(1)]


def test_done_on_min_dag_it_leaves_the_list(case, owner):
    with acting(owner) as by:
        plan = give_plan(plan=planned(case, by=by), by=by)
        step = plan.plan_steps.get()
    client = client_of(owner)
    before = client.get(reverse("cases:my_day")).content.decode()
    client.post(url("plan_step_done", step))
    after = client.get(reverse("cases:my_day")).content.decode()

    assert ["Ring til lægen 0" in before, "Ring til lægen 0" in after] == [True, False]


# --- Where it is shown ------------------------------------------------------------------------------------------------
def test_it_stands_on_its_step_on_the_citizens_page_and_in_the_timeline(case, citizen, owner):
    with acting(owner) as by:
        give_plan(plan=planned(case, by=by), by=by)
    client = client_of(owner)
    step = client.get(f"{case.get_absolute_url()}?trin={STEP}").content.decode()
    page = client.get(citizen.get_absolute_url()).content.decode()

    assert ["Jeg vil sove om natten" in step, "Ring til lægen 0" in step, "Ring til lægen 0" in page] == [True] * 3
    with acting(owner) as by:
        told = timeline(Citizen.objects.labelled(by).get(pk=citizen.pk), by, kind="plan").entries
        assert [entry.title for entry in told] == ["Planen givet til borgeren", "Plan for det videre forløb begyndt"]


def test_the_pages_cost_the_same_however_many_rows(case, citizen, owner):
    with acting(owner) as by:
        plan = planned(case, by=by)
    client = client_of(owner)

    def more(number: int) -> None:
        with acting(owner) as by:
            steps = [Agreed(what=f"Hente post {row}", worker=by, who="worker", due_on=day(0)) for row in range(number)]
            offers = [Checked(words=f"Herberg {row}") for row in range(number)]
            write_plan(plan=plan, steps=steps, offers=offers, by=by)

    pages = [url("plan", plan), url("plan_edit", plan), url("plan_paper", plan), url("plan_read_along", plan)]
    pages += [citizen.get_absolute_url(), f"{case.get_absolute_url()}?trin={STEP}", reverse("cases:my_day")]
    for address in pages:
        client.get(address)
    before = [len(queries_of(lambda address=address: client.get(address))) for address in pages]
    more(2)
    more(97)
    after = [len(queries_of(lambda address=address: client.get(address))) for address in pages]

    assert before == after
    # The paper asks who follows, and for their telephones.
    assert max(after) <= 13, dict(zip(pages, after, strict=True))


def test_another_organisation_sees_and_writes_nothing(case, owner, outsider):
    with acting(owner) as by:
        plan = planned(case, by=by)
    client = client_of(outsider)

    answers = [client.get(url("plan", plan)), client.post(url("plan_give", plan)), client.get(url("plan_paper", plan))]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    with acting(owner):
        assert OnwardPlan.objects.get().given_on is None
