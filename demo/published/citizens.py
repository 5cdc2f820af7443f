"""Whom the outreach met: contact, course, enrolment, services before and after, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.acting import acting_as
from accounts.models import User
from cases.actions.case import close_case, open_case
from cases.actions.citizen import add_citizen
from cases.actions.contact import log_contact
from cases.actions.pathway import end_step, start_step
from cases.models import Case, CasePeriod, Citizen, Contact
from demo.published import answers
from demo.published.data import FIRST, LAST, at, deal, read, spread
from demo.published.houses import House
from measurements.actions.measurement import answer, begin, end
from measurements.actions.technique import answer_techniques
from measurements.models import Occasion, Open
from outreach.actions.affiliation import ask_after, ask_before
from outreach.actions.enrolment import enrol
from outreach.actions.guidance import guide
from outreach.models import Guidance
from outreach.models.affiliation import Service, Status
from outreach.pathway import OUTREACH

Reason = CasePeriod.CloseReason
#: Days from the first contact: motivation work, and from that to enrolment, tool 3 and the end.
MOTIVATION, ENROLLED, FOLLOW_UP, ENDED = 14, 60, 91, 9
#: The last one whose course still ends within the period.
LAST_MOTIVATED = date(2015, 6, 30)
LAST_GUIDED = LAST - timedelta(days=31)
#: Which of the services "other" is; the report names none.
OTHERS = (
    Service.HOME_SUPPORT, Service.GP, Service.PSYCHIATRY, Service.DROP_IN, Service.JOBCENTRE, Service.SUPPORT_PERSON,
)  # fmt: skip
#: How a course ended that went on, ended or broke off in treatment; of the others nothing is known.
REASONS = {
    Status.CONTINUES: Reason.STABLE_CONTACT,
    Status.COMPLETED: Reason.COMPLETED,
    Status.DROPPED: Reason.CONTACT_LOST,
}
WAYS = (Contact.Way.STREET, Contact.Way.DROP_IN, Contact.Way.SHELTER, Contact.Way.CENTRE)
INVENTED = "Rekonstrueret: ingen rigtig borger."


@dataclass(frozen=True)
class Told:
    """What is told of one citizen with a course; None where nothing was asked."""

    motivation_before: answers.Given | None = None
    motivation_after: answers.Given | None = None
    enrolment: answers.Given | None = None
    follow_up: answers.Given | None = None
    before: dict[str, str] | None = None
    after: dict[str, str] | None = None
    techniques: dict[str, str] | None = None
    #: Gender, and age in the year in which the motivation work was begun.
    gender: str = ""
    age: int | None = None


@dataclass
class Book:
    """Numbers the citizens through both municipalities: nobody has a name."""

    written: int = 0

    def alias(self) -> str:
        self.written += 1
        return f"Rekonstrueret {self.written:03}"


def told_of(house: str) -> list[Told]:
    """Of each citizen with motivation work, in their order: most was asked of the first ones."""
    people = read("people")[house]
    columns: dict[str, list[Any]] = {
        "motivation_before": answers.motivation("before")[house],
        "motivation_after": answers.motivation("after")[house],
        "enrolment": answers.enrolment()[house],
        "follow_up": answers.follow_up("after")[house],
        "before": answers.affiliations("before")[house],
        "after": answers.affiliations("after")[house],
        "techniques": answers.techniques()[house],
        "gender": deal(people["gender"]),
        "age": people["ages"],
    }
    return [
        Told(**{key: column[one] for key, column in columns.items() if one < len(column)})
        for one in range(people["motivated"])
    ]


def fill(house: House, book: Book) -> None:
    people, told = read("people")[house.key], told_of(house.key)
    for number, one in enumerate(told):
        day = spread(number, len(told), FIRST + timedelta(days=6), LAST_MOTIVATED)
        with acting_as(house.worker(number)) as by:
            _Course(house, number, day, one, by).tell(book)
    guided = people["contacted"] - people["motivated"]
    for number in range(guided):
        day = spread(number, guided, FIRST + timedelta(days=8), LAST_GUIDED)
        with acting_as(house.worker(number)) as by:
            _guided(house, number, day, book, by=by)


def _meet(house: House, number: int, day: date, book: Book, *, by: User, **known: Any) -> Citizen:
    citizen = add_citizen(unit=house.unit, identity=Citizen.Identity.ALIAS, alias=book.alias(), by=by, **known)
    log_contact(
        unit=house.unit, citizens=[citizen], at=at(day), way=WAYS[number % len(WAYS)], result=Contact.Result.TALKED,
        wish=Contact.Wish.CONTACT, written_at=at(day, 12), by=by,
    )  # fmt: skip
    return citizen


def _open(house: House, citizen: Citizen, day: date, *, by: User) -> Case:
    return open_case(citizen=citizen, unit=house.unit, pathway=OUTREACH.key, contact_person=by, at=at(day, 11), by=by)


def _guided(house: House, number: int, day: date, book: Book, *, by: User) -> None:
    """*Vejledt og rådgivet*: outside the model's group, helped on."""
    case = _open(house, _meet(house, number, day, book, by=by), day, by=by)
    kinds = Guidance.Kind.values
    guide(case=case, kinds=[kinds[number % len(kinds)]], given_on=day, by=by)
    close_case(case=case, reason=Reason.GUIDANCE_GIVEN, note=INVENTED, at=at(day + timedelta(days=7)), by=by)


@dataclass(frozen=True)
class _Course:
    """Of a citizen with whom motivation work was begun."""

    house: House
    number: int
    day: date
    told: Told
    by: User

    def tell(self, book: Book) -> None:
        by, told = self.by, self.told
        begun = self.day + timedelta(days=MOTIVATION)
        over = begun + timedelta(days=ENROLLED)
        known = {"gender": told.gender, "birth_year": begun.year - told.age} if told.age else {}
        citizen = _meet(self.house, self.number, self.day, book, by=by, **known)
        case = _open(self.house, citizen, self.day, by=by)
        run = start_step(case=case, step_key="motivation.alliance", at=at(begun), by=by)
        if told.before:
            ask_before(case=case, answers=self._services(told.before), on=begun, by=by)
        self._measured(case, "motivation", Occasion.BEFORE, told.motivation_before, begun)
        end_step(run=run, at=at(over, 9), by=by)
        self._measured(case, "motivation", Occasion.AFTER, told.motivation_after, over)
        if told.techniques:
            answer_techniques(case=case, answers=told.techniques, answered_on=over, by=by)
        if told.enrolment:
            self._treated(case, over)
        self._end(case, over + timedelta(days=FOLLOW_UP + ENDED))

    def _treated(self, case: Case, on: date) -> None:
        by, told, later = self.by, self.told, on + timedelta(days=FOLLOW_UP)
        run = start_step(case=case, step_key="bridging.enrolment", at=at(on), by=by)
        enrol(case=case, motivation_on=on, enrolled_on=on, by=by)
        self._measured(case, "treatment_start", Occasion.BEFORE, told.enrolment, on)
        self._measured(case, "treatment_follow_up", Occasion.AFTER, told.follow_up, later)
        if told.after:
            period = case.periods.get()
            ask_after(period=period, answers=self._services(told.after), on=later, by=by)
        end_step(run=run, at=at(later), by=by)

    def _services(self, said: dict[str, str]) -> dict[str, str]:
        other = OTHERS[self.number % len(OTHERS)]
        return {other.value if service == "other" else service: code for service, code in said.items()}

    def _measured(self, case: Case, instrument: str, occasion: Occasion, given: answers.Given | None, on: date) -> None:
        if given is None:
            return
        version = self.house.instruments[instrument]
        row = begin(case=case, version=version, occasion=occasion, by=self.by)
        answer(measurement=row, given=given, open_=dict.fromkeys(row.version.items, Open.OTHER), by=self.by)
        end(measurement=row, answered_on=on, by=self.by)

    def _end(self, case: Case, on: date) -> None:
        status = self.told.after["drug_treatment"] if self.told.after else ""
        reason = REASONS.get(Status(status), Reason.OTHER) if status else Reason.OTHER
        close_case(case=case, reason=reason, note=INVENTED, at=at(on), by=self.by)
