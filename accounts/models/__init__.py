from accounts.models.case_record import CaseRecord, CaseRecordQuerySet, shared_like
from accounts.models.membership import Membership
from accounts.models.organisation import Organisation, Team, Unit
from accounts.models.user import User

__all__ = ["CaseRecord", "CaseRecordQuerySet", "Membership", "Organisation", "Team", "Unit", "User", "shared_like"]
