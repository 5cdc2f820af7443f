"""Rewriting a checklist makes a version; nothing that was agreed before is lost."""

from __future__ import annotations

from django.urls import reverse

from cases.models import ChecklistVersion
from tests.cast import acting, client_of
from tests.queries import assert_same_queries, queries_of

STEP = "contact.prescreening"
EDIT = reverse("cases:checklist_edit", args=[STEP])
DECLARED = [
    ("criteria", "De seks kriterier er overvejet"),
    ("burden", "Belastning på de fem områder er vurderet"),
    ("referrer", "Noteret, hvem der henviste"),
]


def answers(points, *, number=1, **more) -> dict:
    """What the page sends: (key, text, place, removed)."""
    data = {"points-TOTAL_FORMS": len(points), "points-INITIAL_FORMS": 3, "number": number, "reason": "", **more}
    for row, (key, text, place, removed) in enumerate(points):
        data |= {f"points-{row}-key": key, f"points-{row}-text": text, f"points-{row}-place": place}
        data |= {f"points-{row}-remove": "on"} if removed else {}
    return data


def as_they_are() -> list:
    return [(key, text, place, False) for place, (key, text) in enumerate(DECLARED, start=1)]


def newest(user) -> tuple[int, list[tuple[str, str]]]:
    with acting(user) as by:
        version = ChecklistVersion.objects.visible_to(by).filter(step=STEP).order_by("-number").first()
        return version.number, list(version.items.order_by("position").values_list("key", "text"))


def test_reworded_reordered_removed_and_added_points_are_version_2(leader):
    points = [
        ("criteria", "Kriterierne er talt igennem", 2, False),
        ("burden", DECLARED[1][1], 1, False),
        ("referrer", DECLARED[2][1], 3, True),
        ("", "  Spurgt, hvad   borgeren selv vil ", "", False),
    ]

    client_of(leader).post(EDIT, answers(points, reason="Aftalt på teammøde"))

    assert newest(leader) == (
        2,
        [
            ("burden", DECLARED[1][1]),
            ("criteria", "Kriterierne er talt igennem"),
            ("v2_2", "Spurgt, hvad borgeren selv vil"),
        ],
    )
    with acting(leader):
        assert ChecklistVersion.history.latest().history_change_reason == "Aftalt på teammøde"


def test_nothing_changed_makes_no_version(leader, checklists):
    page = client_of(leader).post(EDIT, answers(as_they_are()), follow=True).content.decode()

    assert "Intet er ændret." in page
    assert newest(leader)[0] == 1


def test_a_checklist_cannot_become_empty_and_keeps_what_was_typed(leader):
    points = [(key, text, place, True) for key, text, place, _removed in as_they_are()]
    points[0] = ("criteria", "Halvt skrevet", 1, True)

    page = client_of(leader).post(EDIT, answers(points)).content.decode()

    assert "En tjekliste skal have mindst ét punkt." in page
    assert "Halvt skrevet" in page


def test_two_who_edit_at_once_both_keep_their_words(leader, project_lead, checklists):
    mine = [("criteria", "Lederens ord", 1, False), *as_they_are()[1:]]
    theirs = [("criteria", "Projektlederens ord", 1, False), *as_they_are()[1:]]
    client_of(project_lead).post(EDIT, answers(theirs))

    page = client_of(leader).post(EDIT, answers(mine)).content.decode()
    client_of(leader).post(EDIT, answers(mine, number=2))

    assert "En anden har gemt en ny version imens" in page
    assert "Projektlederens ord" in page
    assert "Lederens ord" in page
    assert newest(leader)[0] == 3


def test_versions_stand_side_by_side(leader, checklists):
    client = client_of(leader)
    client.post(EDIT, answers([("criteria", "Nye ord", 1, False), *as_they_are()[1:]]))

    page = client.get(reverse("cases:checklist", args=[STEP])).content.decode()

    assert page.index("Version 2") < page.index("Nye ord") < page.index("Version 1") < page.index(DECLARED[0][1])


def test_who_reads_and_who_rewrites(owner, leader, project_lead, dpo, administrator, spotter):
    people = (owner, leader, project_lead, dpo, administrator, spotter)
    reads = [client_of(user).get(reverse("cases:checklists")).status_code for user in people]
    edits = [client_of(user).get(EDIT).status_code for user in people]

    assert reads == [200, 200, 200, 403, 403, 403]
    assert edits == [403, 200, 200, 403, 403, 403]


def test_another_organisations_wording_is_not_seen(leader, outside_leader):
    client_of(leader).post(EDIT, answers([("criteria", "Odenses ord", 1, False), *as_they_are()[1:]]))

    page = client_of(outside_leader).get(reverse("cases:checklist", args=[STEP])).content.decode()

    assert "Odenses ord" not in page


def test_a_step_that_is_none_is_not_found(leader):
    assert client_of(leader).get(reverse("cases:checklist", args=["intet.trin"])).status_code == 404


def test_checklists_cost_the_same_with_many_versions(leader, checklists):
    client = client_of(leader)
    for url in (reverse("cases:checklists"), reverse("cases:checklist", args=[STEP])):
        assert len(queries_of(lambda url=url: client.get(url))) <= 12

    def rewrite() -> None:
        number = newest(leader)[0]
        client.post(EDIT, answers([("criteria", f"Ord {number}", 1, False), *as_they_are()[1:]], number=number))

    assert_same_queries(lambda: client.get(reverse("cases:checklist", args=[STEP])), rewrite, rewrite)
