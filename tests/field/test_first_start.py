"""What the tablet fetches the first time: little, and every module from the same release."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db

#: Over a poor connection on the street: about ten seconds at 250 kbit/s.
MOST_BYTES = 300_000
#: Every way a module names another: `from "…"`, `import "…"`, `import("…")`.
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'`]([^"'`\n]+)["'`]""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
COMMENTS = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder with everything as it is served: hashed and compressed by the product's own storage."""
    folder = tmp_path_factory.mktemp("collected")
    with override_settings(STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


@pytest.fixture(scope="module")
def manifest(collected: Path) -> dict[str, str]:
    """{source: hashed name}"""
    found: dict[str, str] = json.loads((collected / "staticfiles.json").read_text())["paths"]
    return found


def kept() -> list[str]:
    """The addresses that the service worker fetches when it is installed."""
    script = Client().get("/field/sw.js").content.decode()
    found: list[str] = json.loads(script.split("const KEPT = ", 1)[1].split(";\n", 1)[0])
    return found


def sent(address: str, collected: Path) -> int:
    """Bytes over the network of one address, compressed where it was collected or by the server in front."""
    if not address.startswith("/static/"):
        return len(gzip.compress(Client().get(address).content))
    file = collected / address.removeprefix("/static/")
    compressed = file.with_name(f"{file.name}.gz")
    # What does not get smaller (fonts, pictures) is served as it is.
    return (compressed if compressed.exists() else file).stat().st_size


def test_the_first_start_fetches_less_than_300_kb(collected):
    sizes = {address: sent(address, collected) for address in ["/field/sw.js", *kept()]}

    assert len(sizes) > 40
    assert sum(sizes.values()) < MOST_BYTES, sorted(sizes.items(), key=lambda pair: -pair[1])[:10]


def test_the_service_worker_keeps_every_module_under_its_hashed_address(collected, manifest):
    modules = {f"/static/{hashed}" for source, hashed in manifest.items() if own(source)}

    assert modules <= set(kept())


def test_every_import_of_a_module_is_a_hashed_module_that_exists(collected, manifest):
    modules = sorted(hashed for source, hashed in manifest.items() if own(source))
    served, wrong, imports = set(manifest.values()), [], 0
    for module in modules:
        for target in IMPORT.findall(COMMENTS.sub("", (collected / module).read_text())):
            imports += 1
            named = resolved(module, target, collected)
            if not HASHED.search(named) or named not in served or not (collected / named).is_file():
                wrong.append(f"{module} imports {target}")

    assert wrong == []
    assert (len(modules) > 20, imports > 60) == (True, True)


def own(source: str) -> bool:
    return source.startswith("field/") and source.endswith(".js")


def resolved(module: str, target: str, collected: Path) -> str:
    """The name under STATIC_ROOT; what leads elsewhere stays as it is, and is wrong."""
    if target.startswith("/static/"):
        return target.removeprefix("/static/")
    if not target.startswith("."):
        return target
    path = (collected / module).parent.joinpath(target).resolve()
    return path.relative_to(collected.resolve()).as_posix() if path.is_relative_to(collected.resolve()) else target
