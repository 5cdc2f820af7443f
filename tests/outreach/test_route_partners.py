"""Which partners were told of a route: chosen on it, shown on its page and theirs, and to whoever takes over."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.leaving import left_by
from directory.actions.partner import edit_partner
from tests.cast import acting, client_of
from tests.directory.partner_factories import PartnerFactory
from tests.outreach.visit_factories import route
from tests.queries import assert_same_queries

WEEK = reverse("outreach:routes")


def known(row) -> list[str]:
    return [link.partner.name for link in row.route_partners.order_by("partner__name")]


def sent(form, **changed):
    """What the route's form would send, but for `changed`."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changed}.items() if value is not None}


def test_chosen_on_the_route_it_stands_there_in_the_week_and_on_the_partners_page(owner, unit_mate, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Ankeret", by=by)
        row = route(by, name="Havnen rundt", told="Kiosken", told_on=timezone.localdate() - timedelta(days=3))
    client = client_of(owner)
    url = reverse("outreach:route_edit", args=[row.pk])
    client.post(url, sent(client.get(url).context["form"], partners=[partner.pk]))

    reader = client_of(unit_mate)
    page = reader.get(row.get_absolute_url())
    lines = [line.told for day in reader.get(WEEK).context["days"] for line in day.routes]
    theirs = reader.get(partner.get_absolute_url()).content.decode()
    with acting(owner):
        assert known(row) == ["Ankeret"]
    assert [text in page.content.decode() for text in (partner.get_absolute_url(), "Kiosken")] == [True, True]
    assert [line.split(", ")[:2] for line in lines] == [["Ankeret", "Kiosken"]]
    assert [text in theirs for text in ("Ruter, de kender", row.get_absolute_url())] == [True, True]


def test_the_day_they_were_told_takes_a_partner_or_words(owner, centre):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, by=by)
        row = route(by, partners=[partner], told_on=timezone.localdate())

    assert (row.told, row.told_on) == ("", timezone.localdate())


def test_a_partner_a_colleague_chose_meanwhile_stays(owner, colleague, centre):
    with acting(owner) as by:
        first, second = (PartnerFactory(unit=centre, name=name, by=by) for name in ("Ankeret", "Broen"))
        row = route(by)
    url = reverse("outreach:route_edit", args=[row.pk])
    form = client_of(owner).get(url).context["form"]
    other = client_of(colleague)
    other.post(url, sent(other.get(url).context["form"], partners=[second.pk]))
    client_of(owner).post(url, sent(form, partners=[first.pk]))

    with acting(owner):
        assert known(row) == ["Ankeret", "Broen"]


def test_one_that_has_closed_stays_chosen_and_another_units_cannot_be(owner, stranger, centre, other_unit):
    with acting(owner) as by:
        partner = PartnerFactory(unit=centre, name="Ankeret", by=by)
        row = route(by, partners=[partner])
        facts = {name: getattr(partner, name) for name in ("name", "kind", "area", "does_outreach", "note", "quota")}
        edit_partner(partner=partner, **facts, closed_on=timezone.localdate(), by=by)
    with acting(stranger) as by:
        theirs = PartnerFactory(unit=other_unit, name="Deres", by=by)
    client = client_of(owner)
    url = reverse("outreach:route_edit", args=[row.pk])
    form = client.get(url).context["form"]
    refused = client.post(url, sent(form, partners=[theirs.pk]))
    client.post(url, sent(form, name="Nyt navn"))

    assert list(refused.context["form"].errors) == ["partners"]
    with acting(owner):
        row.refresh_from_db()
        assert (row.name, known(row)) == ("Nyt navn", ["Ankeret"])


def test_who_takes_over_hears_who_expects_them(owner, colleague, centre, municipality):
    with acting(owner) as by:
        partners = [PartnerFactory(unit=centre, name=name, by=by) for name in ("Åhuset", "Ankeret")]
        route(by, workers=[colleague], partners=partners)
        route(by, workers=[colleague], name="Om aftenen")

        assert left_by(colleague, municipality) == ["2 ruter, ventet af Ankeret, Åhuset"]


def test_that_a_partner_was_told_stands_among_the_changes(owner, unit_mate, centre):
    with acting(owner) as by:
        row = route(by)
    with acting(unit_mate) as by:
        row.route_partners.set_partners([PartnerFactory(unit=centre, by=by)], route=row)

    assert len(client_of(owner).get(row.get_absolute_url()).context["changes"]) == 2


def test_any_number_of_partners_costs_the_same(owner, centre):
    client = client_of(owner)
    with acting(owner) as by:
        one = PartnerFactory(unit=centre, by=by)
        row = route(by, partners=[one])

    def more(number: int) -> None:
        with acting(owner) as by:
            told = [link.partner for link in row.route_partners.select_related("partner")]
            told += [PartnerFactory(unit=centre, by=by) for _one in range(number)]
            row.route_partners.set_partners(told, route=row)
            for _one in range(number):
                route(by, partners=[one])

    for url in (row.get_absolute_url(), WEEK, one.get_absolute_url(), reverse("outreach:route_edit", args=[row.pk])):
        assert_same_queries(lambda url=url: client.get(url), lambda: more(2), lambda: more(20))
