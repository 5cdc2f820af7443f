"""The two kinds of centre: an operator's, which serves many municipalities, and the municipality's own."""

import pytest

from accounts.models import Organisation, User
from tests.crisis_center.crisis_factories import House, house_of


@pytest.fixture
def house(founder: User) -> House:
    """A centre of another organisation, after SEL § 110."""
    return house_of(founder)


@pytest.fixture
def own_house(municipality: Organisation, founder: User) -> House:
    """The municipality's own centre, after SEL § 107."""
    return house_of(founder, municipality, legal_basis="sel_107")


@pytest.fixture(params=["operator", "own"])
def any_house(request: pytest.FixtureRequest) -> House:
    return request.getfixturevalue("house" if request.param == "operator" else "own_house")
