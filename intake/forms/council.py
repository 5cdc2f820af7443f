"""What is written down of the user council."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm
from accounts.forms.days import PastDay
from accounts.forms.widgets import CheckTiles
from accounts.models import User
from cases.dates import short_day
from cases.forms.entry import EntryForm
from intake.models import CouncilMeeting, CouncilMember, Proposal

#: Meetings to choose among: what was said longer ago was said in between.
_LATEST = 24


class MemberForm(EntryForm, HouseForm):
    submit_label = _("Gem")

    code_name = forms.CharField(
        label=_("Kodenavn"),
        max_length=40,
        help_text=_("Medlemmet finder selv på det. Ikke et navn, nogen kan kendes på."),
    )
    from_on = forms.DateField(label=_("Med fra"), initial=timezone.localdate)
    to_on = forms.DateField(
        label=_("Med indtil"), required=False, help_text=_("Lad feltet stå tomt, så længe medlemmet er med.")
    )

    def __init__(self, *args: Any, row: CouncilMember | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in ("code_name", "from_on", "to_on")} if row else {}
        super().__init__(*args, initial=initial, **kwargs)
        if row is None:
            del self.fields["to_on"]


class MeetingForm(EntryForm, HouseForm):
    submit_label = _("Gem")

    held_on = forms.DateField(label=_("Dag"), initial=timezone.localdate)
    place = forms.CharField(label=_("Sted"), max_length=120)
    present = forms.ModelMultipleChoiceField(
        label=_("Hvem kom"), queryset=CouncilMember.objects.none(), required=False, widget=CheckTiles
    )

    def __init__(self, *args: Any, user: User, row: CouncilMeeting | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {}
        came = [seat.member_id for seat in row.present.all()] if row else []
        if row:
            initial = {"held_on": row.held_on, "place": row.place, "present": came}
        super().__init__(*args, initial=initial, **kwargs)
        day = row.held_on if row else timezone.localdate()
        members = CouncilMember.objects.visible_to(user)
        self.fields["present"].queryset = members.filter(Q(to_on=None) | Q(to_on__gt=day) | Q(pk__in=came)).order_by(
            "code_name", "pk"
        )


class ProposalForm(EntryForm, HouseForm):
    submit_label = _("Gem")

    what = forms.CharField(
        label=_("Forslaget"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Med rådets egne ord. Skriv ingen navne: det kommer på opslagstavlen."),
    )
    meeting = forms.ModelChoiceField(
        label=_("Rejst på mødet"),
        queryset=CouncilMeeting.objects.none(),
        required=False,
        empty_label=_("Mellem møderne"),
    )
    raised_on = forms.DateField(
        label=_("Rejst den"), required=False, help_text=_("Kun når det er rejst mellem møderne; ellers mødets dag.")
    )
    raised_by = forms.ModelChoiceField(
        label=_("Rejst af"), queryset=CouncilMember.objects.none(), required=False, empty_label=_("Anonym")
    )

    def __init__(self, *args: Any, user: User, row: Proposal | None = None, **kwargs: Any) -> None:
        names = ("what", "meeting", "raised_on", "raised_by")
        initial = {name: getattr(row, name) for name in names} if row else {}
        super().__init__(*args, initial=initial, **kwargs)
        held = CouncilMeeting.objects.visible_to(user).filter(held_on__lte=timezone.localdate())
        latest = list(held.order_by("-held_on").values_list("pk", flat=True)[:_LATEST])
        if row and row.meeting_id:
            latest.append(row.meeting_id)
        self.fields["meeting"].queryset = held.filter(pk__in=latest).order_by("-held_on")
        self.fields["meeting"].label_from_instance = lambda one: f"{short_day(one.held_on)}, {one.place}"
        self.fields["raised_by"].queryset = CouncilMember.objects.visible_to(user).order_by("code_name", "pk")


class DecisionForm(HouseForm):
    submit_label = _("Gem beslutningen")

    decision = forms.CharField(
        label=_("Hvad blev besluttet"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Også et nej, og hvorfor."),
    )
    decided_on = PastDay(label=_("Besluttet den"))
    decided_by = forms.CharField(label=_("Besluttet af"), max_length=120, help_text=_("Fx ledelsen eller husmødet"))

    def __init__(self, *args: Any, row: Proposal, **kwargs: Any) -> None:
        names = ("decision", "decided_on", "decided_by")
        initial = {name: getattr(row, name) for name in names} if row.decided_on else {}
        super().__init__(*args, initial=initial, **kwargs)


class DoneForm(HouseForm):
    submit_label: ClassVar[Any] = _("Gem")

    done_what = forms.CharField(label=_("Hvad blev gjort"), max_length=1000, widget=forms.Textarea({"rows": 4}))
    done_on = PastDay(label=_("Gjort den"))

    def __init__(self, *args: Any, row: Proposal, **kwargs: Any) -> None:
        initial = {"done_what": row.done_what, "done_on": row.done_on} if row.done_on else {}
        super().__init__(*args, initial=initial, **kwargs)
