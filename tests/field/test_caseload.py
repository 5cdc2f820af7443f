"""What a tablet carries out of the house: few facts, every form, and as many queries for one citizen as for twenty."""

from __future__ import annotations

import json
from datetime import timedelta

from django.utils import timezone

from audit.models import AccessLog
from cases.actions.citizen import add_best_met
from cases.actions.contact import Agreement
from crisis_center.actions.alert import raise_alert
from field.kinds import all_kinds
from outreach.actions.visit import begin_route
from tests.cases.talk_factories import planned
from tests.cast import SURNAMES, acting, met, met_on_the_street, token, with_course
from tests.crisis_center.crisis_factories import arrived, house_of
from tests.factories import PlaceFactory
from tests.outreach.visit_factories import route
from tests.queries import assert_same_queries

#: One call: the sign-in, the list, every form with its choices, and the log.
MOST_QUERIES = 34


def named(tablet, citizen) -> dict:
    (found,) = [one for one in tablet.caseload()["people"] if one["id"] == str(citizen.pk)]
    return found


def test_every_kind_is_described_with_names_and_choices(tablet, citizen):
    found = tablet.caseload()

    assert set(found["kinds"]) == {kind.key for kind in all_kinds()}
    drawn = {
        key: [field for section in kind["sections"] for field in section["fields"]]
        for key, kind in found["kinds"].items()
    }
    one_tap = {key for key, fields in drawn.items() if not fields}
    assert one_tap == {"visit_out", "visit_more_time"}
    for key, fields in drawn.items():
        names = [field["name"] for field in fields]
        assert len(names) == len(set(names)), key
        for field in fields:
            assert field["label"], (key, field["name"])
            if field["type"] in ("one", "many", "list"):
                choices = field.get("choices") or found["lists"].get(field.get("list"), [])
                assert choices or field["name"] in MAY_BE_EMPTY, (key, field["name"])


#: What depends on whom and where one works.
MAY_BE_EMPTY = {"agreed", "citizens", "partner", "initiative_partner", "languages"}


def fields_of(kind: dict) -> list[dict]:
    return [field for section in kind["sections"] for field in section["fields"]]


def names_of(found: dict, kind: str) -> list[str]:
    return [field["name"] for field in fields_of(found["kinds"][kind])]


def test_the_forms_ask_what_the_pages_ask(tablet, citizen):
    found = tablet.caseload()

    assert names_of(found, "talk_cancelled") == ["cancelled_by", "reason"]
    assert names_of(found, "visit_back") == ["met", "cards", "note", "safety_note"]
    assert {"reason", "decision", "referral-kind", "mixed_use"} <= set(names_of(found, "prescreening"))
    assert {"drugs_known", "free_choice", "begun_way"} <= set(names_of(found, "assessment"))
    assert {"partner", "other_name", "kinds", "consequences_told"} <= set(names_of(found, "consent"))
    assert {"occasion", "v1-hope", "finished"} <= set(names_of(found, "tool1"))
    assert {"note", "correction_reason"} <= set(names_of(found, "contact_amend"))


def test_a_day_that_is_today_is_the_day_of_writing_not_of_carrying(tablet, citizen):
    fields = fields_of(tablet.caseload()["kinds"]["observation"])

    (day,) = [field for field in fields if field["name"] == "observed_on"]

    assert (day["type"], day["initial"], day["today"]) == ("date", [], True)


def test_of_ones_own_citizen_the_few_facts_that_outreach_needs(
    tablet, founder, municipality, owner, citizen, case, place
):
    house = house_of(founder, municipality)
    stay = arrived(citizen, house, by=owner)
    with acting(house.worker) as by:
        raise_alert(stay=stay, kind="seizures", words="Ring 112", by=by)

    found = named(tablet, citizen)

    assert found["name"] == f"Karla {SURNAMES['citizen']}"
    assert (found["phone"], found["place"], found["cases"][0]) == ("20304050", place.name, str(case.pk))
    assert [text for text in found["best_met"] if token("citizen", "bestmet") in text]
    assert found["alerts"] == ["Kramper: Ring 112"]


def test_nothing_else_of_a_citizen_leaves_the_house(tablet, owner, health_contact, citizen):
    told = json.dumps(tablet.caseload(), ensure_ascii=False)

    for what in ("note", "words", "healthnote", "description", "wishes", "address", "sister"):
        assert token("citizen", what) not in told
    assert "0101901234" not in told
    assert "010190-1234" not in told


def test_of_a_protected_citizen_a_colleague_off_the_course_carries_the_label_alone(
    signed_in, owner, colleague, centre, place
):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with acting(owner) as by:
        row = met("protected_citizen", unit=centre, by=by, protected=True, phone="60708090", usual_place=place)
        with_course(row, contact_person=owner, by=by)
        add_best_met(citizen=row, place=place, note=token("protected_citizen", "bestmet"), by=by)
        agreement = Agreement(on=tomorrow, title=token("protected_citizen", "agreement"))
        met_on_the_street(row, "protected_citizen", wish="not_now", agreement=agreement, by=by)
    tablet = signed_in(colleague)

    found = named(tablet, row)
    told = json.dumps(tablet.caseload(), ensure_ascii=False)

    assert {name: value for name, value in found.items() if value} == {
        "id": str(row.pk),
        "name": "Beskyttet borger",
        "find": found["find"],
        "sort": found["sort"],
    }
    for secret in (SURNAMES["protected_citizen"], "protected_citizen-xq", "60708090"):
        assert secret.lower() not in told.lower()
    assert named(signed_in(owner), row)["phone"] == "60708090"


def test_citizens_of_others_stay_in_the_house(tablet, other_citizen, foreign_citizen, unit_citizen, citizen):
    told = json.dumps(tablet.caseload(), ensure_ascii=False)

    for whose in ("other_citizen", "foreign_citizen", "unit_citizen"):
        assert SURNAMES[whose] not in told
        assert f"{whose}-xq" not in told


def test_each_look_is_in_the_access_log(tablet, owner, citizen):
    tablet.caseload()

    with acting(owner):
        rows = AccessLog.objects.filter(user_id=owner.pk, citizen_id=citizen.pk, action=AccessLog.Action.LIST)
        assert list(rows.values_list("detail", flat=True)) == ["field"]


def test_twenty_citizens_cost_what_one_costs(tablet, owner, centre, citizen):
    def more(number: int) -> None:
        with acting(owner) as by:
            for one in range(number):
                place = PlaceFactory(unit=centre, by=by)
                row = met("more", unit=centre, by=by, name="Bo Berg", phone="20304050", usual_place=place)
                with_course(row, contact_person=owner, by=by)
                add_best_met(citizen=row, place=place, by=by)
                met_on_the_street(row, "more", agreement=Agreement(on=timezone.localdate(), title="Mødes igen"), by=by)
                planned(row, place=place, by=by)
                begin_route(route=route(by, name=f"Rute {one}", stops=[]), by=by)
                route(by, name=f"En anden rute {one}")

    more(1)
    assert_same_queries(tablet.caseload, lambda: more(2), lambda: more(16), budget=MOST_QUERIES)
    assert len(tablet.caseload()["people"]) == 20
