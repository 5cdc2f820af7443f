"""What a tablet may ask, under /field/api/v1/. Whatever happens the answer is JSON: never a page, never a redirect."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import ValidationError as Unreadable
from pydantic import ValidationError as Malformed

from accounts.acting import acting_as, inside
from accounts.models import Membership, User
from accounts.policy import Can, may
from accounts.sign_in import memberships_of
from field.access import Denied, organisation_of, whose
from field.actions.device import Heartbeat, carry, hear_from, sign_in, sign_out, wiped
from field.build import build
from field.intake import Ack, Sent, receive
from field.models import Device, DeviceUser
from field.schemas import (
    MOST_BYTES,
    MOST_ENTRIES,
    PROTOCOL,
    AckOut,
    DeviceIn,
    DeviceOut,
    EntryIn,
    ErrorOut,
    HelloIn,
    HelloOut,
    SignInIn,
    SignInOut,
    SyncIn,
    SyncOut,
)
from field.snapshot import snapshot

api = NinjaAPI(title="Brobyg: felt", version="1", docs_url=None, openapi_url=None, urls_namespace="field_api")

#: What any of these may answer besides.
REFUSALS = {400: ErrorOut, 401: ErrorOut, 403: ErrorOut, 409: ErrorOut, 410: ErrorOut, 413: ErrorOut}


@api.exception_handler(Denied)
def denied(request: HttpRequest, refusal: Denied) -> HttpResponse:
    return api.create_response(request, {"error": refusal.error, **refusal.more}, status=refusal.status)


@api.exception_handler(Unreadable)
def unreadable(request: HttpRequest, error: Unreadable) -> HttpResponse:
    # Not what was wrong in it: the answer would repeat what was typed.
    return api.create_response(request, {"error": "unreadable"}, status=400)


@api.post("sign-in/", response={200: SignInOut, **REFUSALS}, url_name="sign_in")
def sign_in_here(request: HttpRequest, said: SignInIn) -> Any:
    """By e-mail and password, on this tablet. Rate limits as on the sign-in page."""
    form = LoginForm({"login": said.email, "password": said.password}, request=request)
    if not form.is_valid():
        errors = [str(error) for texts in form.errors.values() for error in texts]
        raise Denied(400, "wrong", {"message": errors[0] if errors else _("E-mail eller adgangskode er forkert.")})
    user: User = form.user
    held = [one for one in memberships_of(user.pk) if _uses_field(user, one)] if user.is_active else []
    if not held:
        raise Denied(403, "no_permission", {"message": _("Din rolle giver ikke adgang til feltappen.")})
    chosen = next((one for one in held if one.pk == said.membership), held[0] if len(held) == 1 else None)
    if chosen is None:
        raise Denied(409, "choose_membership", {"memberships": [{"id": str(m.pk), "label": _place(m)} for m in held]})
    try:
        with acting_as(chosen) as by:
            done = sign_in(client_id=said.device, by=by)
    except ValidationError as error:
        raise Denied(410, "wipe", {"mode": Device.Wipe.NOW.value}) from error
    row = done.device_user
    return SignInOut(
        user=str(user.pk),
        name=user.name,
        initials=user.initials,
        membership=str(chosen.pk),
        organisation=str(chosen.organisation),
        organisation_id=str(chosen.organisation_id),
        unit=str(chosen.unit),
        token=done.token,
        key=row.key,
        next_number=row.next_number,
    )


def _uses_field(user: User, membership: Membership) -> bool:
    user.membership = membership
    return may(user, Can.USE_FIELD)


def _place(membership: Membership) -> str:
    return f"{membership.organisation}, {membership}"


@api.post("device/", response={200: DeviceOut, **REFUSALS}, url_name="device")
def ask_for_device(request: HttpRequest, said: DeviceIn) -> DeviceOut:
    """Whether the tablet is to delete itself, also while nobody has opened it; and its word that it has done so. Who
    knows the tablet's number (122 bits of chance) learns no more than that."""
    organisation = organisation_of(str(said.organisation))
    if organisation is None:
        return DeviceOut(wipe="")
    with inside(organisation):
        device = Device.objects.filter(organisation=organisation, client_id=said.device).first()
    if device is None:
        return DeviceOut(wipe="")
    if said.wiped and device.wipe_asked_by and device.wiped_at is None:
        with inside(organisation):
            wiped(device=device, by=device.wipe_asked_by)
    return DeviceOut(wipe=device.wipe)


@api.post("hello/", response={200: HelloOut, **REFUSALS}, url_name="hello")
def hello(request: HttpRequest, said: HelloIn) -> HelloOut:
    """First call of every run: who the tablet speaks for, and what the house has never received."""
    row = whose(request)
    with acting_as(row.membership) as by:
        lost = hear_from(device_user=row, said=Heartbeat(**said.dict()), by=by)
    return HelloOut(
        user=str(row.user_id),
        build=build().id,
        server_time=timezone.now(),
        lost_numbers=lost,
        wipe=row.device.wipe,
        reads=_reads(request),
    )


def _reads(request: HttpRequest) -> bool:
    try:
        whose(request, to_read=True)
    except Denied:
        return False
    return True


@api.post("sync/", response={200: SyncOut, **REFUSALS}, url_name="sync")
def sync(request: HttpRequest, said: SyncIn) -> SyncOut:
    """Entries in the order of their numbers; each gets its answer, and one that cannot be read stops no other."""
    if len(said.entries) > MOST_ENTRIES or len(request.body) > MOST_BYTES:
        raise Denied(413, "too_many")
    if said.protocol != PROTOCOL:
        raise Denied(400, "protocol")
    row = whose(request)
    shared: dict[Any, Any] = {}
    acks = [_receive(row, entry, shared) for entry in said.entries]
    return SyncOut(server_time=timezone.now(), acks=acks)


def _receive(row: DeviceUser, raw: dict[str, Any], shared: dict[Any, Any]) -> AckOut:
    try:
        entry = EntryIn.model_validate(raw)
    except Malformed:
        return AckOut(id=str(raw.get("id", "")), sha256=str(raw.get("sha256", "")), status="malformed")
    fields = entry.model_dump()
    fields["schema"] = fields.pop("schema_version")
    fields["depends_on"] = tuple(fields["depends_on"])
    ack: Ack = receive(row, Sent(**fields), shared)
    return AckOut(
        id=str(ack.id),
        sha256=ack.sha256,
        status=ack.status,
        code=ack.code,
        duplicate=ack.duplicate,
        result=ack.result,
    )


@api.get("caseload/", response={200: dict, 304: None, **REFUSALS}, url_name="caseload")
def caseload(request: HttpRequest) -> HttpResponse:
    """What a worker carries along to read without a network; the looks are in the access log."""
    row = whose(request, to_read=True)
    with acting_as(row.membership) as by:
        found = snapshot(by)
        carry(device_user=row, citizen_ids=found.citizen_ids, by=by)
    if request.headers.get("If-None-Match") == found.etag:
        return HttpResponse(status=304, headers={"ETag": found.etag})
    return HttpResponse(found.body, content_type="application/json", headers={"ETag": found.etag})


@api.post("sign-out/", response={204: None, **REFUSALS}, url_name="sign_out")
def sign_out_here(request: HttpRequest) -> Any:
    row = whose(request)
    with acting_as(row.membership) as by:
        sign_out(device_user=row, by=by)
    return 204, None
