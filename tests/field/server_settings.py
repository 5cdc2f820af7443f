"""The settings of the server process that the fault tests kill."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403

STATIC_ROOT = Path(os.environ["TEST_STATIC_ROOT"])
FIELD_CODE_ROUNDS = int(os.environ["TEST_CODE_ROUNDS"])
