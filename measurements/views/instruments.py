"""*Måleredskaber*: what can be asked, word for word, and instruments of one's own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import require
from accounts.forms.refusals import refuse
from accounts.policy import Can
from measurements.access import get_instrument, newest_instruments
from measurements.actions.instrument import retire_instrument, write_instrument
from measurements.forms.instrument import OwnInstrumentForm, WordingForm
from measurements.instruments import DECLARED
from measurements.models import InstrumentVersion, Occasion


@require_safe
def instruments(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.WORK_PATHWAY)
    found = newest_instruments(request.user)
    lines = [(one, " · ".join(str(Occasion(when).label) for when in one.occasions)) for one in found]
    return render(request, "measurements/instruments.html", {"lines": lines})


@require_safe
def instrument(request: HttpRequest, instrument: str) -> HttpResponse:
    require(request.user, Can.WORK_PATHWAY)
    version = get_instrument(request.user, instrument)
    return render(request, "measurements/instrument.html", {"version": version, "may_edit": _may_edit(version)})


def _may_edit(version: InstrumentVersion) -> bool:
    """The sources' own stand word for word."""
    return version.key not in DECLARED or version.scoring == "who5"


@require_http_methods(["GET", "POST"])
def instrument_new(request: HttpRequest) -> HttpResponse:
    require(request.user, Can.EDIT_CHECKLIST)
    return _written(request, OwnInstrumentForm(request.POST or None), None)


@require_http_methods(["GET", "POST"])
def instrument_edit(request: HttpRequest, instrument: str) -> HttpResponse:
    """A new version; what was answered keeps its own."""
    require(request.user, Can.EDIT_CHECKLIST)
    version = get_instrument(request.user, instrument)
    if not _may_edit(version):
        raise Http404
    data = request.POST or None
    form = WordingForm(data, version=version) if version.key in DECLARED else OwnInstrumentForm(data, version=version)
    return _written(request, form, version)


def _written(
    request: HttpRequest, form: OwnInstrumentForm | WordingForm, version: InstrumentVersion | None
) -> HttpResponse:
    if form.is_valid():
        said = form.cleaned_data
        try:
            kept = write_instrument(
                organisation=request.user.membership.organisation, key=version.key if version else "",
                title=said.get("title") or (version.title if version else ""), themes=form.themes,
                occasions=said.get("occasions") or (version.occasions if version else []),
                source=said.get("source", version.source if version else ""), by=request.user,
            )  # fmt: skip
        except ValidationError as error:
            refuse(form, error, themes="text_1")
        else:
            messages.success(request, _("Måleredskabet er gemt."))
            return redirect("measurements:instrument", kept.key)
    heading = version.title if version else _("Nyt måleredskab")
    return render(request, "measurements/instrument_form.html", {"form": form, "heading": heading})


@require_POST
def instrument_use(request: HttpRequest, instrument: str) -> HttpResponse:
    """Taken out of use, or with `igen` in use again."""
    require(request.user, Can.EDIT_CHECKLIST)
    version = get_instrument(request.user, instrument)
    retire_instrument(version=version, retired="igen" not in request.POST, by=request.user)
    messages.success(request, _("Gemt. Det, der er svaret, bliver stående."))
    return redirect("measurements:instrument", version.key)
