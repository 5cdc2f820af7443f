"""Case data carries its organisation, its history and a privacy class for each field; pairs stand in the database."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from accounts.models import CaseRecord
from audit.models import Tracked
from audit.privacy import classes_of, declarations
from tests.guards.walk import FLOORS

#: Models of the rooms that are no case data, and why.
NO_CASE_DATA: dict[str, str] = {
    "accounts.Organisation": "the tenant itself",
    "accounts.Unit": "what the tenant is divided into",
    "accounts.Team": "what the tenant is divided into",
    "accounts.User": "a person who works here, perhaps in several organisations",
    "accounts.Membership": "a person's place in an organisation",
    "crisis_center.Centre": "known to every municipality; holds nothing about anybody",
    "intake.Reception": "the open door: known to everybody; holds nothing about anybody",
    "audit.AccessLog": "append-only; carries the organisation by id",
    "audit.JobReport": "append-only; carries the organisation by id",
    "audit.Redaction": "append-only; carries the organisation by id",
}
#: Begin and end of the same thing. Where a model has both, a constraint holds their order.
SPANS = (
    ("opened_at", "closed_at"),
    ("paused_at", "resumed_at"),
    ("started_at", "ended_at"),
    ("requested_on", "ended_on"),
    ("agreed_on", "ended_on"),
    ("from_on", "to_on"),
    ("uploaded_at", "confirmed_at"),
)
#: "app.Model: begin, end" without a constraint, and why.
LOOSE: dict[str, str] = {
    "cases.ImportFile: uploaded_at, confirmed_at": "both are the moment of the act itself",
}


def models_of_rooms() -> list[type[models.Model]]:
    """Every concrete model of the rooms but the history tables."""
    ours = (model for model in apps.get_models() if model._meta.app_label in FLOORS)
    return [model for model in ours if not hasattr(model, "instance_type")]


def fields(model: type[models.Model]) -> dict[str, models.Field]:
    return {field.name: field for field in model._meta.concrete_fields}


def named(condition: object) -> Iterator[str]:
    """Names of the fields in a constraint's condition."""
    if isinstance(condition, models.F):
        yield condition.name
    elif isinstance(condition, models.Q):
        for child in condition.children:
            if isinstance(child, tuple):
                yield child[0].split("__")[0]
                yield from named(child[1])
            else:
                yield from named(child)
    elif hasattr(condition, "get_source_expressions"):
        for part in condition.get_source_expressions():
            yield from named(part)


def held_together(model: type[models.Model], *names: str) -> bool:
    checks = (one for one in model._meta.constraints if isinstance(one, models.CheckConstraint))
    return any(set(names) <= set(named(check.condition)) for check in checks)


def test_every_model_of_the_rooms_is_case_data_or_says_why_not():
    others = {model._meta.label for model in models_of_rooms() if not issubclass(model, CaseRecord)}

    assert others == set(NO_CASE_DATA)


def test_case_data_has_an_organisation_and_its_history_has_it_too():
    for model in models_of_rooms():
        if issubclass(model, CaseRecord):
            assert not model._meta.get_field("organisation").null, model
            assert model.history.model._meta.get_field("organisation"), model


def test_every_model_but_what_is_append_only_has_history():
    without = {m._meta.label for m in models_of_rooms() if not (issubclass(m, Tracked) and hasattr(m, "history"))}

    assert without == {"audit.AccessLog", "audit.JobReport", "audit.Redaction"}


def test_each_field_has_exactly_one_privacy_class():
    for model in models_of_rooms():
        declared = [field for field, _class in declarations(model)]
        assert sorted(declared) == sorted(fields(model)), model
        assert len(classes_of(model)) == len(declared), model


def test_who_and_when_are_both_there_or_both_missing():
    loose = []
    for model in models_of_rooms():
        there = fields(model)
        for name, field in there.items():
            at = there.get(name.removesuffix("_by") + "_at")
            if name.endswith("_by") and at is not None and (field.null or at.null):
                loose += [] if held_together(model, name, at.name) else [f"{model._meta.label}: {at.name}, {name}"]

    assert loose == []


def test_nothing_ends_before_it_begins():
    loose = {
        f"{model._meta.label}: {begin}, {end}"
        for model in models_of_rooms()
        for begin, end in SPANS
        if {begin, end} <= set(fields(model)) and not held_together(model, begin, end)
    }

    assert loose == set(LOOSE)
