"""`wipe_tablet` and `release_tablet`."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from field.actions.device import name_device
from field.models import Device
from tests.cast import acting


@pytest.fixture
def named(tablet, owner) -> Device:
    with acting(owner) as by:
        return name_device(device=Device.objects.get(), label="Tablet 3", by=by)


def state(user) -> tuple[str, str | None]:
    with acting(user):
        row = Device.objects.select_related("wipe_asked_by").get(label="Tablet 3")
        return row.wipe, row.wipe_asked_by and row.wipe_asked_by.name


@pytest.mark.parametrize(("options", "mode"), [((), "now"), (("--after-sync",), "after_sync")])
def test_a_tablet_is_wiped_by_name_and_released_by_id(named, owner, leader, capsys, options, mode):
    call_command("wipe_tablet", " tablet 3 ", *options, f"--by={leader.email.upper()}")
    assert state(owner) == (mode, leader.name)

    call_command("release_tablet", str(named.pk), f"--by={owner.email}")

    assert state(owner) == ("", None)
    assert "Tablet 3 may be used again" in capsys.readouterr().out


def test_what_was_to_wait_may_become_urgent_and_not_the_other_way(named, owner, leader):
    call_command("wipe_tablet", "Tablet 3", "--after-sync", f"--by={leader.email}")
    call_command("wipe_tablet", "Tablet 3", f"--by={leader.email}")
    with pytest.raises(CommandError, match="already"):
        call_command("wipe_tablet", "Tablet 3", "--after-sync", f"--by={leader.email}")

    assert state(owner) == ("now", leader.name)


@pytest.mark.parametrize(
    ("command", "tablet_name", "by", "said"),
    [
        ("wipe_tablet", "Tablet 4", "leader", "looks after no tablet"),
        ("wipe_tablet", "Tablet 3", "colleague", "looks after no tablet"),
        ("wipe_tablet", "Tablet 3", "outside_leader", "looks after no tablet"),
        ("wipe_tablet", "Tablet 3", "administrator", "looks after no tablet"),
        ("wipe_tablet", "Tablet 3", None, "nobody signs in as"),
        ("release_tablet", "Tablet 3", "leader", "was not asked to delete itself"),
    ],
)
def test_a_mistake_is_told_and_changes_nothing(request, named, owner, command, tablet_name, by, said):
    email = request.getfixturevalue(by).email if by else "ingen@eksempel.dk"

    with pytest.raises(CommandError, match=said):
        call_command(command, tablet_name, f"--by={email}")

    assert state(owner) == ("", None)


def test_of_two_with_the_same_name_the_id_is_asked_for(named, owner, leader, signed_in, colleague):
    signed_in(colleague)
    with acting(colleague) as by:
        name_device(device=Device.objects.exclude(pk=named.pk).get(), label="Tablet 3", by=by)

    with pytest.raises(CommandError, match="(?s)several are called that.*" + str(named.pk)):
        call_command("wipe_tablet", "Tablet 3", f"--by={leader.email}")
