"""Who gets what from the tablet's app, its API, and the office's pages about tablets."""

from __future__ import annotations

from tests.matrix_rows import ADMINISTRATORS, EVERYBODY, REFUSED, WORKERS, Row, button, form, page

#: Of the entry and the tablet that are asked for: whose they are, and the unit's leader.
SETTLING = frozenset({"owner", "leader"})


def api(post: int = 400) -> Row:
    """Spoken by a tablet's token, which no browser has; an empty body is none."""
    return button(EVERYBODY, post=post, public=True)


FIELD: dict[str, Row] = {
    # The shell is the same for everybody and holds nothing about anybody.
    "field:shell": page(EVERYBODY, public=True),
    "field:worker": page(EVERYBODY, public=True),
    "field:manifest": page(EVERYBODY, public=True),
    "field:words": page(EVERYBODY, public=True),
    "field:openapi": page(ADMINISTRATORS, **REFUSED),
    "field:api_sign_in": api(),
    "field:api_device": api(),
    "field:api_hello": api(),
    "field:api_sync": api(),
    "field:api_caseload": Row(EVERYBODY, get=401, public=True),
    "field:api_sign_out": api(post=401),
    "field:reviews": page(WORKERS, **REFUSED),
    "field:review": page(SETTLING),
    "field:review_tablet": button(SETTLING),
    "field:review_again": button(SETTLING),
    "field:review_standing": button(SETTLING),
    "field:review_drop": form(SETTLING),
    "field:devices": page(WORKERS, **REFUSED),
    "field:device": page(SETTLING),
    "field:device_name": form(SETTLING),
    "field:device_wipe": form(SETTLING),
    "field:device_release": button(SETTLING),
    # The leader says what became of it; whose it was sees when it was written.
    "field:device_lost": page(SETTLING),
    "field:device_lost_seen": form(frozenset({"leader"}), but={"owner": 403}),
    "field:device_citizens": page(SETTLING),
}
