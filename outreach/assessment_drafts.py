"""What the citizen has told of the themes before an assessment begins: it stands there, and nobody asks it again.

A room above registers what it knows of a course's citizen, by field of the assessment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cases.models import Case
from outreach.models.assessment import TEXTS

#: {field of `TEXTS`: words}
Draft = Callable[[Case], dict[str, str]]

_drafts: list[Draft] = []
_LONGEST = 4000


def register_assessment_draft(draft: Draft) -> None:
    if draft not in _drafts:
        _drafts.append(draft)


def drafts_of(case: Case) -> dict[str, str]:
    """What a new assessment of the course begins with."""
    found: dict[str, list[str]] = {}
    for draft in _drafts:
        for name, words in draft(case).items():
            if name in TEXTS and words:
                found.setdefault(name, []).append(words)
    return {name: "\n\n".join(words) for name, words in found.items()}


def with_drafts(case: Case, said: dict[str, Any]) -> dict[str, Any]:
    """What was said where the draft was out of sight, as on a tablet: the draft stands above, where there is room."""
    both = {name: "\n\n".join(filter(None, (words, said.get(name)))) for name, words in drafts_of(case).items()}
    return {**said, **{name: words for name, words in both.items() if len(words) <= _LONGEST}}
