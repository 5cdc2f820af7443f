"""The house's fields for days, by the name this room's forms know."""

from accounts.forms.days import PastDay

__all__ = ["PastDay"]
