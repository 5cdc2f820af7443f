"""The first organisation of an installation, one unit, and the administrator who lets everybody else in."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import DatabaseError, transaction
from django.utils import timezone, translation

from accounts import readiness
from accounts.acting import set_tenant
from accounts.actions.people import give_role, make_password_link
from accounts.actions.units import add_unit, found_organisation
from accounts.models import Organisation, Unit, User
from accounts.municipalities import MUNICIPALITIES
from accounts.policy import Role
from audit import context


@dataclass(frozen=True)
class Question:
    """One thing to know: the option's name, how it is asked, and what is wrong with an answer ('' when nothing)."""

    name: str
    text: str
    fault: Callable[[str], str]
    default: str = ""


def _any(answer: str) -> str:
    return "" if answer else "Write something."


def _one_of(choices: list[str]) -> Callable[[str], str]:
    return lambda answer: "" if answer in choices else f"Write one of: {', '.join(choices)}."


def _email(answer: str) -> str:
    try:
        validate_email(answer)
    except ValidationError:
        return "Write an e-mail address, such as name@kommune.dk."
    return ""


def _code(answer: str) -> str:
    return "" if answer in MUNICIPALITIES else "Write the municipality's official code of three digits, such as 461."


QUESTIONS = (
    Question("organisation", "Name of the organisation", _any),
    Question("kind", "Kind", _one_of(Organisation.Kind.values), Organisation.Kind.MUNICIPALITY),
    Question("municipality_code", "Municipality code", _code),
    Question("unit", "Name of the first unit", _any),
    Question("unit_kind", "Kind of unit", _one_of(Unit.Kind.values), Unit.Kind.TREATMENT_CENTRE),
    Question("admin_name", "Name of the first administrator", _any),
    Question("admin_email", "E-mail of the first administrator", _email),
)


class Command(BaseCommand):
    help = "Make the first organisation, a unit and its administrator, and say what else to configure."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        for question in QUESTIONS:
            parser.add_argument(f"--{question.name.replace('_', '-')}", help=question.text)
        parser.add_argument("--address", help="Where people reach the site, for the password link: https://host")
        parser.add_argument("--no-input", action="store_true", help="Ask nothing; print a link to choose the password.")
        parser.add_argument("--another", action="store_true", help="Add one more organisation to the installation.")

    def handle(self, *args: Any, **options: Any) -> None:
        self._refuse_second(options["another"])
        answers = self._given(options) if options["no_input"] else self._asked(options)
        password = "" if options["no_input"] else self._password(answers)
        # History and mail speak the language of the installation, not of the terminal.
        with translation.override(settings.LANGUAGE_CODE):
            person, link = self._write(answers, password, options["address"] or _address())
        self.stdout.write(f"\n{answers['organisation']} is set up; {person.email} is its administrator.")
        if link:
            days = settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60)
            self.stdout.write(f"The password is chosen here, once, within {days} days:\n\n  {link}\n")
        self._say_what_is_missing()

    def _refuse_second(self, another: bool) -> None:
        try:
            known = Organisation.objects.order_by("name").first()
        except DatabaseError as error:
            raise CommandError(
                "The database has no tables yet, or does not answer: run 'python manage.py migrate' first. "
                "See docs/service.md."
            ) from error
        if known and not another:
            raise CommandError(
                f"{known.name} is set up already, nothing was changed. Its administrator makes people and units in the "
                "product itself; one more organisation is made with --another."
            )

    def _wanted(self, answers: dict[str, str]) -> list[Question]:
        """Questions without an answer yet; only a municipality has a code."""
        return [
            question
            for question in QUESTIONS
            if question.name not in answers
            and (question.name != "municipality_code" or answers.get("kind") == Organisation.Kind.MUNICIPALITY)
        ]

    def _given(self, options: dict[str, Any]) -> dict[str, str]:
        """The answers from options alone. Raises CommandError that names every option that is missing or wrong."""
        answers = _tidy(options)
        answers |= {one.name: one.default for one in QUESTIONS if one.name not in answers and one.default}
        faults = [f"{_option(one.name)} is missing: {one.text.lower()}." for one in self._wanted(answers)]
        faults += [
            f"{_option(one.name)} {answers[one.name]!r}: {one.fault(answers[one.name])}"
            for one in QUESTIONS
            if one.name in answers and one.fault(answers[one.name])
        ]
        if faults:
            raise CommandError("Nothing was changed.\n" + "\n".join(faults))
        return answers

    def _asked(self, options: dict[str, Any]) -> dict[str, str]:
        answers = _tidy(options)
        for question in QUESTIONS:
            if question.name in answers and question.fault(answers[question.name]):
                raise CommandError(
                    f"{_option(question.name)} {answers[question.name]!r}: {question.fault(answers[question.name])}"
                )
        if not sys.stdin.isatty() and self._wanted(answers):
            raise CommandError("Nobody can answer here: give the options and --no-input ('set_up --help').")
        while wanted := self._wanted(answers):
            question = wanted[0]
            answers[question.name] = self._answer(question)
        return answers

    def _answer(self, question: Question) -> str:
        while True:
            usual = f" [{question.default}]" if question.default else ""
            answer = " ".join(input(f"{question.text}{usual}: ").split()) or question.default
            fault = question.fault(answer)
            if not fault:
                return answer
            self.stderr.write(fault)

    def _password(self, answers: dict[str, str]) -> str:
        """What was typed twice, or nothing for a link. Somebody known keeps the password they have."""
        if not sys.stdin.isatty() or User.objects.filter(email=answers["admin_email"].lower()).exists():
            return ""
        while True:
            first = getpass.getpass("Password (empty: print a link to choose it later): ")
            if not first:
                return ""
            try:
                validate_password(first, User(name=answers["admin_name"], email=answers["admin_email"]))
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                continue
            if getpass.getpass("Once more: ") == first:
                return first
            self.stderr.write("The two are not the same.")

    def _write(self, answers: dict[str, str], password: str, address: str) -> tuple[User, str]:
        """All or nothing. Returns the administrator and the password link, '' when there is a password."""
        try:
            with transaction.atomic(), context.use(role="system", reason="set_up"):
                person = _administrator(answers, password)
                organisation = found_organisation(
                    name=answers["organisation"],
                    kind=answers["kind"],
                    municipality_code=answers.get("municipality_code", ""),
                    by=person,
                )
                with context.use(organisation_id=organisation.pk):
                    set_tenant(organisation.pk)
                    add_unit(organisation=organisation, name=answers["unit"], kind=answers["unit_kind"], by=person)
                    give_role(
                        person=person,
                        organisation=organisation,
                        role=Role.ADMINISTRATOR,
                        unit=None,
                        from_on=timezone.localdate(),
                        by=person,
                    )
                link = ""
                if not person.has_usable_password():
                    link = make_password_link(person=person, address=address, by=person)
                return person, link
        except ValidationError as error:
            raise CommandError("Nothing was changed: " + " ".join(error.messages)) from error

    def _say_what_is_missing(self) -> None:
        missing = readiness.missing()
        if not missing:
            self.stdout.write("Nothing else is missing. Read docs/service.md about backup and upgrades.")
            return
        self.stdout.write("What else to configure (docs/service.md):")
        for sentence in missing:
            self.stdout.write(f"  - {sentence}")


def _administrator(answers: dict[str, str], password: str) -> User:
    """The person who exists with that address, or a new one: the one user whom nobody could have made."""
    known = User.objects.filter(email=answers["admin_email"].lower()).first()
    if known:
        if not known.is_active:
            raise ValidationError("This administrator's access is closed: name somebody else.")
        return known
    person = User(name=answers["admin_name"], email=answers["admin_email"].lower())
    if password:
        person.set_password(password)
    else:
        person.set_unusable_password()
    with context.use(user_id=person.pk):
        person.save()
    return person


def _tidy(options: dict[str, Any]) -> dict[str, str]:
    return {one.name: " ".join(options[one.name].split()) for one in QUESTIONS if options.get(one.name)}


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _address() -> str:
    """The site's address as far as the settings tell it."""
    if not settings.IN_SERVICE:
        return "http://localhost:8000"
    named = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"]
    return f"https://{named[0] if named else 'localhost'}"
