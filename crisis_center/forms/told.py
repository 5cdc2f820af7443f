"""The form of a row that an action writes: fields and labels are the model's, the rules are the action's."""

from __future__ import annotations

from accounts.forms.base import HouseModelForm


class ToldForm(HouseModelForm):
    def _post_clean(self) -> None:
        """A row half filled would break constraints whose words the action says at the field."""
