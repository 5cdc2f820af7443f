"""Who somebody turned out to be: a name found later, two records of one person, what stood on the wrong one."""

from __future__ import annotations

from cases.actions.moving import Undone, move_rows, undo_move
from cases.pairs import CannotMove

__all__ = ["CannotMove", "Undone", "move_rows", "undo_move"]
