"""A contact that was written on the tablet is put right there: what is right is appended, nothing is overwritten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.policy import Can
from cases.actions.contact import AlreadyCorrected, correct_contact
from cases.forms.contact_correct import CorrectionForm
from cases.models import Contact
from cases.views.contacts import load_contact
from field.about import writing_of
from field.describe import posted
from field.incoming import Incoming
from field.kinds import Kind, register_kind
from field.merging import words
from field.settled import Applied, Both, InConflict, must_be_valid

REASON = "correction_reason"


def amended(entry: Incoming) -> Applied:
    """Fields that the tablet does not send stay as they are. Several met in one go: `about` says of whom it is."""
    contact = _contact(entry)
    with writing_of(contact.citizen_id):
        form = CorrectionForm(_whole(entry, contact), contact=contact, user=entry.by)
        must_be_valid(form)
        try:
            with transaction.atomic():
                row = correct_contact(contact=contact, entry_id=entry.id, by=entry.by, **form.correction())
        except AlreadyCorrected:
            _must_agree(entry, form, contact)
            return Applied(contact.citizen_id)
    return Applied(row.citizen_id)


def _contact(entry: Incoming) -> Any:
    """With its note as the author may read it. Raises like `load_contact`."""
    seen = Contact.objects.visible_to(entry.by)
    key = entry.about_id("contact")
    if entry.about.get("citizen"):
        # The first of them bears the id of the entry, the others one that the tablet never learned.
        seen = seen.filter(occasion=key, citizen=entry.about_id("citizen"), corrects=None)
    else:
        seen = seen.filter(pk=key)
    found = seen.values_list("pk", "citizen_id").first()
    if found is None:
        raise Http404
    pk, citizen_id = found
    Contact.objects.select_for_update().filter(pk=pk).order_by().values_list("pk").first()
    request = entry.request_for(citizen_id) if citizen_id else entry.request()
    return load_contact(request, pk, may=Can.CORRECT_CONTACT)


def _whole(entry: Incoming, contact: Any) -> Any:
    """What was typed, and what stands for the rest."""
    data = entry.data.copy()
    unbound = CorrectionForm(contact=contact, user=entry.by)
    for bound in unbound:
        if bound.name not in entry.data:
            data.setlist(bound.name, posted(bound.value(), bound.field.widget))
    return data


def _must_agree(entry: Incoming, form: CorrectionForm, contact: Any) -> None:
    """Somebody was first: fine where it says the same now. Raises InConflict with both versions."""
    newest = _newest(entry.by, contact.pk)
    hidden = () if newest.may_read_note else ("note", "visibility", "citizens_words")
    sent = [name for name in form.cleaned_data if name in entry.data and name not in (REASON, *hidden)]
    both = {}
    for name in sent:
        value, stands, field = form.cleaned_data[name], _stands(newest, name), form.fields[name]
        if stands != value:
            both[name] = Both(str(field.label), words(field, stands), words(field, value))
    if both or hidden:
        raise InConflict(both)


def _stands(contact: Any, name: str) -> Any:
    texts = {"note": "note_text", "citizens_words": "words_text"}
    return getattr(contact, texts.get(name, name))


def _newest(user: User, pk: UUID) -> Any:
    while newer := Contact.objects.filter(corrects=pk).values_list("pk", flat=True).first():
        pk = newer
    return Contact.objects.with_note_for(user).select_related("place", "initiative_partner").get(pk=pk)


def forms(user: User) -> list[BaseForm]:
    """Blank: the tablet fills in what it wrote itself."""
    blank: Any = Contact()
    blank.note_text, blank.words_text, blank.may_read_note, blank.place = "", "", True, None
    return [CorrectionForm(contact=blank, user=user)]


register_kind(Kind("contact_amend", _("Ret kontakten"), amended, about="contact", forms=forms))
