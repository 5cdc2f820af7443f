"""Rows by the dozen, made through the actions: call them inside `acting(user)`, with `unit=` and `by=` where asked.

with acting(owner) as by:
    CitizenFactory.create_batch(3, unit=centre, by=by)
    ContactFactory(citizens=[citizen], unit=centre, by=by, note="…")
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone

from cases.actions.case import open_case
from cases.actions.citizen import add_citizen
from cases.actions.contact import log_contact
from cases.actions.task import add_task
from cases.models import Case, Citizen, Contact, Task
from directory.actions.place import add_place
from directory.models import Place


class ActionFactory(factory.Factory):
    """A factory whose rows come from an action, so that they have history like all others."""

    class Meta:
        abstract = True

    #: The action that makes a row from the factory's values; each factory names its own.
    made: Callable[..., Any]

    @classmethod
    def _create(cls, model_class: type, *args: Any, **kwargs: Any) -> Any:
        return cls.made(**kwargs)


def hours_ago(hours: float) -> Callable[[], Any]:
    return lambda: timezone.now() - timedelta(hours=hours)


class CitizenFactory(ActionFactory):
    class Meta:
        model = Citizen

    name = factory.Sequence(lambda number: f"Borger Nummer{number}")
    made = staticmethod(add_citizen)


class PlaceFactory(ActionFactory):
    class Meta:
        model = Place

    name = factory.Sequence(lambda number: f"Sted {number}")
    kind = Place.Kind.STREET
    made = staticmethod(add_place)


class ContactFactory(ActionFactory):
    """One contact; with several `citizens` the first row is returned."""

    class Meta:
        model = Contact

    at = factory.LazyFunction(hours_ago(2))
    way = Contact.Way.STREET
    result = Contact.Result.TALKED

    @staticmethod
    def made(**values: Any) -> Contact:
        return log_contact(**values)[0]


class CourseFactory(ActionFactory):
    """An open course on the outreach pathway, carried by `contact_person`."""

    class Meta:
        model = Case

    pathway = "outreach"
    at = factory.LazyFunction(hours_ago(24 * 30))
    #: Kept only where a team is pushed over its limit, which most tests are not about.
    over_limit_reason = "Kun for en tid"
    made = staticmethod(open_case)


class TaskFactory(ActionFactory):
    """Due tomorrow, owned by whoever makes it."""

    class Meta:
        model = Task

    title = factory.Sequence(lambda number: f"Opgave {number}")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=1))
    owner = factory.SelfAttribute("by")
    made = staticmethod(add_task)
