"""Who works here, and as what."""

from __future__ import annotations

from datetime import date, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.automatic import AUTOMATIC
from accounts.models import Membership, Organisation, Team, Unit, User
from accounts.policy import Role
from accounts.staff import LAST_ADMINISTRATOR, is_administered, why_not_close, works_elsewhere
from audit import context
from audit.models.history import CHANGED, write_one
from audit.writing import action

LINK_MADE = gettext_lazy("Lavede et link til at vælge adgangskode.")


@action
def add_person(*, name: str, email: str, by: User) -> User:
    """A person who can sign in once a password is chosen through the link of `make_password_link`.

    Somebody who already works for another organisation keeps the one sign-in: the existing user is returned.
    """
    email = email.strip().lower()
    known = User.objects.filter(email=email).first()
    if known and known.pk == AUTOMATIC:
        raise ValidationError({"email": _("Adressen er Brobygs egen. Den kan ingen logge ind med.")})
    if known:
        return known
    person = User(name=" ".join(name.split()), email=email)
    person.set_unusable_password()
    person.save()
    return person


@action
def edit_person(*, person: User, name: str, email: str, by: User, phone: str | None = None, reason: str = "") -> User:
    """`phone`: None leaves it as it is."""
    person.name, person.email = " ".join(name.split()), email.strip().lower()
    person.phone = person.phone if phone is None else phone
    # An address that the sign-in library remembers would go on working beside the new one.
    EmailAddress.objects.filter(user_id=person.pk).exclude(email=person.email).delete()
    person.save()
    return person


@action
def set_work_phone(*, person: User, phone: str, by: User) -> User:
    """Where those whom the person follows can call; empty where they cannot."""
    person.phone = phone
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
    # Two who press at once wait for one another here.
    User.objects.select_for_update().get(pk=person.pk)
    membership = Membership(
        user=person, organisation=organisation, role=role, unit=unit, team=team, from_on=from_on, to_on=to_on
    )
    _check(membership)
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
    """Raises ValidationError like `give_role`, and when the organisation would be left without an administrator."""
    was_administrator = membership.role == Role.ADMINISTRATOR and membership.is_active()
    membership.role, membership.unit, membership.team = role, unit, team
    membership.from_on, membership.to_on = from_on, to_on
    _check(membership)
    if was_administrator:
        _keep_an_administrator(membership)
    membership.save()
    return membership


def _check(membership: Membership) -> None:
    unit, team = membership.unit, membership.team
    if unit and unit.organisation_id != membership.organisation_id:
        raise ValidationError({"unit": _("Enheden hører til en anden organisation.")})
    if team and (unit is None or team.unit_id != unit.pk):
        raise ValidationError({"team": _("Teamet hører ikke til i enheden.")})
    membership.full_clean()
    same = Membership.objects.filter(
        user=membership.user, organisation=membership.organisation, role=membership.role, unit=unit
    ).exclude(pk=membership.pk)
    later = same.exclude(to_on__lt=membership.from_on)
    if membership.to_on:
        later = later.exclude(from_on__gt=membership.to_on)
    if later.exists():
        raise ValidationError(_("Personen har allerede den rolle i det tidsrum."))


def _keep_an_administrator(membership: Membership) -> None:
    """Raises ValidationError when this change leaves nobody who can let others in."""
    # Two who end each other at the same moment wait for one another here.
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    today = timezone.localdate()
    stays = membership.role == Role.ADMINISTRATOR and membership.is_active(today)
    if not stays:
        last = not is_administered(organisation, today, without={"pk": membership.pk})
    else:
        after = membership.to_on and membership.to_on + timedelta(days=1)
        last = after is not None and not is_administered(organisation, after, without={"pk": membership.pk})
    if last:
        raise ValidationError(LAST_ADMINISTRATOR)


@action
def close_access(*, person: User, organisation: Organisation, by: User, reason: str = "") -> None:
    """Nothing of the organisation is open to the person from now on; what they wrote stays.

    The roles here end, open sessions end, and so does the sign-in unless another organisation uses it too. Raises
    ValidationError (`why_not_close`).
    """
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    refusal = why_not_close(person, organisation, by=by)
    if refusal:
        raise ValidationError(refusal)
    today = timezone.localdate()
    for membership in Membership.objects.filter(user=person, organisation=organisation).exclude(to_on__lt=today):
        # The last day of a role is a day on which it holds: to end now, it must have ended yesterday.
        if membership.from_on < today:
            membership.to_on = today - timedelta(days=1)
            membership.save()
        else:
            membership.delete()
    if not works_elsewhere(person, organisation):
        person.is_active = False
        person.save()
    _end_sessions(person)


@action
def reopen_access(*, person: User, by: User, reason: str = "") -> None:
    """The person can sign in again; roles must be given anew."""
    person.is_active = True
    person.save()


@action
def make_password_link(*, person: User, address: str, by: User) -> str:
    """A link at the site `address` with which a password can be chosen once within PASSWORD_RESET_TIMEOUT.

    History keeps that `by` made one: whoever holds the link can become the person.
    """
    key = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
    with context.use(reason=str(LINK_MADE)):
        write_one(person, CHANGED)
    return address.rstrip("/") + reverse("account_reset_password_from_key", kwargs=key)


def _end_sessions(person: User) -> int:
    """End every session of the person; returns how many. Sessions hold no case data, so no history."""
    ended = 0
    for session in Session.objects.filter(expire_date__gte=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
            ended += 1
    return ended
