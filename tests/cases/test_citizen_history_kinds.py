"""*Hvem har ændret hvad* of a citizen with every kind of row: each is told in words, and all cost what one costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from functools import partial

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Unit, User
from audit.reading import MASK
from cases.actions.case import assign, close_case, pause_case
from cases.actions.citizen import add_best_met, allow_speaking_with, edit_citizen, end_speaking_with, remove_best_met
from cases.actions.contact import Agreement, correct_contact, mark_journaled, read_along, unmark_journaled
from cases.actions.pathway import end_step, skip_step, tick
from cases.actions.task import end_request, finish_task
from cases.changes import history_of
from cases.models import (
    Admission,
    Assignment,
    Case,
    ChecklistItem,
    Citizen,
    ClockWarning,
    ConferencePoint,
    Contact,
    Identification,
    NotTheSame,
    RowMove,
    StepRun,
    Task,
    TreatmentRequest,
)
from cases.names import reference
from directory.actions.place import add_place
from directory.models import Place
from tests.cast import acting, client_of, met, met_on_the_street, with_course
from tests.queries import assert_same_queries

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)

#: What is told of the life below, by kind of row, newest first.
TOLD = {
    "afkrydsning": [
        "changed",
        "Gjort: Ja → Nej",
        "created",
        "Gjort:  → Ja",
        "Hvornår:  → 20. marts 2026 kl. 13.00",
    ],
    "anmodning om behandling": [
        "changed",
        "Afgjort:  → 20. marts 2026",
        "Udfald:  → Behandlingen er begyndt",
        "created",
        "Anmodning om behandling:  → 19. marts 2026",
    ],
    "bedst at træffe": [
        "deleted",
        "created",
        "Sted:  → Parken",
        "Ugedag:  → tirsdag",
        "Hvornår og hvordan:  → om morgenen",
    ],
    "borger": [
        "changed",
        "Plejer at være: Banegårdspladsen, Midtbyen → Parken",
        "CPR-nummer: •••• → ",
        "Telefon: 20304050 → 50607080",
        "Har brug for tolk: Nej → Ja",
        "created",
        "Kendes ved:  → Med navn",
        "Navn:  → Karla Zornfeldt",
        "Kaldenavn:  → alias-citizen-xq",
        "Neutral beskrivelse:  → description-citizen-xq",
        "Plejer at være:  → Banegårdspladsen, Midtbyen",
        "CPR-nummer:  → ••••",
        "Telefon:  → 20304050",
        "Adresse:  → address-citizen-xq",
        "Navne- og adressebeskyttelse:  → ••••",
        "Har brug for tolk:  → Nej",
        "Ønsker om kontakt:  → wishes-citizen-xq",
    ],
    "fik navn": [
        "created",
        "Var kendt ved:  → Kun kaldenavn eller kendetegn",
        "Hvorfra kendes navnet:  → Borgeren viste legitimation",
    ],
    "forløb": [
        "created",
    ],
    "ført til journalen": [
        "deleted",
        "created",
    ],
    "henvendelse": [
        "created",
        "Indgang:  → Gaden",
        "Hvem henvender sig:  → Borgeren selv",
        "Anonym efter SEL § 101 a:  → Nej",
        "Vil ringes op:  → Nej",
        "Henvendte sig:  → 19. marts 2026 kl. 13.00",
        "Taget imod:  → 19. marts 2026 kl. 13.00",
        "Mødt:  → 19. marts 2026 kl. 13.00",
        "Første hjælp:  → 19. marts 2026 kl. 13.00",
    ],
    "ikke den samme": [
        "created",
    ],
    "indlæggelse": [
        "created",
        "Hvor:  → Sygehus",
        "Afdeling eller sted:  → M2",
        "Siden:  → 2. marts 2026",
    ],
    "kollega ved kontakten": [
        "created",
        "Medarbejder:  → Kasper Holm",
        "created",
        "Medarbejder:  → Kasper Holm",
    ],
    "kontakt": [
        "created",
        "Hvornår:  → 19. marts 2026 kl. 13.00",
        "Måde:  → Gade",
        "På initiativ af:  → Medarbejder",
        "Hvad skete der:  → Talte sammen",
        "Borgerens ønske:  → Ikke nu",
        "Lad være i fred til:  → 1. april 2026",
        "Beder borgeren om behandling?:  → Ja",
        "Notat:  → note-citizen-xq",
        "Borgerens egne ord:  → Det passer",
        "Læst sammen med borgeren:  → 20. marts 2026 kl. 13.00",
        "changed",
        "Borgerens egne ord:  → Det passer",
        "Læst sammen med borgeren:  → 20. marts 2026 kl. 13.00",
        "created",
        "Hvornår:  → 19. marts 2026 kl. 13.00",
        "Sted:  → Banegårdspladsen, Midtbyen",
        "Måde:  → Gade",
        "På initiativ af:  → Medarbejder",
        "Hvad skete der:  → Talte sammen",
        "Borgerens ønske:  → Ikke nu",
        "Lad være i fred til:  → 1. april 2026",
        "Beder borgeren om behandling?:  → Ja",
        "Notat:  → note-citizen-xq",
    ],
    "må tale med": [
        "changed",
        "Gælder ikke mere fra:  → 20. marts 2026",
        "created",
        "Navn:  → Vibe",
        "Hvem er det:  → søster",
        "Telefon:  → 30304050",
        "Borgeren sagde ja den:  → 1. marts 2026",
    ],
    "opgave": [
        "changed",
        "Afsluttet:  → 20. marts 2026 kl. 13.00",
        "Hvordan gik det:  → Borgeren kom ikke",
        "created",
        "Art:  → Aftale",
        "Hvad:  → Gå med til lægen",
        "Dag:  → 23. marts 2026",
        "Klokken:  → 10.30",
        "Sted:  → Banegårdspladsen, Midtbyen",
    ],
    "pause": [
        "changed",
        "Genoptaget:  → 20. marts 2026 kl. 13.00",
        "created",
        "På pause:  → 20. marts 2026 kl. 13.00",
        "Grund:  → på sygehuset",
    ],
    "periode": [
        "changed",
        "Afsluttet:  → 20. marts 2026 kl. 13.00",
        "Grund:  → Stabil kontakt til tilbud",
        "Bemærkning:  → på besøg hver uge",
        "created",
        "Åbnet:  → 18. februar 2026 kl. 13.00",
    ],
    "punkt til konferencen": [
        "created",
        "Hvad skal tages op:  → Bolig",
    ],
    "påmindelse om frist": [
        "created",
    ],
    "samling eller flytning": [
        "created",
        "Hvad:  → Flyttet: det var en anden person",
        "Hvorfor:  → forvekslet",
        "Oplysninger:  → ••••",
    ],
    "tildeling": [
        "changed",
        "Indtil:  → 21. marts 2026",
        "changed",
        "Indtil:  → 21. marts 2026",
        "created",
        "Medarbejder:  → Kasper Holm",
        "Fra:  → 1. marts 2026",
        "created",
        "Medarbejder:  → Oda Lind",
        "Fra:  → 18. februar 2026",
    ],
    "trin": [
        "created",
        "Sprunget over:  → 20. marts 2026 kl. 13.00",
        "Hvorfor:  → kendt i forvejen",
        "changed",
        "Afsluttet:  → 20. marts 2026 kl. 13.00",
        "created",
        "Begyndt:  → 18. februar 2026 kl. 13.00",
    ],
}


@pytest.fixture
def stopped() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def lived(
    stopped: time_machine.Traveller,
    owner: User,
    colleague: User,
    centre: Unit,
    place: Place,
    checklists: int,
    unit_citizen: Citizen,
) -> Citizen:
    """A citizen of whom there is a row of every kind, made, changed and, where one may, taken away."""
    with acting(owner) as by:
        citizen = met("citizen", unit=centre, by=by, cpr="0101901234", phone="20304050", usual_place=place)
        case = with_course(citizen, contact_person=owner, by=by)
        _met(citizen, place, colleague, by)
        _walked(case, by)
        _known_better(citizen, by)
        _ended(case, colleague, by)
        _written(citizen, unit_citizen, by)
    return citizen


def _met(citizen: Citizen, place: Place, colleague: User, by: User) -> None:
    agreed = Agreement(on=date(2026, 3, 23), at=time(10, 30), title="Gå med til lægen", place=place)
    contact = met_on_the_street(
        citizen,
        "citizen",
        place=place,
        wish="not_now",
        rest_until=date(2026, 4, 1),
        asks_for_treatment=True,
        colleagues=[colleague],
        agreement=agreed,
        by=by,
    )
    read_along(contact=contact, citizens_words="Det passer", by=by)
    mark_journaled(contacts=[contact], by=by)
    unmark_journaled(contact=contact, by=by)
    correct_contact(contact=contact, reason="forkert sted", place=None, by=by)
    finish_task(task=Task.objects.get(citizen=citizen), outcome=Task.Outcome.MISSED, by=by)
    request = TreatmentRequest.objects.get(citizen=citizen)
    end_request(request=request, outcome="started", on=date(2026, 3, 20), by=by)


def _walked(case: Case, by: User) -> None:
    run = StepRun.objects.going().get(case=case)
    item = ChecklistItem.objects.get(version__step=run.step, key="open")
    tick(run=run, item=item, ticked=True, by=by)
    tick(run=run, item=item, ticked=False, by=by)
    end_step(run=run, by=by)
    skip_step(case=case, step_key="contact.prescreening", reason="kendt i forvejen", by=by)


def _known_better(citizen: Citizen, by: User) -> None:
    park = add_place(unit=citizen.unit, name="Parken", kind=Place.Kind.PARK, by=by)
    edited = Citizen.objects.get(pk=citizen.pk)
    edit_citizen(citizen=edited, cpr=None, phone="50607080", usual_place=park, needs_interpreter=True, by=by)
    best = add_best_met(citizen=citizen, place=park, weekday=2, note="om morgenen", by=by)
    remove_best_met(best_met=best, by=by)
    sister = allow_speaking_with(
        citizen=citizen, name="Vibe", relation="søster", phone="30304050", agreed_on=date(2026, 3, 1), by=by
    )
    end_speaking_with(speaks_for=sister, by=by)


def _ended(case: Case, colleague: User, by: User) -> None:
    assign(case=case, user=colleague, kind=Assignment.Kind.OTHER, on=date(2026, 3, 1), by=by)
    pause_case(case=case, reason="på sygehuset", by=by)
    close_case(case=case, reason="stable_contact", note="på besøg hver uge", by=by)


def _written(citizen: Citizen, other: Citizen, by: User) -> None:
    """What other pages' actions write, straight into the tables."""
    first, second = sorted((citizen, other), key=lambda one: one.pk)
    request = TreatmentRequest.objects.get(citizen=citizen)
    for row in (
        Admission(citizen=citizen, kind="hospital", ward="M2", since=date(2026, 3, 2)),
        ConferencePoint(citizen=citizen, unit=citizen.unit, what="Bolig", raised_by=by),
        Identification(citizen=citizen, was="alias", how="papers", identified_by=by),
        RowMove(kind="split", source=citizen, target=other, reason="forvekslet", taken="[]", moved_by=by),
        NotTheSame(first=first, second=second, decided_by=by),
        ClockWarning(request=request, day=10),
    ):
        row.save()


def told(citizen: Citizen, user: User, *, hidden: bool = False) -> dict[str, list[str]]:
    """By kind of row, newest first: "changed", then its fields as "Label: old → new"."""
    lines: dict[str, list[str]] = defaultdict(list)
    with acting(user) as by:
        for line in history_of({citizen.pk}, by, before=None, hidden=hidden, limit=100).lines:
            fields = [f"{one.label}: {one.old} → {one.new}" for one in line.change.fields]
            lines[line.change.model] += [line.change.kind.value, *fields]
    return dict(lines)


def masked(line: str) -> str:
    """The line as who may not read citizens sees it: colleagues by name, of all else whether something stands there."""
    label, _colon, values = line.partition(": ")
    if not values or label == "Medarbejder":
        return line
    old, new = values.split("→")
    return f"{label}: {MASK if old.strip() else ''} → {MASK if new.strip() else ''}"


def test_every_kind_is_told_in_words(lived, owner):
    assert told(lived, owner) == TOLD


def test_who_may_not_read_citizens_sees_which_fields_of_every_kind(lived, dpo):
    assert told(lived, dpo) == {model: [masked(line) for line in lines] for model, lines in TOLD.items()}


def test_of_a_protected_citizen_what_names_them_is_masked(lived, owner):
    hidden = told(lived, owner, hidden=True)
    assert {
        model: [line.split(":")[0] for line, known in zip(lines, TOLD[model], strict=True) if line != known]
        for model, lines in hidden.items()
        if lines != TOLD[model]
    } == {
        "bedst at træffe": ["Sted", "Ugedag", "Hvornår og hvordan"],
        "borger": [
            "Plejer at være",
            "Telefon",
            "Navn",
            "Kaldenavn",
            "Neutral beskrivelse",
            "Plejer at være",
            "Telefon",
            "Adresse",
        ],
        "må tale med": ["Navn", "Hvem er det", "Telefon"],
        "indlæggelse": ["Hvor", "Afdeling eller sted"],
        "samling eller flytning": ["Hvorfor"],
    }


def test_a_row_that_went_to_another_record_of_the_same_person_says_from_where_to_where(lived, unit_citizen, unit_mate):
    with acting(unit_mate) as by:
        contact = Contact.objects.filter(citizen=unit_citizen).get()
        contact.citizen = lived
        contact.save()
        page = history_of({lived.pk, unit_citizen.pk}, by, before=None, hidden=False, limit=100)
    of_contact = [line.change for line in page.lines if line.change.object_id == contact.pk]
    assert [change.kind.value for change in of_contact] == ["changed", "created"]
    assert [(one.label, one.old, one.new) for one in of_contact[0].fields] == [
        ("Borger", reference(unit_citizen.pk), reference(lived.pk))
    ]
    assert {line.change.object_id for line in page.lines if line.change.model == "borger"} == {
        lived.pk,
        unit_citizen.pk,
    }


def test_every_kind_costs_what_one_costs(lived, owner):
    client = client_of(owner)
    newest = reverse("cases:citizen_history", args=[lived.pk])
    oldest = client.get(newest).context["older_url"]

    def meet(times: int) -> None:
        with acting(owner) as by:
            for _time in range(times):
                met_on_the_street(lived, "citizen", days_ago=2, by=by)

    for address in (newest, oldest):
        assert_same_queries(partial(client.get, address), partial(meet, 1), partial(meet, 9))
