"""Along the join or as a list of citizens: what one may see of a citizen is the same rows."""

import pytest

from cases.models import Case, CasePeriod, Citizen, Contact, Task, TreatmentRequest
from cases.models.citizen import sees_citizen
from tests.cast import acting

#: Each model and the way from it to the citizen.
TO_CITIZEN = (
    (Contact, "citizen"),
    (Task, "citizen"),
    (Case, "citizen"),
    (TreatmentRequest, "citizen"),
    (CasePeriod, "case__citizen"),
)


@pytest.mark.usefixtures(
    "contact", "task", "unit_citizen", "protected_citizen", "other_citizen", "foreign_citizen", "unknown_contact"
)
@pytest.mark.parametrize(("who", "cases"), [
    ("owner", 3), ("leader", 3), ("stranger", 1), ("outsider", 1), ("spotter", 0), ("dpo", 0),
])  # fmt: skip
def test_the_join_finds_what_the_list_of_citizens_finds(who, cases, request):
    with acting(request.getfixturevalue(who)) as user:
        seen, own = Citizen.objects.visible_to(user), Citizen.objects.own(user)
        for model, to in TO_CITIZEN:
            rows = model.objects.order_by("pk").values_list("pk", flat=True)
            assert list(rows.filter(sees_citizen(user, to))) == list(rows.filter(**{f"{to}__in": seen}))
            assert list(rows.filter(sees_citizen(user, to, own=True))) == list(rows.filter(**{f"{to}__in": own}))
        assert Case.objects.filter(sees_citizen(user)).count() == cases
