"""A log line says what happened and where, never about whom."""

import json
import logging
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import RequestFactory
from pythonjsonlogger.json import JsonFormatter

from audit import context
from audit.logs import Impersonal
from tests.audit.rows.models import Shelf

USER = uuid4()


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[dict] = []
        self.addFilter(Impersonal())
        self.setFormatter(JsonFormatter("%(levelname)s %(message)s %(request_id)s %(user_id)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def lines():
    handler = Lines()
    log = logging.getLogger("brobyg.test")
    log.addHandler(handler)
    log.propagate = False
    yield handler.lines
    log.removeHandler(handler)


log = logging.getLogger("brobyg.test")


def test_a_line_says_which_request_and_which_user(lines):
    with context.use(request_id="request-1", user_id=USER):
        log.warning("saved %s of %d", "one", 3)
    assert lines == [
        {"levelname": "WARNING", "message": "saved one of 3", "request_id": "request-1", "user_id": str(USER)}
    ]


@pytest.mark.parametrize(
    ("message", "arguments", "written"),
    [
        ("cpr %s", ("010190-1234",), "cpr [cpr]"),
        ("cpr 0101901234 and 010190 1234.", (), "cpr [cpr] and [cpr]."),
        ("mail to %s", ("anna.jensen@example.dk",), "mail to [e-mail]"),
        ("Not Found: %s", ("/citizens/?q=Anna%20Jensen&x=1",), "Not Found: /citizens/"),
        ('"%s" %s', ("GET /search?q=Anna HTTP/1.1", 200), '"GET /search HTTP/1.1" 200'),
        ("Not Found: %s", ("/k/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKl/",), "Not Found: /k/[secret]/"),
        ("saved %s", (Shelf(name="Anna"),), "saved Shelf"),
        ("failed: %s", (ValueError("Anna"),), "failed: ValueError"),
        ("%s", (RequestFactory().get("/citizens/?q=Anna"),), "WSGIRequest"),
        ("%(who)s", ({"who": Shelf(name="Anna")},), "Shelf"),
        ("%d and %d", ("Anna",), "%d and %d"),
        (ValueError("Anna"), (), "ValueError"),
        ("at %s", (UUID("01234567-89ab-7def-8123-456789012345"),), "at 01234567-89ab-7def-8123-456789012345"),
    ],
)
def test_what_may_be_a_person_is_masked(lines, message, arguments, written):
    log.warning(message, *arguments)
    assert lines[0]["message"] == written


def test_an_exception_leaves_its_kind_and_place_and_not_its_words(lines):
    try:
        try:
            raise KeyError("Anna Jensen")
        except KeyError as error:
            raise IntegrityError("DETAIL: Key (cpr)=(0101901234)") from error
    except IntegrityError:
        log.exception("could not save")
    (line,) = lines
    assert (line["message"], line["exception"]) == ("could not save", "IntegrityError < KeyError")
    assert [place.rpartition("/")[2].split(":")[0] for place in line["trace"]] == ["test_logs.py"] * 2
    assert "Anna" not in json.dumps(line)
    assert "0101901234" not in json.dumps(line)


def test_what_others_hang_on_a_record_is_dropped_but_for_what_is_known(lines):
    extra = {
        "request": RequestFactory().get("/?q=Anna"),
        "status_code": 500,
        "citizen": "Anna",
        "event": "met 010190-1234",
    }
    log.error("Internal Server Error", extra=extra)
    assert lines == [
        {
            "levelname": "ERROR",
            "message": "Internal Server Error",
            "status_code": 500,
            "event": "met [cpr]",
            "request_id": "",
            "user_id": "",
        }
    ]


def test_statements_and_their_values_are_never_written(db):
    handler = Lines()
    log = logging.getLogger("django.db.backends")
    record = log.makeRecord(log.name, logging.DEBUG, "", 0, "(%.3f) %s; args=%s", (0.1, "SELECT", ("Anna",)), None)
    handler.handle(record)
    assert handler.lines[0]["message"] == "SQL"
    assert connection.vendor in ("sqlite", "postgresql")
