"""A file that one can read in one go: nobody has to scroll through a thousand lines to find a rule."""

from tests.guards.walk import ROOT, hand_written, name

BUDGET = 400
#: path → why it may be longer
LONGER: dict[str, str] = {}


def test_no_file_is_over_budget():
    lines = {name(path): len(path.read_bytes().splitlines()) for path in hand_written(".py", ".js", ".css", ".html")}
    over = {path: count for path, count in lines.items() if count > BUDGET and path not in LONGER}
    assert over == {}


def test_no_exception_is_stale():
    stale = [path for path in LONGER if len((ROOT / path).read_bytes().splitlines()) <= BUDGET]
    assert stale == []


def test_there_are_no_catch_all_modules():
    assert [name(path) for path in hand_written(".py") if path.stem in ("utils", "common", "helpers", "misc")] == []
