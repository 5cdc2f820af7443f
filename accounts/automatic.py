"""Who acts when nobody does: nightly jobs write as Brobyg itself, so that history does not name a person who slept."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.models import User

AUTOMATIC = UUID("00000000-0000-7000-8000-000000000001")
NAME = "Brobyg, automatisk"
#: A domain that never exists (RFC 2606): no mail reaches it.
EMAIL = "automatisk@brobyg.invalid"


def automatic_user() -> User:
    """Brobyg as a user: made when first needed, without a password, closed, and never with a role."""
    user = User.objects.filter(pk=AUTOMATIC).first()
    if user is None:
        user = User(pk=AUTOMATIC, name=NAME, email=EMAIL, is_active=False)
        user.set_unusable_password()
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError:
            # Two needed it first at the same moment.
            user = User.objects.get(pk=AUTOMATIC)
    return user
