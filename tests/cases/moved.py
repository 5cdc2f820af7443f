"""What tests of moving rows ask."""

from cases.hanging import movable
from cases.models import Citizen


def on(citizen: Citizen) -> dict[str, int]:
    """How many rows of each kind hang on the citizen."""
    counts = {model.__name__: model.objects.filter(**{f: citizen.pk}).count() for model, f in movable().values()}
    return {name: count for name, count in counts.items() if count}


def fresh(citizen: Citizen) -> Citizen:
    return Citizen.objects.get(pk=citizen.pk)
