import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from audit import context
from audit.middleware import RequestStamp


def stamped(**headers) -> tuple[HttpResponse, context.Context]:
    seen = []

    def view(request):
        seen.append(context.current())
        assert request.id == context.current().request_id
        return HttpResponse()

    response = RequestStamp(view)(RequestFactory().get("/", **headers))
    return response, seen[0]


def test_each_request_has_a_number_of_its_own_which_it_answers_with():
    (first, inside), (second, _) = stamped(), stamped()
    assert first.headers["X-Request-ID"] == inside.request_id
    assert (len(inside.request_id), inside.request_id != second.headers["X-Request-ID"]) == (32, True)


def test_a_well_formed_number_from_the_proxy_is_kept():
    assert stamped(HTTP_X_REQUEST_ID="ab12-cd34-ef")[1].request_id == "ab12-cd34-ef"


@pytest.mark.parametrize("given", ["short", "x" * 65, "abcdefgh\n12345678", "<script>alert", "0101901234 Anna", ""])
def test_any_other_is_replaced(given):
    assert len(stamped(HTTP_X_REQUEST_ID=given)[1].request_id) == 32


def test_the_context_ends_with_the_request():
    stamped()
    assert context.current() == context.Context()


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("2001:db8::1", "", "2001:db8::1"),
        ("", "", None),
        ("a socket", "", None),
    ],
)
def test_the_address_is_the_peers(peer, forwarded, seen):
    assert stamped(REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)[1].ip == seen


def test_behind_our_proxy_it_is_the_one_the_proxy_saw(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert stamped(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.1")[1].ip == "198.51.100.1"
    assert stamped(REMOTE_ADDR="10.0.0.1")[1].ip == "10.0.0.1"
