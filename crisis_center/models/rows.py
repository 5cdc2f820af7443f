"""What rows of this room are whose: the home municipality's, the centre's, or home's and shared with the centre.

A referral, a stay and what belongs to both are home's rows, shared with the centre's operator where that is another
organisation. A centre's rooms, people and inner notes are never shared.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from accounts.models import CaseRecordQuerySet, User
from cases.models import Case
from cases.models.citizen import sees_citizen


class SharedQuerySet(CaseRecordQuerySet):
    """Rows of home and centre alike. `stay_path`: from the row to the referral or stay that names case and centre."""

    stay_path = ""

    def unit_q(self, user: User) -> Q:
        return self._of_centre(user) | self._of_home(user)

    def own_q(self, user: User) -> Q:
        return self._of_centre(user) | self._of_home(user, own=True)

    def _of_centre(self, user: User) -> Q:
        return Q(**{f"{self.stay_path}centre__unit_id": user.membership.unit_id if user.membership else None})

    def _of_home(self, user: User, *, own: bool = False) -> Q:
        # Not along the join: at another organisation's centre there is no citizen to join with.
        cases = Case.objects.filter(sees_citizen(user, "citizen", own=own), pk=OuterRef(f"{self.stay_path}case_id"))
        return Q(Exists(cases))


class StayChildQuerySet(SharedQuerySet):
    """What hangs on a stay and is for both."""

    stay_path = "stay__"


class OfCentreQuerySet(CaseRecordQuerySet):
    """The centre's own: for its own people only. `centre_path`: from the row to its centre."""

    never_shared = True
    centre_path = "centre__"

    def unit_q(self, user: User) -> Q:
        return Q(**{f"{self.centre_path}unit_id": user.membership.unit_id if user.membership else None})

    def own_q(self, user: User) -> Q:
        return self.unit_q(user)


class OfStayQuerySet(OfCentreQuerySet):
    """The centre's own about a stay: its rooms, its inner notes."""

    centre_path = "stay__centre__"
