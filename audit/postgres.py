"""What PostgreSQL adds: append-only tables, the commit guard on history, and the service role's rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.backends.utils import CursorWrapper

from audit import redaction_postgres
from audit.models import Redaction
from audit.models.history import HISTORY_COLUMNS

if TYPE_CHECKING:
    from audit.database import TrackedTable
    from audit.redaction import Redactable

#: The setting that tells row-level security which organisation acts; rows name theirs in `organisation_id`.
TENANT = "brobyg.organisation"

REFUSE = """
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$
"""

# At commit the newest history row must have been written by this very transaction and hold what the row holds; after a
# delete it must say so. The row's own organisation is looked at, because one transaction may act in several. The
# history_txid column is unknown to Django. Ids start anew in a restored database: an old row could then bear the id of
# a running transaction, but must still be the newest and equal to the row, so what passes is no unknown change.
GUARD = f"""
CREATE OR REPLACE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  excluded text[] := TG_ARGV[1]::text[];
  acting text := current_setting('{TENANT}', true);
  tenant text;
  key uuid;
  live jsonb;
  latest jsonb;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(OLD) - excluded = to_jsonb(NEW) - excluded THEN
      RETURN NULL;
    END IF;
    IF OLD.id <> NEW.id THEN
      RAISE EXCEPTION '%: the key of a row was changed', TG_TABLE_NAME USING ERRCODE = '23000';
    END IF;
  END IF;
  IF TG_OP = 'DELETE' THEN
    key := OLD.id;
    tenant := to_jsonb(OLD) ->> 'organisation_id';
  ELSE
    key := NEW.id;
    tenant := to_jsonb(NEW) ->> 'organisation_id';
  END IF;
  IF tenant IS NOT NULL THEN
    PERFORM set_config('{TENANT}', tenant, true);
  END IF;
  EXECUTE format('SELECT to_jsonb(t) - $2 FROM %I.%I t WHERE t.id = $1', TG_TABLE_SCHEMA, TG_TABLE_NAME)
    INTO live USING key, excluded;
  EXECUTE format('SELECT to_jsonb(h) FROM %I.%I h WHERE h.id = $1 ORDER BY h.history_id DESC LIMIT 1',
                 TG_TABLE_SCHEMA, TG_ARGV[0])
    INTO latest USING key;
  IF tenant IS NOT NULL THEN
    PERFORM set_config('{TENANT}', coalesce(acting, ''), true);
  END IF;
  IF latest IS NULL OR (latest ->> 'history_txid')::bigint <> txid_current() THEN
    RAISE EXCEPTION '%: % of % without history', TG_TABLE_NAME, TG_OP, key USING ERRCODE = '23000';
  END IF;
  IF (live IS NULL) <> (latest ->> 'history_type' = '-') THEN
    RAISE EXCEPTION '%: history of % does not say whether it was deleted', TG_TABLE_NAME, key USING ERRCODE = '23000';
  END IF;
  IF live <> latest - '{{{",".join(HISTORY_COLUMNS)}}}'::text[] THEN
    RAISE EXCEPTION '%: history of % differs from the row', TG_TABLE_NAME, key USING ERRCODE = '23000';
  END IF;
  RETURN NULL;
END $$
"""


def install(
    cursor: CursorWrapper,
    tracked: Sequence[TrackedTable],
    redactable: Sequence[Redactable],
    append_only: Sequence[str],
) -> None:
    cursor.execute(REFUSE)
    cursor.execute(GUARD)
    for name in append_only:
        cursor.execute(f"""
            CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "{name}"
                FOR EACH ROW EXECUTE FUNCTION audit_refuse();
            CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON "{name}"
                FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
        """)
    for table in tracked:
        excluded = ",".join(table.excluded)
        cursor.execute(f"""
            ALTER TABLE "{table.history}" ADD COLUMN IF NOT EXISTS history_txid bigint NOT NULL DEFAULT txid_current();
            DROP TRIGGER IF EXISTS audit_guard ON "{table.name}";
            CREATE CONSTRAINT TRIGGER audit_guard AFTER INSERT OR UPDATE OR DELETE ON "{table.name}"
                DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
                EXECUTE FUNCTION audit_guard('{table.history}', '{{{excluded}}}');
        """)
    redaction_postgres.install(cursor, redactable)
    _grant(cursor, settings.SERVICE_ROLE, append_only)


def _grant(cursor: CursorWrapper, role: str, append_only: Iterable[str]) -> None:
    """The service role reads and writes rows, and of append-only tables only adds; it owns and alters nothing."""
    cursor.execute("SELECT quote_ident(rolname) FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
    found = cursor.fetchone()
    if found is None:
        return
    (to,) = found
    cursor.execute("SELECT quote_ident(current_schema()), has_schema_privilege(%s, current_schema(), 'USAGE')", [role])
    schema, may_enter = cursor.fetchone()
    if not may_enter:
        cursor.execute(f"GRANT USAGE ON SCHEMA {schema} TO {to}")
    # Tables made after this run (the cache table) too; the next run takes back what is append-only among them.
    cursor.execute(f"""
        ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {to};
        ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {to};
    """)
    cursor.execute("""
        SELECT quote_ident(c.relname), c.relkind = 'S' FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p', 'S')
          AND pg_get_userbyid(c.relowner) = current_user
    """)
    for name, is_sequence in cursor.fetchall():
        rights = "USAGE, SELECT ON SEQUENCE" if is_sequence else "SELECT, INSERT, UPDATE, DELETE ON TABLE"
        cursor.execute(f"GRANT {rights} {name} TO {to}")
    for table in append_only:
        cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON TABLE "{table}" FROM {to}')
    cursor.execute(f"REVOKE INSERT, UPDATE, DELETE ON TABLE django_migrations FROM {to}")
    redaction_postgres.grant(cursor, to)


def missing(cursor: CursorWrapper, tracked: Iterable[TrackedTable], append_only: Iterable[str]) -> list[str]:
    # A minor upgrade under a running server can break plpgsql until it is restarted; then every write fails.
    cursor.execute("DO $$ BEGIN END $$")
    cursor.execute("""
        SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND t.tgname LIKE 'audit\\_%%' AND t.tgenabled IN ('O', 'A')
    """)
    there = set(cursor.fetchall())
    wanted = [(name, trigger) for name in append_only for trigger in ("audit_append_only", "audit_no_truncate")]
    wanted += [(table.name, "audit_guard") for table in tracked]
    faults = [f"{name}: no trigger {trigger}" for name, trigger in wanted if (name, trigger) not in there]
    return faults + redaction_postgres.missing(cursor) + _excessive_rights(cursor, append_only)


def _excessive_rights(cursor: CursorWrapper, append_only: Iterable[str]) -> list[str]:
    """Append-only tables that the service role could change but for the triggers. The owner holds every right."""
    cursor.execute(
        """
        SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relname = ANY(%s) AND current_user = %s
          AND (has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')
               OR c.relname = %s AND has_table_privilege(c.oid, 'INSERT')) ORDER BY c.relname
        """,
        [list(append_only), settings.SERVICE_ROLE, Redaction._meta.db_table],
    )
    return [f"{table}: the service role may change it" for (table,) in cursor.fetchall()]
