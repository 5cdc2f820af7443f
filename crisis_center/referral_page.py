"""What the page of a question to a centre shows, ready for the template. Both sides read the same of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.policy import Can, may
from cases.dates import short_day
from crisis_center.asked import Asked, Fetched, hours_between, moment_words, standing
from crisis_center.consent_withdrawn import withdrawn_consent
from crisis_center.models import CentreReferral, PickUp, Room, Stay
from crisis_center.models.referral import CENTRE, MUNICIPALITY, Side


def referral_page(referral: CentreReferral, user: User) -> dict[str, Any]:
    """Context of crisis_center/referral.html. Two queries (attempts, stay), at the centre one for its rooms."""
    today, now = timezone.localdate(), timezone.now()
    stay = Stay.objects.filter(referral=referral).only("pk", "arrived_at").first()
    pick_ups = list(PickUp.objects.visible_to(user).filter(referral=referral).order_by("pk"))
    asked = Asked.of(referral, stay.pk if stay else None)
    fetched = [Fetched.of(row) for row in pick_ups]
    at_centre: bool = referral.at_centre
    may_work = may(user, Can.WORK_PATHWAY)
    return {
        "referral": referral,
        "called": called(referral),
        "stands": standing(asked, fetched, today),
        "stay": stay,
        "at_centre": at_centre,
        "urgent": referral.life_threatening and asked.is_open,
        "told": _told(referral),
        "facts": _facts(referral),
        "consent_withdrawn": withdrawn_consent(referral, at_centre=at_centre),
        "times": _times(referral, pick_ups, stay, now),
        "answers": _answers(referral),
        "acts": _acts(referral, asked, user) if may_work else [],
        "fetched": [_attempt(row, may_work) for row in reversed(pick_ups)],
        "fetch_url": _fetch_url(referral, asked, fetched) if may_work else "",
        "admit_url": _admit_url(referral) if may_work and at_centre and asked.may_arrive else "",
        "room": _room(referral, asked, today, user) if at_centre else None,
        "letter_url": _url("refusal_letter", referral) if has_letter(referral) else "",
        "withdraw_url": _url("referral_withdraw", referral) if may_work and _can_change(referral, stay) else "",
        "back_url": "" if at_centre else reverse("cases:case", args=[referral.case_id]),
        "new_url": _new_url(referral, asked) if may_work and not at_centre else "",
    }


def called(referral: CentreReferral) -> str:
    """Home knows the citizen; the centre what the referral says."""
    return str(referral.called if referral.at_centre else referral.case.citizen.shown)


def _told(referral: CentreReferral) -> list[tuple[str, str]]:
    alone = {True: _("Ja"), False: _("Nej"), None: ""}[referral.travels_alone]
    return [
        (_("Situationen"), referral.why),
        (_("Borgerens eget ønske"), referral.citizens_wish),
        (_("Brug for det første døgn"), referral.first_needs),
        (_("Kendte sygdomme og medicin"), referral.known_illness),
        (_("Ønsker om hjemkommunen"), referral.home_wishes),
        (_("Kan rejse alene"), alone),
    ]


def _facts(referral: CentreReferral) -> list[tuple[str, str]]:
    born = str(referral.born_year or "")
    return [
        (_("Center"), str(referral.centre)),
        (_("Telefon"), "" if referral.at_centre else referral.centre.phone),
        (_("Efter"), str(referral.centre.get_legal_basis_display())),
        (_("Kaldes"), referral.called),
        (_("Født"), born),
        (_("Hjemkommune"), str(referral.organisation)),
        (_("Hvem i kommunen"), referral.home_contact),
        (_("Skjult opholdssted"), _("Ja: sig til ingen, at borgeren kommer her") if referral.hidden else ""),
        (_("Spurgt af"), str(referral.asked_by)),
    ]


def _times(referral: CentreReferral, pick_ups: list[PickUp], stay: Stay | None, now: datetime) -> list[tuple[str, str]]:
    """The hours that tell whether it went fast (S4 5.3.1)."""
    asked, decided = referral.asked_at, referral.decided_at
    there = stay.arrived_at if stay else next(
        (row.ended_at for row in reversed(pick_ups) if row.result in PickUp.THERE and row.ended_at), None
    )  # fmt: skip
    waits = referral.is_open and there is None
    times = [(_("Spurgt"), moment_words(asked))]
    if decided:
        times.append((_("Fra spurgt til svar"), hours_between(asked, decided)))
    elif waits:
        times.append((_("Ventet på svar"), hours_between(asked, now)))
    if there:
        times.append((_("Fra spurgt til ankomst"), hours_between(asked, there)))
        if decided and there >= decided:
            times.append((_("Fra svar til ankomst"), hours_between(decided, there)))
    elif waits and decided and referral.accepted:
        times.append((_("Ventet siden svaret"), hours_between(decided, now)))
    return times


def _answers(referral: CentreReferral) -> list[dict[str, Any]]:
    """The centre's answer and, where the law asks for it, the municipality's beside it; each no with its own reason."""
    centre = _answer(referral, CENTRE, _("Centrets svar"), _("Ja, borgeren kan komme"), _("Nej"))
    if referral.centre.leader_decides:
        return [centre]
    title = _("Kommunens afgørelse (SEL § 107)")
    return [centre, _answer(referral, MUNICIPALITY, title, _("Opholdet er bevilget"), _("Afslag"))]


def _answer(referral: CentreReferral, side: Side, title: str, yes: str, no: str) -> dict[str, Any]:
    said, at, why = side.has_said(referral), side.moment(referral), side.why(referral)
    words, icon = {True: (yes, "check"), False: (no, "close"), None: (_("Ikke endnu"), "circle")}[said]
    who = {"who": getattr(referral, side.by), "when": moment_words(at)} if at else {}
    return {
        "title": title,
        "words": words,
        "icon": icon,
        "meta": _("%(who)s, %(when)s") % who if who else "",
        "reason": side.reason(referral),
        "because": why["refusal_words"],
        "instead": why["instead"],
        "appeal": _("Klagevejledning er givet") if why["appeal_told"] else "",
    }


def _acts(referral: CentreReferral, asked: Asked, user: User) -> list[dict[str, str]]:
    """What this reader can do about the answer, until the citizen has arrived."""
    if asked.stay_id or asked.withdrawn_at:
        return []
    decides = may(user, Can.DECIDE_STAY)
    if not referral.at_centre:
        if referral.centre.leader_decides or not decides:
            return []
        label = _("Skriv afgørelsen") if referral.granted is None else _("Ret afgørelsen")
        return [_act("referral_grant", referral, label, "document", first=referral.granted is None)]
    label = _("Skriv vurderingen") if not referral.assessment else _("Ret vurderingen")
    acts = [_act("referral_assess", referral, label, "note", first=not (decides or referral.assessment))]
    if decides:
        label = _("Svar på henvendelsen") if referral.accepted is None else _("Ret svaret")
        acts.insert(0, _act("referral_decide", referral, label, "check", first=referral.accepted is None))
    return acts


def _act(name: str, referral: CentreReferral, label: str, icon: str, *, first: bool) -> dict[str, str]:
    return {"url": _url(name, referral), "label": label, "icon": icon, "css": "first" if first else ""}


def _room(referral: CentreReferral, asked: Asked, today: date, user: User) -> dict[str, Any] | None:
    """Only the centre knows its rooms."""
    if not asked.is_open:
        return None
    free = Room.objects.visible_to(user).filter(centre=referral.centre_id).free().count()
    said = ""
    if referral.no_room_at:
        day = referral.room_from_on
        said = _("Hjemkommunen ser, at borgeren venter på plads.")
        if day:
            said = _("Hjemkommunen ser, at der er plads fra %(day)s.") % {"day": short_day(day, today)}
    return {"free": free, "said": said, "url": _url("referral_room", referral)}


def _attempt(row: PickUp, may_work: bool) -> dict[str, Any]:
    one = Fetched.of(row)
    along = ((_("Følges af"), row.escort), (_("Ejendele"), row.belongings), (_("Medicin"), row.medicine))
    how = str(PickUp.How(one.how).label) if one.how else ""
    going = one.ended_at is None
    acts = may_work and going
    return {
        "id": one.id,
        "title": one.words,
        "meta": " · ".join(part for part in (one.by, how) if part),
        "along": " · ".join(f"{label}: {value}" for label, value in along if value),
        "motivation": one.motivation,
        "icon": "walk" if going else "check",
        "edit_url": reverse("crisis_center:pick_up", args=[one.id]) if may_work else "",
        "off_url": reverse("crisis_center:pick_up_off", args=[one.id])
        if may_work and going and not one.left_at
        else "",
        "end_url": reverse("crisis_center:pick_up_end", args=[one.id]) if acts else "",
    }


def _fetch_url(referral: CentreReferral, asked: Asked, fetched: list[Fetched]) -> str:
    going = any(one.ended_at is None for one in fetched)
    return _url("pick_up_new", referral) if asked.is_open and not going else ""


def has_letter(referral: CentreReferral) -> bool:
    """Who said no writes to the citizen: the municipality under SEL § 107, else the centre's leader."""
    return referral.granted is False or (referral.accepted is False and referral.centre.leader_decides)


def _can_change(referral: CentreReferral, stay: Stay | None) -> bool:
    return stay is None and referral.withdrawn_at is None


def _new_url(referral: CentreReferral, asked: Asked) -> str:
    """After a no another centre is asked."""
    return reverse("crisis_center:refer", args=[referral.case_id]) if not asked.is_open and not asked.stay_id else ""


def _admit_url(referral: CentreReferral) -> str:
    return _url("admit", referral)


def _url(name: str, referral: CentreReferral) -> str:
    return reverse(f"crisis_center:{name}", args=[referral.pk])
