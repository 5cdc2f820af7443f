"""The night has passed once: passers-by of long ago are described no more, and *Sletninger* says so."""

from __future__ import annotations

from cases.forgetting import forget_in
from demo.organisations import Stage


def one_night(stage: Stage) -> None:
    list(forget_in(stage.organisation))
