from audit.models.access import AccessLog
from audit.models.history import HistoryRow, Records
from audit.models.redaction import JobReport, Redaction
from audit.models.tracked import Tracked, TrackedManager, TrackedQuerySet, UnsavedChanges, tracked_models

__all__ = [
    "AccessLog",
    "HistoryRow",
    "JobReport",
    "Records",
    "Redaction",
    "Tracked",
    "TrackedManager",
    "TrackedQuerySet",
    "UnsavedChanges",
    "tracked_models",
]
