"""Who gets what from the URLs of the open door, and from those behind it on which it is kept."""

from __future__ import annotations

from tests.matrix_rows import (
    EVERYBODY,
    LEADERS,
    MUNICIPALITY,
    OWN_LEADERS,
    REFUSED,
    WORKERS,
    Row,
    button,
    form,
    inside,
    page,
)

OFFERING = WORKERS - {"crisis_worker"}
#: Whoever may change the times of `owner`.
OF_OWNER = frozenset({"owner", "leader"})
#: The user council: all who meet citizens read it, whoever leads or has the project keeps it. Its members are citizens.
READING = EVERYBODY - {"nobody", "dpo", "administrator", "outside_dpo", "outside_administrator"}
KEEPING = LEADERS | {"project_lead"}
KEEPERS = OWN_LEADERS | {"project_lead"}
_READERS = dict.fromkeys((MUNICIPALITY | {"spotter"}) - KEEPERS, 403)

#: Nobody is signed in. Where something must have been begun before, one is led to the beginning.
_BACK = {"get": 302, "public": True}
PUBLIC: dict[str, Row] = {
    "intake:public_doors": Row(EVERYBODY, public=True),
    "intake:public_accessibility": Row(EVERYBODY, public=True),
    "intake:public_figures": Row(EVERYBODY, public=True),
    # Nothing said leads on to the times.
    "intake:public_front": Row(EVERYBODY, post=302, public=True),
    "intake:public_next": Row(EVERYBODY, **_BACK),
    "intake:public_leave": Row(EVERYBODY, get=None, post=302, public=True),
    "intake:public_times": Row(EVERYBODY, post=200, public=True),
    "intake:public_anonymous": Row(EVERYBODY, post=200, public=True),
    "intake:public_done": Row(EVERYBODY, post=302, **_BACK),
    "intake:public_calendar": Row(EVERYBODY, **_BACK),
    "intake:public_questions": Row(EVERYBODY, post=200, public=True),
    "intake:public_question": Row(EVERYBODY, post=302, **_BACK),
    "intake:public_pause": Row(EVERYBODY, post=302, **_BACK),
    "intake:public_resume": Row(EVERYBODY, post=200, public=True),
    # The user council
    "intake:council": page(READING, **REFUSED),
    "intake:council_board": page(READING, **REFUSED),
    "intake:council_member_new": form(KEEPING, **REFUSED),
    "intake:council_member": form(KEEPERS, but=_READERS),
    "intake:council_meeting_new": form(KEEPING, **REFUSED),
    "intake:council_meeting": form(KEEPERS, but=_READERS),
    "intake:proposal_new": form(KEEPING, **REFUSED),
    "intake:proposal": form(KEEPERS, but=_READERS),
    "intake:proposal_decide": form(KEEPERS, but=_READERS),
    "intake:proposal_done": form(KEEPERS, but=_READERS),
    "intake:proposal_undo": button(KEEPERS, but=_READERS),
    # Behind the sign-in
    "intake:availability": page(OFFERING, **REFUSED),
    "intake:availability_new": form(OFFERING, **REFUSED),
    "intake:availability_edit": form(OF_OWNER, but=inside(OF_OWNER)),
    "intake:availability_stop": button(OF_OWNER, but=inside(OF_OWNER)),
    "intake:reception": form(frozenset({"leader", "outside_leader"}), **REFUSED),
}
