"""What another site posts in somebody's name is not carried on; what one wrote oneself is."""

import pytest
from django.test import Client

from tests.staff import client_of

TEXT = "det jeg skrev"


@pytest.mark.parametrize(
    ("headers", "carried"),
    [
        ({}, True),
        ({"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}, True),
        ({"Origin": "https://fremmed.example"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
    ],
)
def test_only_ones_own_words_are_offered_again(owner, headers, carried):
    client: Client = client_of(owner)
    client.handler.enforce_csrf_checks = True

    answer = client.post("/", {"note": TEXT}, headers=headers)

    assert (answer.status_code, TEXT in answer.content.decode()) == (403, carried)
