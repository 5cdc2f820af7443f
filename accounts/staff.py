"""The people of one organisation, as its administrator sees them. Nothing here tells where else a person works."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, Organisation, User
from accounts.policy import Role

LAST_ADMINISTRATOR = gettext_lazy("Organisationen ville stå uden administrator. Giv først en anden rollen.")

#: After z come æ, ø, å.
_DANISH = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


@dataclass(frozen=True)
class Row:
    """One person in the list. `roles` are the memberships that hold today, as (role, where)."""

    id: UUID
    name: str
    email: str
    is_active: bool
    last_login: datetime | None
    roles: list[tuple[str, str]] = field(default_factory=list)

    @property
    def works_as(self) -> str:
        return " · ".join(f"{role}, {where}" for role, where in self.roles)

    @property
    def badges(self) -> list[tuple[str, str, str]]:
        """What one must know about the person at a glance, as (text, tone, icon)."""
        if not self.is_active:
            return [(_("Adgang lukket"), "", "lock")]
        return [] if self.roles else [(_("Ingen rolle nu"), "wait", "warning")]


def find(organisation: Organisation, text: str = "") -> list[Row]:
    """Everybody who works or worked here, by name; `text` narrows it to words in name or e-mail. Two queries."""
    people = list(
        User.objects.filter(memberships__organisation=organisation)
        .distinct()
        .order_by("pk")
        .values_list("pk", "name", "email", "is_active", "last_login")
    )
    # In Python: SQLite folds æøå neither when it compares nor when it sorts.
    words = text.casefold().split()
    rows = [Row(*person) for person in people if all(word in f"{person[1]} {person[2]}".casefold() for word in words)]
    rows.sort(key=lambda row: (not row.is_active, row.name.casefold().translate(_DANISH), row.email))
    return rows


def with_roles(rows: list[Row], organisation: Organisation) -> list[Row]:
    """The same rows with what the people are today. One query."""
    by_person = {row.id: row.roles for row in rows}
    held = Membership.objects.active().filter(organisation=organisation, user_id__in=list(by_person))
    for person_id, role, unit in held.order_by("from_on", "pk").values_list("user_id", "role", "unit__name"):
        by_person[person_id].append((str(Role(role).label), unit or organisation.name))
    return rows


def person_or_404(organisation: Organisation, person_id: UUID) -> User:
    """A person with a membership in the organisation, ended ones too. Raises Http404."""
    person = User.objects.filter(pk=person_id, memberships__organisation=organisation).distinct().first()
    if person is None:
        raise Http404
    return person


def works_elsewhere(person: User, organisation: Organisation) -> bool:
    """Whether the sign-in is also another organisation's, now or from a coming day: then it is not ours to change."""
    ended = Q(to_on__lt=timezone.localdate())
    return Membership.objects.filter(user=person).exclude(ended).exclude(organisation=organisation).exists()


def is_administered(organisation: Organisation, on: date, *, without: dict[str, Any] | None = None) -> bool:
    """Whether somebody can administer the organisation on that day, leaving out the memberships of `without`."""
    administrators = Membership.objects.active(on).filter(organisation=organisation, role=Role.ADMINISTRATOR)
    if without:
        administrators = administrators.exclude(**without)
    return administrators.exists()


def why_not_close(person: User, organisation: Organisation, *, by: User) -> str | None:
    """Why `close_access` would refuse, in the words for the page; None when it would not."""
    if person.pk == by.pk:
        return _("Du kan ikke lukke din egen adgang. Bed en anden administrator om det.")
    today = timezone.localdate()
    if is_administered(organisation, today) and not is_administered(organisation, today, without={"user": person}):
        return str(LAST_ADMINISTRATOR)
    return None
