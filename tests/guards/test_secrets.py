"""What does not belong in a repository that others read."""

import re

from tests.guards.walk import files, name

#: Hosts and folders are put together here, so that this file itself is clean.
HOSTS = [("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"), ("deb", "debian", "org")]
FOLDERS = ["".join(parts) for parts in (("wo", "rk"), ("ro", "ot"), ("Us", "ers"), ("ho", "me"))]
FORBIDDEN = {
    "a package registry's address": "|".join(re.escape(".".join(host)) for host in HOSTS),
    "a path of somebody's machine": rf"(?<![\w.}}>-])/(?:{'|'.join(FOLDERS)})/\w",
    "a folder beside the repository": re.escape("../" + "shared"),
    "a private key": "BEGIN [A-Z ]*PRIVATE" + " KEY",
}


def test_nothing_of_that_kind_is_in_a_file():
    wrong = []
    for path in files():
        try:
            text = path.read_text()
        except UnicodeDecodeError:
            continue
        wrong += [f"{name(path)}: {what}" for what, pattern in FORBIDDEN.items() if re.search(pattern, text)]
    assert wrong == []


def test_no_lock_file_names_a_host():
    named = [name(path) for path in files(".json", ".txt") if '"resolved"' in path.read_text(errors="ignore")]
    assert named == []
