"""A person decides about what a tablet sent and nobody could apply."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import NotAllowed, require
from accounts.models import Membership, User
from accounts.policy import Can
from audit import context
from audit.writing import action
from cases.merged import kept_for
from cases.models import Citizen
from field.deciding import is_open_again, settle
from field.intake import apply
from field.models import Entry
from field.payload import read_payload
from field.settled import Applied, InConflict, NotApplied

Decision = Entry.Decision


@action
def let_tablet_win(*, entry: Entry, seen: Mapping[str, str], by: User) -> Applied | NotApplied:
    """*Det fra tabletten gælder*: written over what the decider saw standing (`seen`, raw, by field).

    In the decider's name and by their rights: of two versions of a fact they vouch for one. Where somebody has written
    a third meanwhile it is a conflict again, with that one beside it, and nothing is decided; nor is it when the
    decider may not write it. Raises ValidationError when there is nothing to decide.
    """
    entry = _locked(entry)
    _must_be_conflict(entry)
    outcome = _attempt(entry, by, base=seen)
    if isinstance(outcome, InConflict):
        _told_again(entry, outcome)
    elif isinstance(outcome, Applied):
        _written(entry, outcome, by)
    return outcome


@action
def try_again(*, entry: Entry, by: User) -> Applied | NotApplied:
    """*Prøv igen*: as it was sent, in its author's name, for the words are theirs: who wrote a contact is who met the
    citizen, and its note is read by those whom that author wrote it for. Who let it in stands in the history, as the
    reason of each change and as the entry's decision; they must reach whom it is about themselves.

    Refused again it tells today's reason. Raises ValidationError when there is nothing to decide, NotAllowed.
    """
    entry = _locked(entry)
    author: User = entry.author
    if author.pk == by.pk:
        outcome = _attempt(entry, by)
    else:
        _must_reach(by, entry)
        author.membership = Membership.objects.with_names().get(pk=entry.device_user.membership_id)
        # Where it was written, also when its author works elsewhere by now.
        author.membership.unit = entry.unit
        with context.use(reason=_("Fra tablet, taget ind af %(name)s") % {"name": by.name}):
            outcome = _attempt(entry, author)
    if isinstance(outcome, NotApplied):
        _told_again(entry, outcome)
    else:
        _written(entry, outcome, by)
    return outcome


@action
def let_stand(*, entry: Entry, by: User) -> Entry:
    """*Det, der stod, gælder*."""
    entry = _locked(entry)
    _must_be_conflict(entry)
    settle(entry, Decision.STANDING, "", by)
    return entry


@action
def drop(*, entry: Entry, why: str, by: User) -> Entry:
    """*Skal ikke bruges*. Raises ValidationError by field."""
    entry = _locked(entry)
    entry.decision_note = " ".join(why.split())
    if not entry.decision_note:
        raise ValidationError({"decision_note": _("Skriv kort, hvorfor det ikke skal bruges.")})
    entry.clean_fields(exclude=[name for name in _names() if name != "decision_note"])
    settle(entry, Decision.DROPPED, entry.decision_note, by)
    return entry


def _locked(entry: Entry) -> Entry:
    """Two who decide at once wait for one another here. Raises ValidationError where nothing is left to decide."""
    rows = Entry.objects.select_for_update(of=("self",)).select_related("author", "device_user", "unit", "decided_by")
    found: Entry = rows.get(pk=entry.pk)
    if found.status == Entry.Status.APPLIED or (found.decided_at and not is_open_again(found)):
        words = _("Det er allerede afgjort: %(decision)s.")
        raise ValidationError(words % {"decision": found.get_decision_display() or found.get_status_display()})
    return found


def _must_be_conflict(entry: Entry) -> None:
    if entry.status != Entry.Status.CONFLICT:
        raise ValidationError(_("Her står der ikke to udgaver at vælge imellem."))


def _must_reach(decider: User, entry: Entry) -> None:
    """Raises NotAllowed when whoever lets it in could not have written about these citizens themselves."""
    require(decider, Can.LOG_CONTACT)
    named = read_payload(entry.payload).citizens
    kept = kept_for(named)
    wanted = {kept.get(key, key) for key in named}
    if Citizen.objects.visible_to(decider, may=Can.LOG_CONTACT).filter(pk__in=wanted).count() < len(wanted):
        raise NotAllowed(_("Borgeren er ikke på din liste, så du kan ikke skrive det ind."))


def _attempt(entry: Entry, by: User, *, base: Mapping[str, str] | None = None) -> Applied | NotApplied:
    """Whole or not at all: what a refused attempt wrote is taken back, the decision about it is not."""
    try:
        with transaction.atomic():
            return apply(entry, by, base=base)
    except NotApplied as refusal:
        return refusal


def _written(entry: Entry, outcome: Applied, decider: User) -> None:
    entry.citizen_id = entry.citizen_id or outcome.citizen_id
    settle(entry, Decision.TABLET, "", decider)


def _told_again(entry: Entry, refusal: NotApplied) -> None:
    """Why it stops today; an earlier decision goes on holding."""
    is_conflict = isinstance(refusal, InConflict)
    entry.status = Entry.Status.CONFLICT if is_conflict else Entry.Status.REJECTED
    entry.code, entry.result = refusal.code, refusal.result()
    entry.save()


def _names() -> list[str]:
    return [field.name for field in Entry._meta.fields]
