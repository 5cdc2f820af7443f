"""*Giv navn*, *Saml to borgere*, *Fortryd*, and where an old address leads."""

from typing import Any

import pytest
from django.urls import reverse

from audit.models import AccessLog
from cases.actions.citizen import edit_citizen
from cases.actions.identity import merge_citizens, undo_move
from cases.models import BestMet, CasePeriod, Citizen, Contact, RowMove, Task
from tests.cases.moved import fresh, on
from tests.cast import acting, client_of, met_on_the_street, token
from tests.factories import CitizenFactory
from tests.queries import assert_same_queries


def at(name: str, *citizens: Citizen) -> str:
    return reverse(f"cases:{name}", args=[citizen.pk for citizen in citizens])


def proposal(form: Any) -> dict:
    """What the form proposes, as a browser sends it."""
    return {name: form[name].value() or "" for name in form.fields}


def told(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def joined(citizen, unit_citizen, owner) -> RowMove:
    """`unit_citizen` was merged into `citizen`."""
    with acting(owner) as by:
        return merge_citizens(keep=citizen, gone=unit_citizen, by=by)


# --- A name -----------------------------------------------------------------------------------------------------------
def test_a_name_is_given_in_one_form(alias_citizen, owner):
    answers = {"name": "Karl Holm", "cpr": "010190-1234", "how": "papers"}
    response = client_of(owner, purpose_for=[alias_citizen]).post(at("identify", alias_citizen), answers)

    with acting(owner):
        now = fresh(alias_citizen)
    assert (response.status_code, now.name, now.birth_year, now.identity) == (302, "Karl Holm", 1990, "named")


def test_the_timeline_says_that_there_is_a_name_now(alias_citizen, owner):
    client = client_of(owner, purpose_for=[alias_citizen])
    client.post(at("identify", alias_citizen), {"name": "Karl Holm", "how": "said_so"})

    entries = client.get(alias_citizen.get_absolute_url()).context["page"].entries
    assert (entries[0].title, entries[0].body) == ("Borgeren har fået navn", "Borgeren sagde det selv")


def test_who_has_a_name_is_led_to_where_it_is_mended(citizen, owner):
    assert client_of(owner).get(at("identify", citizen))["Location"] == at("citizen_edit", citizen)


@pytest.mark.parametrize("missing", ["name", "how"])
def test_what_is_missing_is_said_at_the_field_and_nothing_is_lost(alias_citizen, owner, missing):
    answers = {"name": "Karl Holm", "how": "papers", "phone": "55667788"}
    del answers[missing]
    response = client_of(owner, purpose_for=[alias_citizen]).post(at("identify", alias_citizen), answers)

    form = response.context["form"]
    assert (list(form.errors), form["phone"].value()) == ([missing], "55667788")


def test_an_anonymous_citizen_says_so_self(anonymous_citizen, owner):
    client, answers = client_of(owner, purpose_for=[anonymous_citizen]), {"name": "Karl Holm", "how": "said_so"}

    first = client.post(at("identify", anonymous_citizen), answers).context["form"]
    assert (list(first.errors), [key for key, _label in first.fields["how"].choices]) == (
        ["own_act"],
        ["said_so", "papers"],
    )
    assert client.post(at("identify", anonymous_citizen), {**answers, "own_act": "on"}).status_code == 302


def test_whoever_has_the_cpr_number_may_be_the_same(alias_citizen, citizen, owner):
    client = client_of(owner, purpose_for=[alias_citizen])
    answers = {"name": "Karla", "cpr": "010190-1234", "how": "papers"}

    response = client.post(at("identify", alias_citizen), answers)
    assert (list(response.context["form"].errors), [hit.id for hit in response.context["likely"]]) == (
        ["cpr"],
        [citizen.pk],
    )

    led = client.post(at("identify", alias_citizen), {**answers, "join": citizen.pk, "by_cpr": "1"})
    with acting(owner):
        now = fresh(alias_citizen)
    assert (led["Location"], now.name, now.cpr) == (at("merge", citizen, alias_citizen), "Karla", None)


def test_a_cpr_number_of_another_unit_tells_no_name(alias_citizen, other_citizen, owner, stranger):
    with acting(stranger) as by:
        edit_citizen(citizen=other_citizen, cpr="0202902345", by=by)
    answers = {"name": "Karla", "cpr": "020290-2345", "how": "papers"}
    response = client_of(owner, purpose_for=[alias_citizen]).post(at("identify", alias_citizen), answers)

    assert (list(response.context["form"].errors), response.context["likely"]) == (["cpr"], [])
    with acting(owner):
        assert AccessLog.objects.filter(citizen_id=other_citizen.pk, detail="cpr").count() == 1


@pytest.mark.parametrize("more", [{"name": "Karla Zornfeldt", "birth_year": 1990}, {"phone": "20 30 40 50"}])
def test_whoever_looks_like_the_same_is_asked_about_once(alias_citizen, citizen, owner, more):
    client, answers = client_of(owner, purpose_for=[alias_citizen]), {"name": "Karl Holm", "how": "papers", **more}

    asked = client.post(at("identify", alias_citizen), answers)
    assert ([hit.id for hit in asked.context["likely"]], asked.context["form"].errors) == ([citizen.pk], {})
    seen = {"not_these": asked.context["seen"]}
    assert client.post(at("identify", alias_citizen), {**answers, **seen}).status_code == 302


# --- One of two -------------------------------------------------------------------------------------------------------
def test_two_side_by_side_become_one(citizen, unit_citizen, owner):
    client = client_of(owner, purpose_for=[unit_citizen])
    page = client.get(at("merge", citizen, unit_citizen))
    answers = {**proposal(page.context["form"]), "name": "gone", "reason": "Samme telefon"}

    response = client.post(at("merge", citizen, unit_citizen), answers, follow=True)

    with acting(owner):
        assert (fresh(citizen).name, fresh(unit_citizen).merged_into_id) == ("Karla Wexelbrink", citizen.pk)
        assert RowMove.objects.get().reason == "Samme telefon"
    assert response.redirect_chain == [(citizen.get_absolute_url(), 302)]
    assert "Borgeren har to åbne forløb" in told(response)[0]
    assert "Borgeren har to åbne forløb" in response.content.decode()


def test_a_page_one_looked_at_too_long_is_shown_again(citizen, unit_citizen, owner):
    client = client_of(owner, purpose_for=[unit_citizen])
    form = client.get(at("merge", citizen, unit_citizen)).context["form"]
    answers = proposal(form) | {"reason": "Samme telefon"}
    with acting(owner) as by:
        edit_citizen(citizen=unit_citizen, contact_wishes="Ring først", by=by)

    again = client.post(at("merge", citizen, unit_citizen), answers)
    assert (again.status_code, again.context["form"]["reason"].value()) == (200, "Samme telefon")
    answers["seen"] = again.context["form"]["seen"].value()
    assert client.post(at("merge", citizen, unit_citizen), answers).status_code == 302


def test_two_who_cannot_be_one_say_why(citizen, anonymous_citizen, owner):
    page = client_of(owner, purpose_for=[anonymous_citizen]).get(at("merge", citizen, anonymous_citizen))
    assert "anonym efter loven" in page.context["why"]


def test_why_one_looks_at_two_is_asked_once(unit_citizen, alias_citizen, owner):
    page = client_of(owner, purpose_for=[unit_citizen]).get(at("merge", unit_citizen, alias_citizen))
    assert page.status_code == 200
    with acting(owner):
        said = set(AccessLog.objects.filter(view_name="cases:merge").values_list("citizen_id", "purpose"))
    assert {one for one, _purpose in said} >= {unit_citizen.pk, alias_citizen.pk}
    assert len({purpose for _one, purpose in said if purpose}) == 1


def test_a_protected_citizen_is_merged_by_those_on_the_course(citizen, protected_citizen, colleague, owner):
    address = at("merge", citizen, protected_citizen)
    answers = [client_of(who, purpose_for=[protected_citizen]).get(address).status_code for who in (owner, colleague)]
    assert answers == [200, 403]


def test_the_other_is_found_by_a_search(citizen, unit_citizen, owner):
    page = client_of(owner).post(at("merge_choose", citizen), {"q": "Wexelbrink"})
    assert [address for _hit, address in page.context["rows"]] == [at("merge", citizen, unit_citizen)]


def test_pages_cost_the_same_for_much_and_for_little(citizen, unit_citizen, alias_citizen, owner, joined):
    client = client_of(owner, purpose_for=[alias_citizen])

    def grow() -> None:
        with acting(owner) as by:
            for days in range(5):
                met_on_the_street(fresh(citizen), "citizen", days_ago=days, by=by)
                CitizenFactory(unit=citizen.unit, name=f"Karla Zornfeldt {days}", by=by)

    pages = [
        at("citizen", citizen),
        at("citizen_history", citizen),
        at("merge", citizen, alias_citizen),
        at("merge_choose", citizen),
        at("identify", alias_citizen),
        reverse("cases:move_undo", args=[joined.pk]),
    ]
    for page in pages:
        assert_same_queries(lambda page=page: client.get(page), grow)


# --- And back ---------------------------------------------------------------------------------------------------------
def test_undone_in_one_act(citizen, unit_citizen, joined, owner):
    client = client_of(owner, purpose_for=[unit_citizen])
    with acting(owner) as by:
        meanwhile = met_on_the_street(fresh(citizen), "citizen", days_ago=0, by=by)
    page = client.get(reverse("cases:move_undo", args=[joined.pk]))

    response = client.post(reverse("cases:move_undo", args=[joined.pk]), follow=True)

    assert [url for _line, url in page.context["since"].contacts] == [meanwhile.get_absolute_url()]
    assert "1 kontakt, der er skrevet imens, står stadig her" in told(response)[0]
    with acting(owner):
        assert on(unit_citizen) == {"Case": 1, "Contact": 1}
        assert Contact.objects.get(pk=meanwhile.pk).citizen_id == citizen.pk


def test_what_came_later_is_undone_first(citizen, unit_citizen, alias_citizen, joined, owner):
    with acting(owner) as by:
        merge_citizens(keep=alias_citizen, gone=fresh(citizen), by=by)
    page = client_of(owner, purpose_for=[alias_citizen]).post(reverse("cases:move_undo", args=[joined.pk]))
    assert "Fortryd først den samling" in page.context["refusal"]


# --- An old address ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["citizen", "purpose", "citizen_history", "citizen_edit", "case_open"])
def test_an_old_address_leads_to_the_one_who_stays(citizen, unit_citizen, joined, owner, name):
    response = client_of(owner).get(at(name, unit_citizen), follow=True)
    assert (response.status_code, response.context["request"].path) == (
        200,
        at("citizen" if name == "purpose" else name, citizen) if name != "purpose" else at("purpose", unit_citizen),
    )


def test_an_old_address_leads_nobody_where_they_may_not_go(unit_citizen, joined, stranger):
    assert client_of(stranger).get(at("citizen", unit_citizen)).status_code == 404


@pytest.mark.parametrize("who", ["leader", "dpo"])
def test_who_looks_over_the_log_is_led_too(citizen, unit_citizen, joined, who, request):
    client = client_of(request.getfixturevalue(who), purpose_for=[citizen])
    pages = ["citizen_history"] if who == "leader" else ["citizen_history", "citizen_access"]
    assert [client.get(at(name, unit_citizen))["Location"] for name in pages] == [at(name, citizen) for name in pages]


def changed(client: Any, citizen: Citizen) -> set[tuple]:
    """(row, how it was changed) of all that *Hvem har ændret hvad* tells, on however many pages."""
    page, found = at("citizen_history", citizen), set()
    while page:
        context = client.get(page).context
        found |= {(line.change.object_id, line.change.kind) for line in context["page"].lines}
        page = context["older_url"]
    return found


def test_both_histories_are_one_until_they_are_two_again(citizen, unit_citizen, joined, leader, owner):
    client = client_of(leader, purpose_for=[citizen])
    with acting(owner):
        period = CasePeriod.objects.get(case__in=joined.rows["cases.Case"])
    of_the_other = {(unit_citizen.pk, "created"), (period.pk, "created")}

    assert of_the_other | {(joined.pk, "created")} <= changed(client, citizen)

    with acting(owner) as by:
        undo_move(move=joined, by=by)
    assert changed(client, citizen) & (of_the_other | {(joined.pk, "changed")}) == {(joined.pk, "changed")}


def test_who_has_seen_either_is_told_together(citizen, unit_citizen, unit_mate, leader, owner):
    client_of(unit_mate).get(unit_citizen.get_absolute_url())
    with acting(owner) as by:
        merge_citizens(keep=citizen, gone=unit_citizen, by=by)
    page = client_of(leader, purpose_for=[citizen]).get(at("citizen_access", citizen)).context["page"]

    assert {(look.who, look.citizen_id) for look in page.looks} >= {(unit_mate.name, unit_citizen.pk)}


def test_what_is_posted_to_the_one_who_went_lands_on_the_one_who_stays(citizen, unit_citizen, joined, owner):
    client = client_of(owner)
    client.post(at("best_met_add", unit_citizen), {"note": "Ved kirken"})
    task = {"kind": "task", "title": "Ringe", "due_on": "2030-01-01", "owner": owner.pk}
    page = client.post(f"{reverse('cases:task_new')}?borger={unit_citizen.pk}", task, follow=True)

    with acting(owner):
        assert BestMet.objects.get(note="Ved kirken").citizen_id == citizen.pk
        assert Task.objects.get(title="Ringe").citizen_id == citizen.pk
    assert any("samlet med en anden" in text for text in told(page))


def test_who_was_chosen_before_the_merge_stays_chosen_while_one_searches(citizen, unit_citizen, joined, owner):
    page = client_of(owner).post(reverse("cases:contact_who"), {"q": "Ingen", "citizens": [unit_citizen.pk]})

    assert [(person.id, person.chosen) for person in page.context["who"].people] == [(citizen.pk, True)]


def test_a_contact_with_the_one_who_went_is_one_with_the_one_who_stays(citizen, unit_citizen, joined, owner):
    client = client_of(owner)
    form = client.get(f"{reverse('cases:contact_new')}?borger={unit_citizen.pk}").context["form"]
    assert form.chosen_ids == [citizen.pk]
    answers = {
        "entry_id": form["entry_id"].value(),
        "citizens": [unit_citizen.pk],
        "result": "talked",
        "way": "street",
        "note": token("citizen", "late"),
    }
    page = client.post(reverse("cases:contact_new"), answers, follow=True)

    with acting(owner):
        assert Contact.objects.get(note=token("citizen", "late")).citizen_id == citizen.pk
    assert any("blev imens samlet" in text for text in told(page))


def test_an_edit_of_the_one_who_went_is_looked_at_again(citizen, unit_citizen, owner):
    """The form was open while the two became one."""
    client = client_of(owner, purpose_for=[unit_citizen])
    form = client.get(at("citizen_edit", unit_citizen)).context["form"]
    answers = proposal(form) | {"name": "Karla W. Holm", "alias": "Kalle"}
    with acting(owner) as by:
        merge_citizens(keep=citizen, gone=unit_citizen, by=by)

    response = client.post(at("citizen_edit", unit_citizen), answers)

    assert (response.status_code, response.context["form"]["name"].value()) == (200, "Karla W. Holm")
    with acting(owner):
        assert [fresh(one).name for one in (citizen, unit_citizen)] == ["Karla Zornfeldt", "Karla Wexelbrink"]
