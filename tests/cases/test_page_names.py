"""The log names pages as people do."""

from django.urls import get_resolver

from cases.page_names import page_name


def names_in(room: str) -> list[str]:
    resolver = get_resolver().namespace_dict[room][1]
    return [f"{room}:{name}" for name in resolver.reverse_dict if isinstance(name, str)]


def test_every_page_that_can_stand_in_the_log_has_a_name():
    every = names_in("cases") + names_in("directory") + names_in("outreach")

    assert len(every) > 50
    assert [name for name in every if page_name(name) == name] == []
