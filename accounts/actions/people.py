"""Who works here, and as what."""

from __future__ import annotations

from datetime import date

from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import Membership, Organisation, Team, Unit, User
from audit.writing import action


@action
def add_person(*, name: str, email: str, by: User) -> User:
    """A person who can sign in once a password is chosen through the link of `password_link`.

    Somebody who already works for another organisation keeps the one sign-in: the existing user is returned.
    """
    email = email.strip().lower()
    known = User.objects.filter(email=email).first()
    if known:
        return known
    person = User(name=" ".join(name.split()), email=email)
    person.set_unusable_password()
    person.save()
    return person


@action
def edit_person(*, person: User, name: str, email: str, by: User, reason: str = "") -> User:
    person.name, person.email = " ".join(name.split()), email.strip().lower()
    person.save()
    return person


@action
def give_role(
    *,
    person: User,
    organisation: Organisation,
    role: str,
    unit: Unit | None,
    team: Team | None = None,
    from_on: date,
    to_on: date | None = None,
    by: User,
) -> Membership:
    """A dated membership. Raises ValidationError when role, unit and dates do not fit together."""
    membership = Membership(
        user=person, organisation=organisation, role=role, unit=unit, team=team, from_on=from_on, to_on=to_on
    )
    membership.full_clean()
    membership.save()
    return membership


@action
def change_membership(
    *,
    membership: Membership,
    role: str,
    unit: Unit | None,
    team: Team | None,
    from_on: date,
    to_on: date | None,
    by: User,
    reason: str = "",
) -> Membership:
    membership.role, membership.unit, membership.team = role, unit, team
    membership.from_on, membership.to_on = from_on, to_on
    membership.full_clean()
    membership.save()
    return membership


@action
def deactivate(*, person: User, by: User, reason: str = "") -> None:
    """Close the sign-in at once: memberships here end today, open sessions are ended. The person's writings stay."""
    today = timezone.localdate()
    for membership in Membership.objects.active(today).filter(user=person):
        membership.to_on = max(today, membership.from_on)
        membership.save()
    person.is_active = False
    person.save()
    end_sessions(person)


@action
def reactivate(*, person: User, by: User, reason: str = "") -> None:
    """The person can sign in again; roles must be given anew."""
    person.is_active = True
    person.save()


def end_sessions(person: User) -> int:
    """End every session of the person; returns how many. Sessions hold no case data, so no history."""
    ended = 0
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
            ended += 1
    return ended
