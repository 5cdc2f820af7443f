"""The user council: code names alone, and what became of each proposal as facts with days."""

from datetime import timedelta

import pytest
import uuid6
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from intake.actions.council import add_member, edit_meeting, edit_member, hold_meeting
from intake.actions.proposal import decide_proposal, do_proposal, edit_proposal, take_back
from intake.models import CouncilMember, Proposal
from tests.cast import acting, client_of
from tests.intake.council_factories import day, sat
from tests.queries import assert_same_queries

pytestmark = pytest.mark.django_db

COUNCIL = "intake:council"


def refused(act, **told):
    with pytest.raises(ValidationError) as found:
        act(**told)
    return found.value.message_dict if hasattr(found.value, "error_dict") else found.value.messages


def shown(user, which):
    return [line.what for line in client_of(user).get(reverse(COUNCIL), {"vis": which}).context["lines"]]


def test_a_proposal_goes_from_open_to_decided_to_done_and_each_can_be_taken_back(leader, owner):
    _member, meeting, row = sat(leader)
    stations = [shown(owner, "aabne")]
    with acting(leader) as by:
        decide_proposal(proposal=row, decision="Ja, fra marts", decided_on=day(-5), decided_by="Ledelsen", by=by)
    stations.append(shown(owner, "besluttet"))
    with acting(leader) as by:
        do_proposal(proposal=row, done_what="Åbent kl. 10–14", done_on=day(-1), by=by)
    stations.append(shown(owner, "gjort"))
    wall = client_of(owner).get(reverse("intake:council_board")).content.decode()
    with acting(leader) as by:
        take_back(proposal=row, by=by)
        decided = Proposal.objects.get()
        take_back(proposal=row, by=by)
        last = Proposal.objects.get()
        past = Proposal.history.filter(done_what="Åbent kl. 10–14").count()

    assert stations == [["Åbent om lørdagen"]] * 3
    assert all(words in wall for words in ("Åbent om lørdagen", "Ja, fra marts", "Åbent kl. 10–14", "af Blå"))
    assert (decided.done_on, decided.decided_on, last.decided_on, last.raised_on) == (None, day(-5), None, day(-20))
    assert (last.meeting_id, past) == (meeting.pk, 1)


def test_days_come_in_their_order(leader):
    _member, meeting, row = sat(leader)
    with acting(leader) as by:
        decision = {"proposal": row, "decision": "Ja", "decided_by": "Ledelsen", "by": by}
        done = {"proposal": row, "done_what": "Gjort", "by": by}
        assert refused(do_proposal, **done, done_on=day(0)) == ["Skriv først, hvad der blev besluttet."]
        assert "decided_on" in refused(decide_proposal, **decision, decided_on=day(-21))
        assert "decided_on" in refused(decide_proposal, **decision, decided_on=day(1))
        decide_proposal(**decision, decided_on=day(-5))
        assert "done_on" in refused(do_proposal, **done, done_on=day(-6))
        assert "held_on" in refused(edit_meeting, meeting=meeting, held_on=day(-4), place="Huset", by=by)
        assert "raised_on" in refused(edit_proposal, proposal=row, what="Nyt", raised_on=day(-4), by=by)
        edit_meeting(meeting=meeting, held_on=day(-22), place="Huset", by=by)
        assert Proposal.objects.get().raised_on == day(-22)
    with acting(leader):
        kept = Proposal.objects.get()
        kept.done_on, kept.done_what = kept.decided_on - timedelta(days=1), "Før"
        with pytest.raises(IntegrityError), transaction.atomic():
            kept.save()


def test_members_are_code_names_and_a_meeting_seats_those_who_came(leader):
    first, meeting, _row = sat(leader)
    with acting(leader) as by:
        entry = uuid6.uuid7()
        second, again = (add_member(code_name=" Grøn  ", from_on=day(-3), entry_id=entry, by=by) for _time in range(2))
        assert (second, second.code_name) == (again, "Grøn")
        assert "code_name" in refused(add_member, code_name="grøn", from_on=day(0), by=by)
        assert "to_on" in refused(edit_member, member=second, code_name="Grøn", from_on=day(-3), to_on=day(-4), by=by)
        assert "held_on" in refused(hold_meeting, held_on=meeting.held_on, place="Parken", by=by)
        assert "present" in refused(hold_meeting, held_on=day(9), place="Parken", present=[first], by=by)
        edit_meeting(meeting=meeting, held_on=meeting.held_on, place="Parken", present=[second], by=by)
        edit_member(member=first, code_name="Blå", from_on=day(-100), to_on=day(-1), by=by)
        assert [seat.member for seat in meeting.present.all()] == [second]
        assert list(CouncilMember.objects.sitting(day(0))) == [second]
        hold_meeting(held_on=day(9), place="Parken", by=by)
    page = client_of(leader).get(reverse(COUNCIL))

    assert [(one.is_to_come, one.came) for one in page.context["meetings"]] == [(True, ""), (False, "Grøn")]
    assert [one.code_name for one in page.context["members"]] == ["Grøn", "Blå"]


def test_what_is_typed_stays_and_the_staff_read_what_leaders_write(leader, owner, spotter, outside_leader):
    _member, _meeting, row = sat(leader)
    new, edit = reverse("intake:proposal_new"), reverse("intake:proposal", args=[row.pk])
    script = "<script>alert(1)</script> mere kaffe"
    wrong = client_of(leader).post(new, {"what": script, "raised_on": "i går"}).content.decode()
    entry = str(uuid6.uuid7())
    for _time in range(2):
        answer = client_of(leader).post(new, {"what": script, "raised_on": str(day(-1)), "entry": entry})
    read = client_of(spotter).get(reverse(COUNCIL)).content.decode()

    assert ("&lt;script&gt;" in wrong, "Indtast en gyldig dato" in wrong) == (True, True)
    assert answer.url.endswith("?vis=aabne")
    assert ("&lt;script&gt;" in read, "<script>alert" in read, "anonym" in read) == (True, False, True)
    assert len(shown(owner, "aabne")) == 2
    assert reverse("intake:proposal_new") not in read
    assert client_of(owner).post(edit, {"what": "Mit"}).status_code == 403
    assert client_of(outside_leader).get(edit).status_code == 404
    assert shown(outside_leader, "aabne") == []


def test_a_hundred_cost_what_one_does(leader, owner):
    def more(count):
        for number in range(count):
            sat(leader, f"M{uuid6.uuid7()}"[:39], what=f"Forslag {number}")

    more(1)
    client = client_of(owner)
    assert_same_queries(lambda: client.get(reverse(COUNCIL)), lambda: more(8))
    assert_same_queries(lambda: client.get(reverse("intake:council_board")), lambda: more(8))
