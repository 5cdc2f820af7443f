"""A person who signs in. What they may do follows from their membership, never from the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import Tracked, TrackedManager

if TYPE_CHECKING:
    from accounts.models.membership import Membership


class UserManager(TrackedManager):
    def get_by_natural_key(self, email: str) -> User:
        found: User = self.get(email=email.lower())
        return found


class User(Tracked, AbstractBaseUser):
    """Signs in by e-mail. Never deleted (history points at it), only deactivated."""

    history_excludes = ("password", "last_login")

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("navn"), max_length=120)
    #: At work: shown to citizens whom the person follows, on their page and on their paper.
    phone = models.CharField(_("telefon på arbejdet"), max_length=20, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    #: The membership in which this user acts now; set by the request middleware and by `acting_as`, never stored.
    membership: Membership | None = None
    #: What `accounts.sign_in.SignedIn` brought along: the memberships that hold today; None: not asked.
    active_memberships: list[Membership] | None = None

    class Meta(Tracked.Meta):
        verbose_name = _("bruger af systemet")
        verbose_name_plural = _("brugere af systemet")
        ordering = ["name"]

    class Privacy:
        technical = ("password", "last_login", "is_active")
        ordinary = ("email", "name", "phone")

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        self.email = self.email.lower()

    @property
    def initials(self) -> str:
        return "".join(part[0] for part in self.name.split()[:2]).upper()
