"""Write docs/roles.md from the policy table: `python -m tools.roles`. A test fails while the page says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "roles.md"

HEAD = """# Who may do what

Written by `python -m tools.roles` from `accounts/policy.py`, the one table that drives querysets, object checks and
templates. The product shows the same under *Roller og rettigheder* (`/adgang/roller/`). Labels are as on the screen.

- **egne**: the citizens one is assigned to, and what one wrote oneself
- **enheden**: everything in one's own unit
- **organisationen**: everything in one's own organisation
- empty: not at all

Outside one's scope a row does not exist (404). Inside it, an act that the table does not give is refused with the
reason (403). A role holds from a day to a day; a session acts in one membership at a time.
"""


def text() -> str:
    """The page as it should be."""
    from django.utils import translation

    from accounts.policy import POLICY, Can, Role, Scope

    with translation.override("da"):
        columns = ["", *[str(role.label) for role in Role]]
        rows = [[str(can.label), *[_cell(POLICY[role].get(can, Scope.NONE)) for role in Role]] for can in Can]
    lines = [columns, ["---"] * len(columns), *rows]
    return HEAD + "\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _cell(scope: int) -> str:
    from accounts.policy import Scope

    return Scope(scope).label if scope else ""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    PAGE.write_text(text())
    print(f"Wrote {PAGE}.")


if __name__ == "__main__":
    main()
