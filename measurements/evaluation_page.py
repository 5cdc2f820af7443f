"""The chapter of results, ready to show."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from measurements.pairs import attrition
from measurements.results import TABLES, Line, reservations, results


def evaluation_page(user: User, first: date, last: date) -> dict[str, Any]:
    """Three queries."""
    found = results(user, first, last)
    titles = {
        "T7-1": _("Borgernes motivation, før og efter"),
        "T7-2": _("Misbrugssituationen, før og efter tre måneder"),
        "T7-3": _("Fysisk og psykisk helbred, før og efter tre måneder"),
    }
    columns = [_("Spørgsmål"), _("Før"), _("Efter"), _("Udvikling"), _("p (t-test)"), _("p (Wilcoxon)"), _("N")]
    tables = [(name, titles[name], columns, [_row(line, name) for line in found[name]]) for name in TABLES]
    figure = [cells for line in found["T7-1"] if (cells := line.development)]
    lost = [
        (_("Motivation, efter"), attrition(user, "motivation", "after", first, last)),
        (_("Tre måneder efter indskrivning"), attrition(user, "treatment_follow_up", "after", first, last)),
    ]
    return {
        "first": first,
        "last": last,
        "tables": tables,
        "figure": figure,
        "figure_columns": [_("Spørgsmål"), _("Bedre"), _("Det samme"), _("Mindre godt"), _("N")],
        "lost": [(title, one) for title, one in lost if one.due],
        "is_empty": not any(line.result for lines in found.values() for line in lines),
        "reservations": reservations(),
    }


def _row(line: Line, table: str) -> list[str]:
    """In table 7-3 each question stands once for each theme."""
    cells = line.cells
    return [f"{line.theme}: {cells[0]}", *cells[1:]] if table == "T7-3" else cells
