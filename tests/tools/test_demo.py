import socket
import subprocess
import sys

import pytest
from django.db import connection

from tests import engines
from tools import demo, demo_reset
from tools.assets import SOURCE_MAP
from tools.postgres import as_role


def test_a_free_port_is_taken(monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("PORT", str(port))
    assert demo.chosen_port() == port


def test_a_port_in_use_is_named_with_what_to_do(monkeypatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        with pytest.raises(SystemExit, match=f"Port {port} cannot be used .* make demo PORT={port + 1}"):
            demo.chosen_port()


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_a_port_that_is_none_is_refused(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="write a number"):
        demo.chosen_port()


def test_reset_asks_before_it_deletes(tmp_path, monkeypatch):
    database = tmp_path / "demo.sqlite3"
    database.write_text("data")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setattr("builtins.input", lambda question: "no")
    with pytest.raises(SystemExit, match="Nothing was deleted"):
        demo_reset.main(sure=False)
    assert database.read_text() == "data"


def test_reset_removes_the_file_and_its_log(tmp_path, monkeypatch):
    for name in ("demo.sqlite3", "demo.sqlite3-wal", "other.sqlite3"):
        (tmp_path / name).write_text("data")
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/demo.sqlite3")
    demo_reset.main(sure=True)
    assert [path.name for path in tmp_path.iterdir()] == ["other.sqlite3"]


def test_reset_empties_the_schema(committed_db):
    with engines.as_owner():
        if engines.on_postgresql():
            demo_reset.empty_schema()
        tables = connection.introspection.table_names()
    assert bool(tables) is not engines.on_postgresql()


def test_an_old_python_is_told_what_is_missing():
    code = (
        "import sys; sys.version_info = (3, 9, 1); sys.path.insert(0, 'tools'); "
        "import environment; environment.make_environment()"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (result.returncode, "needs Python 3.11 or newer" in result.stderr) == (1, True)


def test_source_maps_are_left_out_of_what_is_served():
    assert SOURCE_MAP.sub(b"", b"a{}\n/*# sourceMappingURL=a.css.map */\n") == b"a{}\n"


def test_a_role_takes_the_place_of_another_in_a_url():
    assert as_role("postgres://a:b@host:5/db?x=1", "c", "d@", "e") == "postgres://c:d%40@host:5/e?x=1"
