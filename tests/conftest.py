"""What every test stands on: a closed network, the two engines, a history that is verified after each test."""

from __future__ import annotations

import inspect
import ipaddress
import socket
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as examples

from tests import engines
from tools import assets, messages

pytest_plugins = ["tests.browser", "tests.staff", "tests.cast", "tests.walk_urls", "tests.field.rig"]


# Both engines at once on a few cores: how long an example takes says nothing about the test.
examples.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("house")


class NetworkClosed(AssertionError):
    """A test tried to reach something beyond this machine."""


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        assets.ensure()
        messages.compile_all()


def pytest_addoption(parser: pytest.Parser) -> None:
    words = "leave out what the run on the other engine tells (docs/adr/0011-one-engine-for-pages.md)"
    parser.addoption("--half", choices=["sqlite", "postgresql"], help=words)


#: Whoever has one of these asks the database; `full_house` asks for its people by name.
DATABASE = {"db", "stage", "committed_db", "full_house", "django_db_setup"}


def asks_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("browser")
    # Of the tests themselves one is about the role the database is asked as.
    return bool(marked or DATABASE & set(getattr(item, "fixturenames", ())) or "postgres" in item.nodeid)


def counts_queries(item: pytest.Item) -> bool:
    """How many there are is decided before any engine is asked."""
    return "assert_same_queries" in _says(item)


def opens_pages(item: pytest.Item) -> bool:
    """It asks through Django's own client: what is special there is the page, which meets the service's engine."""
    return bool({"client_of", "Client"} & _says(item))


def _says(item: pytest.Item) -> set[str]:
    """The names that the test uses, and those that the helpers of the tests use for it."""
    function = getattr(item, "function", None)
    said: set[str] = set()
    waiting = [function] if function else []
    while waiting:
        helper = waiting.pop()
        names = _names(helper.__code__) - said
        said |= names
        called = [helper.__globals__.get(name) for name in names]
        waiting += [one for one in called if inspect.isfunction(one) and one.__module__.startswith("tests.")]
    return said


def _names(code: CodeType) -> set[str]:
    inner = [_names(part) for part in code.co_consts if isinstance(part, CodeType)]
    return set(code.co_names).union(*inner)


def told_elsewhere(item: pytest.Item, half: str) -> bool:
    if item.get_closest_marker("faults"):
        # They have a run of their own: make faults.
        return True
    if marked := item.get_closest_marker("one_engine"):
        return marked.args != (half,)
    if half == "sqlite":
        return item.get_closest_marker("browser") is not None or (opens_pages(item) and not counts_queries(item))
    return not asks_database(item) or counts_queries(item)


def _turn(item: pytest.Item) -> tuple[bool, bool]:
    walks = "full_house" in getattr(item, "fixturenames", ())
    return item.get_closest_marker("browser") is not None, not walks


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The walks through all pages first, so that none is what everybody waits for in the end; browser tests last:
    Playwright's event loop stays in the process, and Django is told to bear it."""
    if half := config.getoption("--half"):
        left_out = [item for item in items if told_elsewhere(item, half)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not told_elsewhere(item, half)]
    items.sort(key=_turn)
    for item in items:
        marker = item.get_closest_marker("django_db")
        if (marker and marker.kwargs.get("transaction")) or "transactional_db" in getattr(item, "fixturenames", ()):
            raise pytest.UsageError(f"{item.nodeid}: a test that must commit uses the fixture committed_db.")


@pytest.fixture(scope="session", autouse=True)
def _network_closed() -> Iterator[None]:
    """Sockets of this process reach this machine only. The browser has its own wall, in tools/chromium.py."""
    really_connect = socket.socket.connect

    def connect(self: socket.socket, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not is_here(address[0]):
            raise NetworkClosed(f"The network is closed in tests: {address}")
        return really_connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


def is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def _keys_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys only ever grow: after a test that travelled to tomorrow all later ones would be tomorrow's."""
    monkeypatch.setattr("uuid6._last_v7_timestamp", None)


@pytest.fixture(scope="session", autouse=True)
def _static_root(django_test_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder: plain names are served. The browser rig collects the files into it."""
    from django.test import override_settings

    # This way the storages, which remember their folder, are made anew.
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STATIC_ROOT=folder):
        yield folder


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment, django_db_blocker, django_db_modify_db_settings
) -> Iterator[None]:
    """Make and migrate the test database as its owner, then leave every test to the service role."""
    from django.core.management import call_command
    from django.test.utils import setup_databases, teardown_databases

    verbosity = request.config.option.verbose

    def build():
        made = setup_databases(verbosity, interactive=False, aliases=["default"], serialized_aliases=[])
        # setup_databases made the cache's table after the migrations, which grant the service role its rights.
        call_command("migrate", verbosity=0)
        return made

    with django_db_blocker.unblock(), engines.as_owner():
        database = engines.migrated(build, lambda made: teardown_databases(made, verbosity))
        database.__enter__()
    yield
    with django_db_blocker.unblock(), engines.as_owner():
        database.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _history_verified(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test on SQLite: each tracked row is what its history says. PostgreSQL checks it at each commit."""
    names = set(request.fixturenames)
    # `stage` is the floor of the cast; on a database of its own (committed_db) a test commits for real.
    uses_database = (
        request.node.get_closest_marker("django_db") or "db" in names or {"stage", "committed_db"} & names == {"stage"}
    )
    if not uses_database:
        yield
        return
    request.getfixturevalue("db")
    yield
    if not engines.on_postgresql() and not request.node.get_closest_marker("breaks_history"):
        from audit.verification import verify_history

        assert verify_history() == []


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker, tmp_path: Path) -> Iterator[None]:
    """A database of one's own in which transactions really commit, for this thread and for others."""
    with django_db_blocker.unblock(), engines.own_database(tmp_path):
        yield
