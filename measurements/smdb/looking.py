"""That a month's list was taken out is a look at everybody in it, with its purpose (L-20)."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.access import log_listed
from audit.models import AccessLog
from measurements.smdb.events import MonthList


def log_export(found: MonthList) -> None:
    """One row for each citizen, in one statement. Raises like `audit.access.log_access`."""
    purpose = _("Indberetning til Stofmisbrugsdatabasen, %(month)s") % {"month": found.month.title}
    log_listed([line.person.id for line in found.lines], action=AccessLog.Action.EXPORT, purpose=purpose)
