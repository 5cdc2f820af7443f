#!/usr/bin/env python
"""Django's command line, with one rule of our own: what changes the schema connects as the owner."""

import os
import sys

#: Commands that create or alter tables. On PostgreSQL they run as the owner role, all else as the service role.
OWNER_COMMANDS = {"migrate", "createcachetable", "sqlflush", "flush"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("BROBYG_CONNECT_AS", "owner")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
