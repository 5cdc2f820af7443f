"""Whose description goes and whose stays, and that it is gone everywhere when it goes."""

from datetime import date, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.automatic import AUTOMATIC, automatic_user
from audit.models import JobReport, Redaction
from audit.verification import verify_history
from cases.actions.admission import admit, discharge
from cases.actions.citizen import add_best_met, add_citizen, allow_speaking_with, edit_citizen, remove_best_met
from cases.actions.contact import correct_contact, log_contact
from cases.actions.identity import identify_citizen, merge_citizens, undo_move
from cases.actions.task import add_task
from cases.forgetting import Done, forget_in
from cases.models import Admission, BestMet, Citizen, Contact, RowMove, Task
from tests.cast import acting, met_on_the_street, token, with_course

DAYS = 180


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


#: The first day on which somebody written down today is due.
DUE = DAYS


def due(on: date) -> list:
    return list(Citizen.objects.due_to_forget(days=DAYS, on=on).values_list("pk", flat=True))


def forget(organisation, *, on: date | None = None, dry_run: bool = False) -> dict[str, dict[str, int]]:
    """{unit: counts} of the units in which something was looked at."""
    done: list[Done] = list(forget_in(organisation, on=on or in_days(DUE), dry_run=dry_run))
    return {one.unit.name: one.counts for one in done if one.looked_at}


def counted(looked_at: int, citizens: int, contacts: int, soon: int = 0) -> dict[str, int]:
    strangers = {"contacts": contacts, "spottings": 0, "enquiries": 0, "self_assessments": 0}
    return {"looked_at": looked_at, "citizens": citizens, **strangers, "tablet_entries": 0, "soon": soon, "failed": 0}


# --- Who is due -------------------------------------------------------------------------------------------------------
def test_somebody_known_by_an_alias_is_due_so_many_days_after_being_written_down(alias_citizen, owner):
    with acting(owner):
        assert [due(in_days(day)) for day in (DUE - 1, DUE)] == [[], [alias_citizen.pk]]


@pytest.mark.parametrize("result", ["talked", "seen"])
def test_whoever_is_met_again_has_as_long_again(alias_citizen, owner, result):
    with time_machine.travel(tomorrow(), tick=False), acting(owner) as by:
        met_on_the_street(alias_citizen, "alias_citizen", result=result, days_ago=0, by=by)
    with acting(owner):
        assert [due(in_days(day)) for day in (DUE, DUE + 1)] == [[], [alias_citizen.pk]]


def test_an_attempt_that_met_nobody_and_a_contact_that_was_corrected_to_one_are_no_meeting(alias_citizen, owner):
    with time_machine.travel(tomorrow(), tick=False), acting(owner) as by:
        met_on_the_street(alias_citizen, "alias_citizen", result="not_met", days_ago=0, by=by)
        wrong = met_on_the_street(alias_citizen, "alias_citizen", days_ago=0, by=by)
        correct_contact(contact=wrong, result="not_met", reason="Det var en anden", by=by)
    with acting(owner):
        assert due(in_days(DUE)) == [alias_citizen.pk]


AGREED = {
    "a course": lambda citizen, by: with_course(citizen, contact_person=by, by=by),
    "a request for treatment": lambda citizen, by: met_on_the_street(citizen, "a", asks_for_treatment=True, by=by),
    "a wish for contact": lambda citizen, by: met_on_the_street(citizen, "a", wish="contact", by=by),
    "whom we may speak with": lambda citizen, by: allow_speaking_with(
        citizen=citizen, name="Bo", relation="bror", agreed_on=timezone.localdate(), by=by
    ),
    "an agreement": lambda citizen, by: add_task(
        unit=citizen.unit,
        citizen=citizen,
        kind=Task.Kind.AGREEMENT,
        title="Mødes",
        due_on=in_days(1),
        owner=by,
        by=by,
    ),
    "a name": lambda citizen, by: identify_citizen(citizen=citizen, name="Karl Holm", how="papers", by=by),
    "a name that was taken away again": lambda citizen, by: (
        edit_citizen(citizen=citizen, identity="named", name="Karl Holm", by=by),
        edit_citizen(citizen=citizen, identity="alias", name="", by=by),
    ),
    "a CPR number": lambda citizen, by: edit_citizen(citizen=citizen, cpr="0101901234", by=by),
    "being admitted now": lambda citizen, by: admit(
        citizen=citizen, kind=Admission.Kind.HOSPITAL, since=timezone.localdate(), ward="", by=by
    ),
}


@pytest.mark.parametrize("what", AGREED)
def test_whoever_agreed_to_anything_or_was_named_is_never_due(alias_citizen, owner, what):
    with acting(owner) as by:
        AGREED[what](alias_citizen, by)
        assert due(in_days(5 * DUE)) == []


@pytest.mark.parametrize("wish", ["not_now", "no", ""])
def test_not_now_and_no_are_no_agreement(alias_citizen, owner, wish):
    with acting(owner) as by:
        met_on_the_street(alias_citizen, "alias_citizen", wish=wish, by=by)
        assert due(in_days(DUE)) == [alias_citizen.pk]


def test_whoever_came_out_again_is_due(alias_citizen, owner):
    with acting(owner) as by:
        row = admit(citizen=alias_citizen, kind=Admission.Kind.HOSPITAL, since=timezone.localdate(), ward="", by=by)
        discharge(admission=row, on=timezone.localdate(), by=by)
        assert due(in_days(DUE)) == [alias_citizen.pk]


def test_the_named_and_the_anonymous_by_law_are_never_due(citizen, anonymous_citizen, protected_citizen, owner):
    with acting(owner):
        assert due(in_days(5 * DUE)) == []


def test_of_two_that_became_one_the_one_who_stays_decides(alias_citizen, owner, centre):
    with acting(owner) as by:
        other = add_citizen(unit=centre, identity="alias", alias="Hatten", description="grøn hat", by=by)
        merge_citizens(keep=alias_citizen, gone=other, by=by)
        assert due(in_days(DUE)) == [alias_citizen.pk]
        met_on_the_street(alias_citizen, "alias_citizen", wish="contact", by=by)
        assert due(in_days(DUE)) == []


# --- What goes --------------------------------------------------------------------------------------------------------
def texts_of(rows) -> str:
    """Everything that stands in these rows, live or history."""
    return " ".join(str(value) for row in rows for value in row.__dict__.values())


def test_nothing_that_describes_the_citizen_stands_anywhere_any_more(alias_citizen, owner, municipality, place):
    with acting(owner) as by:
        edit_citizen(
            citizen=alias_citizen, phone="20304050", usual_place=place, language="polsk", address="Gade 1", by=by
        )
        remove_best_met(best_met=add_best_met(citizen=alias_citizen, note="ved kiosken", by=by), by=by)
        add_best_met(citizen=alias_citizen, weekday=2, place=place, note="ved havnen", by=by)
        stranger = log_contact(
            unit=alias_citizen.unit, at=timezone.now(), way="street", result="seen", described_as="rød hat", by=by
        )[0]
        met = correct_contact(contact=stranger, citizen=alias_citizen, reason="Genkendt", by=by)
        note = met_on_the_street(alias_citizen, "alias_citizen", by=by)
    found = forget(municipality)
    with acting(owner):
        row = Citizen.objects.get(pk=alias_citizen.pk)
        history = [*row.history.all(), *BestMet.history.all(), *Contact.history.all()]
        for told in ("-alias_citizen-xq", "20304050", "polsk", "Gade 1", "kiosken", "havnen", "rød hat", str(place.pk)):
            there = texts_of([row, *history]).replace(token("alias_citizen", "note"), "")
            assert told not in there, told
        assert (row.label, row.forgotten_on, row.search_key, row.sort_key, BestMet.objects.count()) == (
            "Ukendt borger, beskrivelsen slettet", in_days(DUE), "", "", 0,
        )  # fmt: skip
        # The stranger's own contact, which the other corrects, goes by its own deadline, here the same.
        assert found == {row.unit.name: counted(2, 1, 1)}
        note.refresh_from_db()
        assert (note.note, note.citizen_id, met.described_as) == (token("alias_citizen", "note"), row.pk, "rød hat")
    assert verify_history() == []


def test_who_did_it_and_why_stands_in_history(alias_citizen, owner, municipality):
    forget(municipality)
    with acting(owner):
        last = alias_citizen.history.latest()
        told = Redaction.objects.get(table_name="cases_citizen")
        reason = "Slettet efter fristen: ikke mødt i 180 dage"
        assert (last.history_user_id, last.history_role, last.history_change_reason) == (AUTOMATIC, "system", reason)
        assert (told.user_id, told.row_id, told.reason, told.source, told.rows) == (
            AUTOMATIC, alias_citizen.pk, reason, "forget_descriptions", 1,
        )  # fmt: skip
        assert told.request_id == last.history_request_id != ""
    assert (str(automatic_user()), automatic_user().is_active) == ("Brobyg, automatisk", False)


def test_those_who_were_merged_go_along_and_what_the_merge_kept(alias_citizen, owner, municipality, centre):
    with acting(owner) as by:
        other = add_citizen(unit=centre, identity="alias", alias="Hatten", description="grøn hat", by=by)
        move = merge_citizens(keep=alias_citizen, gone=other, by=by)
        assert "Hatten" in (move.taken or "")
    forget(municipality)
    with acting(owner) as by:
        rows = Citizen.objects.filter(pk__in=(alias_citizen.pk, other.pk))
        history = [*Citizen.history.all(), *RowMove.history.all(), *RowMove.objects.all()]
        assert [
            word for word in ("Hatten", "grøn hat", "alias_citizen-xq") if word in texts_of([*rows, *history])
        ] == []
        assert {row.forgotten_on for row in rows} == {in_days(DUE)}
        undo_move(move=move, by=by)
        assert {row.label for row in rows.all()} == {"Ukendt borger, beskrivelsen slettet"}
    assert verify_history() == []


def test_strangers_of_contacts_go_after_the_same_deadline_and_the_note_stays(unknown_contact, owner, municipality):
    with acting(owner):
        Contact.objects.filter(pk=unknown_contact.pk).update(note="Ville ikke tale")
    assert forget(municipality, on=in_days(DUE - 1)) == {unknown_contact.unit.name: counted(1, 0, 0, soon=1)}
    assert forget(municipality) == {unknown_contact.unit.name: counted(1, 0, 1)}
    with acting(owner):
        unknown_contact.refresh_from_db()
        described = set(unknown_contact.history.values_list("described_as", flat=True))
    assert (unknown_contact.described_as, unknown_contact.note, described) == ("", "Ville ikke tale", {""})


def test_a_second_run_changes_nothing(alias_citizen, unknown_contact, owner, municipality):
    forget(municipality)

    def everything() -> list:
        with acting(owner):
            return [
                list(rows.order_by("pk").values())
                for rows in (Citizen.objects, Contact.objects, Redaction.objects, Citizen.history, Contact.history)
            ]

    before = everything()
    assert forget(municipality) == {}
    assert everything() == before


def test_a_dry_run_says_the_same_and_writes_nothing(alias_citizen, unknown_contact, owner, municipality):
    told = {alias_citizen.unit.name: counted(2, 1, 1)}
    assert forget(municipality, dry_run=True) == told
    with acting(owner):
        assert (Redaction.objects.count(), JobReport.objects.count()) == (0, 0)
        assert Citizen.objects.get(pk=alias_citizen.pk).alias == token("alias_citizen", "alias")
    assert forget(municipality) == told


def test_the_run_leaves_a_report_for_each_unit(alias_citizen, unknown_contact, owner, municipality):
    forget(municipality)
    with acting(owner):
        reports = {report.unit_id: report for report in JobReport.objects.all()}
        mine = reports[alias_citizen.unit_id]
        assert mine.counts == counted(2, 1, 1)
        assert mine.rows == {"cases.Citizen": [str(alias_citizen.pk)], "cases.Contact": [str(unknown_contact.pk)]}


def test_another_organisation_has_its_own_deadline(alias_citizen, outsider, far_unit, elsewhere, owner):
    with acting(outsider) as by:
        theirs = add_citizen(unit=far_unit, identity="alias", alias="Hatten", by=by)
    assert forget(elsewhere) == {far_unit.name: counted(1, 1, 0)}
    with acting(owner):
        assert Citizen.objects.get(pk=alias_citizen.pk).forgotten_on is None
    with acting(outsider):
        assert Citizen.objects.get(pk=theirs.pk).forgotten_on == in_days(DUE)


def test_somebody_who_was_met_while_the_job_ran_stays(alias_citizen, owner, municipality, monkeypatch):
    from cases import forgetting

    def meets_first(**values):
        with acting(owner) as by:
            met_on_the_street(alias_citizen, "alias_citizen", wish="contact", by=by)
        return really(**values)

    really = forgetting.forget_citizen
    monkeypatch.setattr(forgetting, "forget_citizen", meets_first)
    assert forget(municipality) == {alias_citizen.unit.name: counted(1, 0, 0)}


def test_no_new_contact_is_written_with_somebody_nobody_would_know_again(alias_citizen, owner, municipality):
    with acting(owner) as by:
        before = met_on_the_street(alias_citizen, "alias_citizen", by=by)
    forget(municipality)
    with acting(owner) as by:
        with pytest.raises(IntegrityError, match="whom nobody would know again"), transaction.atomic():
            met_on_the_street(alias_citizen, "alias_citizen", by=by)
        mended = correct_contact(contact=before, minutes=5, reason="Det var kortere", by=by)
        assert list(Contact.objects.current().values_list("pk", flat=True)) == [mended.pk]


# --- The command ------------------------------------------------------------------------------------------------------
def run(*arguments: str) -> str:
    out = StringIO()
    call_command("forget_descriptions", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_tells_what_it_did_and_no_names(alias_citizen, unknown_contact, municipality):
    out = run()
    strangers = "0 contacts, 0 spottings, 0 enquiries, 0 self_assessments"
    assert f"looked at 2, deleted 0 citizen(s) and strangers in {strangers}, 0 more within" in out
    assert "within 14 days; emptied 0 tablet_entries" in out
    assert "-xq" not in out


def test_the_command_can_be_tried_first(alias_citizen, municipality, owner):
    assert run("--dry-run").endswith("Nothing was deleted or written.\n")
    with acting(owner):
        assert JobReport.objects.count() == 0


@pytest.mark.parametrize("wrong", ["--days=3", "Odense"])
def test_what_the_command_does_not_know_it_refuses(db, wrong):
    with pytest.raises(CommandError, match="unrecognized arguments"):
        run(wrong)


def test_without_its_triggers_nothing_is_deleted(db, monkeypatch):
    monkeypatch.setattr("cases.management.commands.forget_descriptions.standing", lambda: ["rows: no trigger"])
    with pytest.raises(CommandError, match=r"(?s)Nothing was deleted.*migrate.*rows: no trigger"):
        run()


def test_what_fails_is_told_and_the_others_go_on(alias_citizen, unknown_contact, owner, municipality, monkeypatch):
    from django.db import DatabaseError

    def fails(**values):
        raise DatabaseError

    monkeypatch.setattr("cases.forgetting.forget_citizen", fails)
    assert forget(municipality) == {alias_citizen.unit.name: {**counted(2, 0, 1), "failed": 1}}
