"""Steps and their checklists: begun, ended, skipped, repeated; ticked with and without script."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from cases.actions.case import close_case
from cases.actions.pathway import end_step, rewrite_checklist, start_step, tick
from cases.models import ChecklistItem, ChecklistTick, StepRun
from tests.cast import acting, client_of

STEP = "contact.visibility"


def runs(case, user, step: str = STEP) -> list[tuple[bool, bool, str]]:
    with acting(user):
        rows = StepRun.objects.filter(case=case, step=step).order_by("pk")
        return [(row.started_at is not None, row.ended_at is not None, row.skip_reason) for row in rows]


def first_point(case, user, number: int = 1) -> ChecklistItem:
    with acting(user):
        return ChecklistItem.objects.get(
            version__step=STEP, version__number=number, version__organisation_id=case.organisation_id, position=0
        )


def going(case, user) -> StepRun:
    with acting(user) as by:
        return start_step(case=case, step_key=STEP, by=by)


def test_a_step_is_begun_ended_and_taken_again(case, owner):
    client = client_of(owner)
    start = reverse("cases:step_start", args=[case.pk, STEP])
    client.post(start)
    client.post(start)
    with acting(owner):
        run = StepRun.objects.get(case=case, step=STEP)
    client.post(reverse("cases:step_end", args=[case.pk, run.pk]))
    client.post(start)

    assert runs(case, owner) == [(True, True, ""), (True, False, "")]


def test_a_step_can_be_begun_on_an_earlier_day_but_not_on_one_to_come(case, owner):
    client, start = client_of(owner), reverse("cases:step_start", args=[case.pk, STEP])
    tomorrow = timezone.localdate() + timedelta(days=1)
    earlier = timezone.localdate() - timedelta(days=9)

    refused = client.post(start, {"on": tomorrow.isoformat()}, follow=True).content.decode()
    client.post(start, {"on": earlier.isoformat()})

    assert "Dagen ligger i fremtiden." in refused
    with acting(owner):
        run = StepRun.objects.get(case=case, step=STEP)
    assert timezone.localdate(run.started_at) == earlier


def test_a_step_is_skipped_with_a_reason_once(case, owner):
    client, skip = client_of(owner), reverse("cases:step_skip", args=[case.pk, STEP])
    nameless = client.post(skip, {"reason": "", "on": timezone.localdate().isoformat()}).content.decode()
    for _twice in range(2):
        client.post(skip, {"reason": "Mødt på sygehuset", "on": timezone.localdate().isoformat()})

    assert "Skal udfyldes." in nameless
    assert runs(case, owner) == [(False, False, "Mødt på sygehuset")]


def test_a_step_that_is_going_on_is_not_skipped(case, owner):
    skip = reverse("cases:step_skip", args=[case.pk, "contact.first_contact"])

    page = client_of(owner).post(skip, {"reason": "Nej", "on": timezone.localdate().isoformat()}).content.decode()

    assert "Trinnet er i gang." in page
    assert runs(case, owner, "contact.first_contact") == [(True, False, "")]


def test_a_closed_course_takes_no_new_step(case, owner):
    with acting(owner) as by:
        close_case(case=case, reason="moved", by=by)

    page = client_of(owner, purpose_for=[case.citizen]).post(
        reverse("cases:step_start", args=[case.pk, STEP]), follow=True
    )

    assert "Forløbet er afsluttet. Åbn det igen først." in page.content.decode()
    assert runs(case, owner) == []


def test_ticking_twice_is_ticking_once_and_unticking_keeps_the_row(case, owner):
    run, point = going(case, owner), first_point(case, owner)
    client, url = client_of(owner), reverse("cases:step_tick", args=[case.pk, run.pk])
    for answer in ({"tick": point.pk}, {"tick": point.pk}, {"untick": point.pk}):
        client.post(url, answer)

    with acting(owner):
        row = ChecklistTick.objects.get(run=run)
        assert (row.ticked, row.history.count()) == (False, 3)


def test_a_tick_by_script_answers_with_the_checklist_alone(case, owner):
    run, point = going(case, owner), first_point(case, owner)
    url = reverse("cases:step_tick", args=[case.pk, run.pk])

    response = client_of(owner).post(url, {"tick": point.pk}, headers={"HX-Request": "true"})

    page = response.content.decode()
    assert page.lstrip().startswith('<div id="checklist"')
    assert "1 af 5 punkter" in page
    assert page.count('aria-checked="true"') == 1


def test_a_going_step_keeps_the_version_it_was_ticked_on(case, owner, leader, municipality):
    run, point = going(case, owner), first_point(case, owner)
    with acting(owner) as by:
        tick(run=run, item=point, ticked=True, by=by)
    with acting(leader) as by:
        rewrite_checklist(organisation=municipality, step_key=STEP, items=[("", "Noget helt nyt")], by=by)
    client = client_of(owner)
    url = f"{case.get_absolute_url()}?trin={STEP}"
    old = client.get(url).content.decode()
    with acting(owner) as by:
        end_step(run=run, by=by)
        start_step(case=case, step_key=STEP, by=by)
    new = client.get(url).content.decode()

    assert "Fortalt, hvem I er" in old
    assert "Den nyere version bruges" in old
    assert "Noget helt nyt" not in old
    assert "Noget helt nyt" in new


def test_a_point_of_another_version_is_not_mixed_in(case, owner, leader, municipality):
    run, point = going(case, owner), first_point(case, owner)
    with acting(owner) as by:
        tick(run=run, item=point, ticked=True, by=by)
    with acting(leader) as by:
        rewrite_checklist(organisation=municipality, step_key=STEP, items=[("", "Noget helt nyt")], by=by)
    newer = first_point(case, owner, number=2)

    client_of(owner).post(reverse("cases:step_tick", args=[case.pk, run.pk]), {"tick": newer.pk})

    with acting(owner):
        assert [row.item_id for row in ChecklistTick.objects.filter(run=run)] == [point.pk]


def test_a_point_that_is_none_is_not_found(case, owner):
    run = going(case, owner)
    url = reverse("cases:step_tick", args=[case.pk, run.pk])

    answers = [client_of(owner).post(url, {"tick": text}).status_code for text in ("", "x", str(run.pk))]

    assert answers == [404, 404, 404]


def test_an_unknown_step_shows_the_course_anyway_and_cannot_be_begun(case, owner):
    client = client_of(owner)

    assert client.get(f"{case.get_absolute_url()}?trin=findes.ikke").status_code == 200
    page = client.post(reverse("cases:step_start", args=[case.pk, "findes.ikke"]), follow=True)
    assert "Trinnet hører ikke til dette forløb." in page.content.decode()


def test_the_source_stands_under_a_checklist_built_from_prose(case, owner):
    page = client_of(owner).get(f"{case.get_absolute_url()}?trin={STEP}").content.decode()

    assert "Bygget af teksten i slutrapporten (Rambøll 2017), s. 39-40" in page


def test_strangers_cannot_work_a_step(case, stranger, outsider):
    url = reverse("cases:step_start", args=[case.pk, STEP])

    assert [client_of(user).post(url).status_code for user in (stranger, outsider)] == [404, 404]
