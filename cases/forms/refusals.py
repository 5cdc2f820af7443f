"""The house's way to show a refusal, by the name this room's views know."""

from accounts.forms.refusals import refuse

__all__ = ["refuse"]
