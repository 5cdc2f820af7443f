"""Redaction on PostgreSQL: a function of the owner that the service role may call, and a trigger that asks for its
record.

The service role can fake neither: it may not update history, nor insert a record, nor own or replace a function. The
owner could, but leaves a record, too, or must take a trigger down, which `/healthz` and `verify_history` tell.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.backends.utils import CursorWrapper

from audit.models import Redaction

if TYPE_CHECKING:
    from audit.redaction import Redactable

SIGNATURE = "audit_redact(text, uuid, text[], text, uuid, text, text)"

#: The append-only trigger of a history table of which columns may be blanked; its argument is the table itself.
ONLY_REDACTION = """
CREATE OR REPLACE FUNCTION audit_only_redaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  allowed text[];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    EXECUTE format(
      'SELECT array_agg(DISTINCT c) FROM %I.audit_redaction r, jsonb_array_elements_text(r.columns) c '
      'WHERE r.table_name = $1 AND r.row_id = $2 AND r.up_to >= $3', TG_TABLE_SCHEMA)
      INTO allowed USING TG_ARGV[0], OLD.id, OLD.history_id;
    IF to_jsonb(OLD) - allowed = to_jsonb(NEW) - allowed AND NOT EXISTS (
      SELECT 1 FROM unnest(allowed) c WHERE coalesce(to_jsonb(NEW) ->> c, '') NOT IN ('', 'false')
    ) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
END $$
"""

# Text of a value must not depend on the session, or the same history would have another digest tomorrow.
DIGESTS = """
CREATE OR REPLACE FUNCTION audit_digests(history text, key uuid, newest bigint, blanks jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET timezone = 'UTC' SET bytea_output = 'hex' SET search_path = pg_catalog, {schema}, pg_temp
AS $$
DECLARE
  digests jsonb;
BEGIN
  EXECUTE format(
    'SELECT jsonb_object_agg(name, digest) FROM ('
    '  SELECT e.key AS name, encode(sha256(convert_to('
    '    string_agg(e.value::text, chr(10) ORDER BY h.history_id), ''UTF8'')), ''hex'') AS digest'
    '  FROM %I.%I h, jsonb_each(to_jsonb(h) || $3) e'
    '  WHERE h.id = $1 AND h.history_id <= $2 GROUP BY e.key) d', {literal}, history)
    INTO digests USING key, newest, blanks;
  RETURN digests;
END $$
"""

# SECURITY DEFINER: the owner's rights, for these columns only. Row-level security holds for the owner as well; that the
# row is the acting organisation's own is asked once more, for an owner who may bypass it.
REDACT = """
CREATE OR REPLACE FUNCTION audit_redact(
  live text, key uuid, names text[], why text, who uuid, source text, request text
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, {schema}, pg_temp
AS $$
DECLARE
  acting uuid := NULLIF(current_setting('brobyg.organisation', true), '')::uuid;
  past text;
  owned boolean;
  known integer;
  holds text;
  blanking text;
  blanks jsonb;
  found boolean;
  newest bigint;
  held bigint;
BEGIN
  IF acting IS NULL THEN
    RAISE EXCEPTION 'nobody acts: history is redacted for an organisation' USING ERRCODE = '42501';
  END IF;
  SELECT max(r.past), bool_or(r.owned), count(*),
         string_agg(format('h.%I IS DISTINCT FROM %s', r.name, r.literal), ' OR '),
         string_agg(format('%I = %s', r.name, r.literal), ', '),
         jsonb_object_agg(r.name, r.blank::jsonb)
    INTO past, owned, known, holds, blanking, blanks
    FROM (VALUES {pairs}) r(live, past, owned, name, literal, blank)
    WHERE r.live = audit_redact.live AND r.name = ANY(names);
  IF known = 0 OR known <> cardinality(names) THEN
    RAISE EXCEPTION '%: % may not be redacted', live, names USING ERRCODE = '42501';
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I h WHERE h.id = $1 AND (%s))', {literal}, live, holds)
    INTO found USING key;
  IF found THEN
    RAISE EXCEPTION '%: the row % still holds what is to be blanked in history', live, key USING ERRCODE = '23000';
  END IF;
  IF owned THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I.%I h WHERE h.id = $1 AND h.organisation_id <> $2)', {literal}, past)
      INTO found USING key, acting;
    IF found THEN
      RAISE EXCEPTION '%: the row % is not of the organisation that acts', live, key USING ERRCODE = '42501';
    END IF;
  END IF;
  EXECUTE format('SELECT max(h.history_id), count(*) FILTER (WHERE %s) FROM %I.%I h WHERE h.id = $1',
                 holds, {literal}, past) INTO newest, held USING key;
  IF held = 0 THEN
    RETURN 0;
  END IF;
  INSERT INTO audit_redaction
    (at, organisation_id, table_name, row_id, columns, reason, user_id, source, request_id, rows, up_to, digests)
    VALUES (now(), acting, live, key, to_jsonb(names), why, who, source, request, held, newest,
            audit_digests(past, key, newest, blanks));
  EXECUTE format('UPDATE %I.%I h SET %s WHERE h.id = $1 AND (%s)', {literal}, past, blanking, holds) USING key;
  RETURN held;
END $$
"""

_LITERALS = {"null": "NULL", '""': "''", "false": "false"}


def install(cursor: CursorWrapper, tables: Sequence[Redactable]) -> None:
    cursor.execute("SELECT quote_ident(current_schema()), quote_literal(current_schema())")
    schema, literal = cursor.fetchone()
    cursor.execute(ONLY_REDACTION)
    cursor.execute(DIGESTS.format(schema=schema, literal=literal))
    pairs = ", ".join(_pair(table, column, blank) for table in tables for column, blank in table.blanks.items())
    nothing = "(NULL::text, NULL::text, NULL::boolean, NULL::text, NULL::text, NULL::text)"
    cursor.execute(REDACT.format(schema=schema, literal=literal, pairs=pairs or nothing))
    cursor.execute(f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC")
    for table in tables:
        cursor.execute(f"""
            CREATE OR REPLACE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "{table.history}"
                FOR EACH ROW EXECUTE FUNCTION audit_only_redaction('{table.table}')
        """)


def grant(cursor: CursorWrapper, to: str) -> None:
    """The service role calls the function; the record it writes nobody else can write."""
    cursor.execute(f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO {to}")
    table = Redaction._meta.db_table
    cursor.execute("SELECT to_regclass(%s)", [table])
    if cursor.fetchone() != (None,):
        cursor.execute(f"REVOKE INSERT ON TABLE {table} FROM {to}")


def missing(cursor: CursorWrapper) -> list[str]:
    cursor.execute("""
        SELECT p.prosecdef AND p.proconfig IS NOT NULL FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = current_schema() AND p.proname = 'audit_redact'
    """)
    return [] if cursor.fetchall() == [(True,)] else ["audit_redact: not there, or not the owner's"]


def _pair(table: Redactable, column: str, blank: str) -> str:
    literal = _LITERALS[blank].replace("'", "''")
    owned = "true" if table.has_organisation else "false"
    return f"('{table.table}', '{table.history}', {owned}, '{column}', '{literal}', '{blank}')"
