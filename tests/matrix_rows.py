"""What a row of the permission matrix is, and whom it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.walk_urls import ACTORS, ANONYMOUS

Who = frozenset[str]

OWN: Who = frozenset({"owner", "colleague"})
UNIT: Who = OWN | {"unit_mate", "mentor", "health", "project_lead", "leader"}
WORKERS: Who = UNIT | {"stranger", "other_leader", "crisis_worker", "outsider", "outside_leader"}
FAR: Who = frozenset({"outsider", "outside_leader"})
LEADERS: Who = frozenset({"leader", "other_leader", "outside_leader"})
DPOS: Who = frozenset({"dpo", "outside_dpo"})
EVERYBODY: Who = frozenset(ACTORS)
#: Home and the crisis centre alike.
HOME_AND_CENTRE: Who = UNIT | {"crisis_worker"}
#: On duty at the crisis centre; home sees the stay and is told that this is the centre's.
DUTY: Who = frozenset({"crisis_worker"})
AT_HOME = dict.fromkeys(UNIT, 403)
AT_CENTRE: Who = frozenset({"crisis_worker"})
#: Everybody who works with courses in the municipality of `citizen`; its leaders.
MUNICIPALITY: Who = HOME_AND_CENTRE | {"stranger", "other_leader"}
OWN_LEADERS: Who = frozenset({"leader", "other_leader"})
NOBODY: Who = frozenset()
NO_METHOD = 405


@dataclass(frozen=True)
class Row:
    """`get` and `post`: what those in `who` get; None where the method does not exist (405 for all).

    `others` is what the rest gets, unless `but` says otherwise of somebody.
    """

    who: Who
    get: int | None = 200
    post: int | None = None
    others: int = 404
    but: dict[str, int] = field(default_factory=dict)
    #: Open to those who have not signed in.
    public: bool = False
    #: Whose row is asked for, by fixture.
    about: str = "citizen"
    #: What a GET gives everybody who has signed in, where it only leads to the page that then decides.
    leads_on: bool = False
    #: What is posted: {name: URL parameter of the same row whose value is sent}.
    posts: dict[str, str] = field(default_factory=dict)

    def expected(self, method: str) -> dict[str, int]:
        """{actor: status}"""
        ok = self.get if method == "get" else self.post
        if ok is None:
            return dict.fromkeys(ACTORS, NO_METHOD) | {ANONYMOUS: self._door(method, NO_METHOD)}
        if method == "get" and self.leads_on:
            return dict.fromkeys(ACTORS, ok) | {ANONYMOUS: self._door(method, ok)}
        answers = {who: ok if who in self.who else self.others for who in ACTORS}
        return answers | self.but | {ANONYMOUS: self._door(method, ok)}

    def _door(self, method: str, ok: int) -> int:
        if self.public:
            return ok
        return 302 if method == "get" else 401


def form(who: Who, **options) -> Row:
    """A form: GET shows it, an empty POST shows it again with what is missing."""
    return Row(who, **{"get": 200, "post": 200, **options})


def page(who: Who, **options) -> Row:
    return Row(who, **options)


def button(who: Who, post: int = 302, **options) -> Row:
    """Only a POST, which acts and leads back."""
    return Row(who, get=None, post=post, **options)


def inside(who: Who) -> dict[str, int]:
    """403 for those of the unit who may not: they see the row."""
    return dict.fromkeys(UNIT - who, 403)


def without(ability_of: Who) -> dict[str, int]:
    """403 for those whose role lacks the ability altogether: they are told before any row is looked for."""
    return dict.fromkeys(EVERYBODY - ability_of, 403)


ADMINISTRATOR: Who = frozenset({"administrator"})
ADMINISTRATORS: Who = ADMINISTRATOR | {"outside_administrator"}
#: Lists and new things: nobody's row is asked for, so there is nothing to hide and 403 says why.
REFUSED = {"others": 403}
#: Another organisation's people and units do not exist for its neighbour's administrator.
OF_ANOTHER_HOUSE = {"others": 403, "but": {"outside_administrator": 404}}
