"""A versioned form with fields that are no columns of the row: a partner's tie, a choice of several."""

from __future__ import annotations

from accounts.forms.versioned import VersionedForm


class PlanningForm(VersionedForm):
    """What is no column is taken as this person left it."""

    def _row_fields(self) -> list[str]:
        columns = {field.name for field in self.instance._meta.concrete_fields}
        return [name for name in super()._row_fields() if name in columns]
