"""Who a citizen of the demo is, and what stands on the first page about them."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from cases.actions.citizen import add_best_met, add_citizen, allow_speaking_with
from cases.models import Citizen
from demo import notes, people
from demo.organisations import Stage

Identity = Citizen.Identity

#: So that each town has a few with a protected name.
PROTECTED_EVERY = 16


def add(stage: Stage, *, number: int, motivated: bool, by: User) -> Citizen:
    """A citizen: most of those with a course have a name, most of the others an alias or a description."""
    random = stage.random
    gender = random.choices(("man", "woman"), weights=(3, 1))[0]
    born = stage.now.year - random.randint(20, 62)
    fields: dict = {"gender": gender, "usual_place": stage.place()}
    identity = random.choices(
        (Identity.NAMED, Identity.ALIAS, Identity.ANONYMOUS), weights=(86, 11, 3) if motivated else (46, 44, 10)
    )[0]
    if motivated and number % PROTECTED_EVERY == 7:
        identity, fields["protected"] = Identity.NAMED, True
    if identity == Identity.NAMED:
        fields |= named(stage, gender, born)
    elif identity == Identity.ANONYMOUS:
        basis = Citizen.AnonymousBasis.SEL_101A if motivated else Citizen.AnonymousBasis.SEL_99
        fields |= {"anonymous_basis": basis, "alias": unused_alias(stage)}
    elif random.random() < 0.25:
        fields["description"] = random.choice(people.DESCRIPTIONS)
    else:
        fields |= {"alias": unused_alias(stage), "description": random.choice((*people.DESCRIPTIONS, "", ""))}
    if random.random() < 0.12:
        fields |= {"language": random.choice(people.LANGUAGES), "needs_interpreter": random.random() < 0.5}
    if motivated and random.random() < 0.4:
        fields["contact_wishes"] = random.choice(people.WISHES)
    return add_citizen(unit=stage.unit, identity=identity, by=by, **fields)


def named(stage: Stage, gender: str, born: int) -> dict:
    random = stage.random
    fields = {
        "name": people.full_name(random, gender, stage.names),
        "birth_year": born,
        "home_municipality": stage.town.code,
        "children": random.choice(("", "no", "no", "apart", "sometimes", "lives_with")),
    }
    if random.random() < 0.6:
        fields["cpr"] = people.cpr(random, min(born, 2005))
        fields["birth_year"] = min(born, 2005)
    if random.random() < 0.7:
        fields["phone"] = people.phone(random)
    if random.random() < 0.25:
        fields["alias"] = unused_alias(stage)
    return fields


def unused_alias(stage: Stage) -> str:
    """An alias of its own; when all are taken, with a word that tells it from the first."""
    random = stage.random
    alias = random.choice(people.ALIASES)
    if alias in stage.names:
        alias = f"{alias} fra {stage.place().name}"
    stage.names.add(alias)
    return alias


def describe_better(stage: Stage, citizen: Citizen, *, by: User) -> None:
    """What one learns with time: where best met, whom we may speak with."""
    random = stage.random
    if random.random() < 0.7:
        add_best_met(
            citizen=citizen,
            place=stage.place(),
            weekday=random.choice((None, 2, 3, 4)),
            day_of_month=random.choice((None, None, None, 1, 2)),
            note=random.choice(notes.BEST_MET),
            by=by,
        )
    if random.random() < 0.4 and citizen.identity == Identity.NAMED:
        relation, first_names = random.choice(people.RELATIONS)
        allow_speaking_with(
            citizen=citizen,
            name=f"{random.choice(first_names)} {random.choice(people.SURNAMES)}",
            relation=relation,
            phone=people.phone(random),
            agreed_on=timezone.localdate() - timedelta(days=random.randint(20, 200)),
            by=by,
        )
