"""Contact person, backup and coordinator in one form, with the citizen's wish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import Section
from accounts.forms.widgets import ChoiceTiles
from cases.actions.follower import Wish
from cases.forms.limit import LimitedForm, WorkerField
from cases.limit import Load
from cases.models import Assignment, FollowerWish
from cases.workers import workers_of

#: Nobody was contact person when the page was opened.
NOBODY = "-"
_UNDECIDED, _YES, _NO = "", "yes", "no"
_ANSWERS = {_UNDECIDED: None, _YES: True, _NO: False}
_PEOPLE = ("contact_person", "backup", "coordinator")


class FollowersForm(LimitedForm):
    """`now`: {kind: the assignment that holds}; `wish`: the one nobody has answered yet."""

    receiver = "contact_person"
    submit_label = _("Gem")
    sections = (
        Section(_("Hvad borgeren ønsker"), ("wished", "wish_words", "wish_answer", "why_not"), columns=2),
        Section(_("Hvem følger borgeren"), _PEOPLE),
        Section(_("Om valget"), ("chosen_by", "reason", "over_limit_reason", "on", "with_tasks", "was")),
    )

    wished = WorkerField(label=_("Borgeren ønsker"), required=False, empty_label=_("Ingen bestemt"))
    wish_words = forms.CharField(label=_("Med borgerens ord"), max_length=300, required=False)
    wish_answer = forms.ChoiceField(
        label=_("Hvad blev der af ønsket?"),
        choices=[(_UNDECIDED, _("Ikke afgjort endnu")), (_YES, _("Opfyldt")), (_NO, _("Kan ikke opfyldes"))],
        required=False,
    )
    why_not = forms.CharField(label=_("Hvis ikke: hvorfor?"), max_length=300, required=False)
    contact_person = WorkerField(label=_("Kontaktperson"), required=False, empty_label=_("Ingen lige nu"))
    backup = WorkerField(
        label=_("Bagstopper"),
        required=False,
        empty_label=_("Ingen"),
        help_text=_("Den, borgeren ringer til, når kontaktpersonen er væk."),
    )
    coordinator = WorkerField(
        label=_("Koordinator"),
        required=False,
        empty_label=_("Ingen"),
        help_text=_("Gennem hele forløbet, også når kontaktpersonen skifter. Det kan være kontaktpersonen selv."),
    )
    chosen_by = forms.ChoiceField(
        label=_("Hvem har valgt?"),
        choices=Assignment.ChosenBy.choices,
        required=False,
        widget=ChoiceTiles(compact=True),
    )
    reason = forms.CharField(
        label=_("Hvorfor skiftes der?"),
        max_length=300,
        required=False,
        help_text=_("Kun når en anden havde det før, også hvis ingen tager over. Står på forløbet."),
    )
    on = forms.DateField(label=_("Fra og med"), initial=timezone.localdate)
    with_tasks = forms.BooleanField(label=_("Kontaktpersonens åbne opgaver følger med"), required=False, initial=True)
    #: The contact person's assignment when the page was opened.
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        unit_id: Any,
        load: Load,
        now: Mapping[str, Assignment],
        wish: FollowerWish | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, load=load, **kwargs)
        for name in ("wished", *_PEOPLE):
            self.fields[name].queryset = workers_of(unit_id)
        for name in _PEOPLE:
            self.initial[name] = now[name].user_id if name in now else None
        contact_person = now.get(Assignment.Kind.CONTACT_PERSON)
        self.initial["was"] = seen_as(contact_person)
        if contact_person is None:
            del self.fields["with_tasks"]
        if wish:
            self.initial |= {"wished": wish.wished_id, "wish_words": wish.words}

    @property
    def wish(self) -> Wish:
        said = self.cleaned_data
        return Wish(said["wished"], said["wish_words"], _ANSWERS[said["wish_answer"]], said["why_not"])

    def ask_again(self, now: Assignment | None) -> None:
        """Somebody else was quicker: what is sent next is said of the course as it stands now."""
        self.data = {**self.data.dict(), "was": seen_as(now)}


def seen_as(now: Assignment | None) -> str:
    return str(now.pk) if now else NOBODY
