"""What Django refuses to start with."""

import os

import pytest
from django.contrib.auth.models import Group
from django.db import models
from django.test.utils import isolate_apps

from audit import checks, privacy
from audit.models import Tracked, TrackedManager
from audit.privacy import PrivacyClass, classes_of
from tests.audit.rows.models import Book, Shelf


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def faults(model) -> list[str]:
    return ids([*checks._faults(model), *checks._unclassified(model)])


def test_the_house_is_in_order():
    found = [check(None) for check in (checks.history_is_on, checks.tracked_models_are_whole)]
    assert found == [[], []]
    assert [message for message in checks.every_field_has_a_privacy_class(None) if message.obj in (Book, Shelf)] == []


def test_history_switched_off_is_an_error(settings):
    settings.SIMPLE_HISTORY_ENABLED = False
    assert ids(checks.history_is_on(None)) == ["audit.E001"]


@pytest.mark.parametrize("keys", [None, {}, [], {0: os.urandom(64)}, {256: os.urandom(64)}, {1: os.urandom(32)}])
def test_keys_that_cannot_encrypt_are_an_error(settings, keys):
    settings.FIELD_KEYS = keys
    assert ids(checks.field_keys_are_whole(None)) == ["audit.E020"]


@isolate_apps("tests.audit.rows")
def test_a_base_manager_that_walks_past_history_is_an_error():
    class Loose(models.Model):
        class Meta:
            abstract = True

    class Wrong(Loose, Tracked):
        objects = models.Manager()
        others = TrackedManager()

        class Meta:
            app_label = "rows"

        def __str__(self) -> str:
            return ""

    assert faults(Wrong) == ["audit.E003", "audit.E003"]


@isolate_apps("tests.audit.rows", "django.contrib.auth", "django.contrib.contenttypes")
def test_a_many_to_many_link_without_history_is_an_error():
    class Linked(Tracked):
        groups = models.ManyToManyField(Group)

        class Meta(Tracked.Meta):
            app_label = "rows"

    assert faults(Linked) == ["audit.E004", "audit.E011"]


@isolate_apps("tests.audit.rows")
def test_a_tracked_model_in_two_tables_is_an_error():
    class Parent(Tracked):
        class Meta(Tracked.Meta):
            app_label = "rows"

    class Child(Parent):
        history_excludes = ("colour",)

        class Meta(Tracked.Meta):
            app_label = "rows"

    assert faults(Child) == ["audit.E005", "audit.E006", "audit.E011"]


@isolate_apps("tests.audit.rows")
def test_fields_forgotten_unknown_and_declared_twice_are_errors():
    class Person(Tracked):
        name = models.CharField(max_length=9)
        note = models.CharField(max_length=9)

        class Meta(Tracked.Meta):
            app_label = "rows"

        class Privacy:
            ordinary = ("name", "nickname")
            special = ("name",)

    assert faults(Person) == ["audit.E011", "audit.E012", "audit.E013"]


@pytest.mark.parametrize("declared", [{"ordinary": "name"}, {"ordinary": ["name"]}, {"secret": ("name",)}])
def test_a_declaration_nobody_can_read_is_an_error(declared):
    with isolate_apps("tests.audit.rows"):

        class Person(Tracked):
            Privacy = type("Privacy", (), declared)

            class Meta(Tracked.Meta):
                app_label = "rows"

        assert faults(Person) == ["audit.E010"]


def test_classes_are_those_of_the_model_and_its_parents():
    assert classes_of(Shelf) == {"id": PrivacyClass.TECHNICAL, "name": PrivacyClass.ORDINARY}
    assert classes_of(Shelf.history.model) == classes_of(Shelf)
    assert privacy.registry()[Shelf] == classes_of(Shelf)
