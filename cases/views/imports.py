"""*Indlæs regneark*: file, columns, check, preview, confirm."""

from __future__ import annotations

import csv
import io
import json
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import get_or_404, require
from accounts.policy import Can
from audit.access import log_access
from audit.models import AccessLog
from cases.actions import imports as actions
from cases.forms.imports import ColumnsForm, UploadForm
from cases.imports.checking import DOUBLE, FAULTY, KNOWN
from cases.imports.preview import fault_table, preview
from cases.imports.writing import Outdated
from cases.models import ImportFile
from cases.spreadsheets import UTF8_MARK, never_formula

#: First lines of the file shown beside its columns.
SAMPLES = 3
#: Invented people; the CPR numbers fail the check digit.
SAMPLES_DIR = Path(__file__).resolve().parent.parent / "samples"


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The files of the unit, and the way to a new one."""
    require(request.user, Can.IMPORT)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = actions.upload_sheet(
            unit=request.user.membership.unit, name=form.file_name, sheet=form.cleaned_data["file"], by=request.user
        )
        return redirect(file)
    if request.method == "GET":
        actions.give_up_forgotten(by=request.user)
    files = ImportFile.objects.visible_to(request.user).select_related("uploaded_by").order_by("-uploaded_at")[:30]
    rows = [
        [(file.name, file.get_absolute_url()), file.get_kind_display(), file.rows, str(file.uploaded_by),
         date_format(timezone.localtime(file.uploaded_at), "SHORT_DATETIME_FORMAT"), _became(file)]
        for file in files
    ]  # fmt: skip
    heads = [_("Fil"), _("Indeholder"), _("Linjer"), _("Hentet ind af"), _("Hvornår"), _("Blev til")]
    return render(request, "cases/imports.html", {"form": form, "rows": rows, "columns": heads})


def _became(file: ImportFile) -> str:
    if file.cancelled_at:
        return _("Opgivet")
    if file.confirmed_at:
        return ", ".join(made_in_words(file.made)) or _("Intet nyt")
    return _("Venter på dig") if file.is_checked else _("Ikke gennemgået")


def made_in_words(made: dict[str, int]) -> list[str]:
    """["12 kontakter", "3 borgere"] without what is none."""
    words = {
        "contacts": lambda n: ngettext("%(n)s kontakt", "%(n)s kontakter", n),
        "citizens": lambda n: ngettext("%(n)s borger", "%(n)s borgere", n),
        "places": lambda n: ngettext("%(n)s sted", "%(n)s steder", n),
    }
    return [words[key](made[key]) % {"n": made[key]} for key in words if made.get(key)]


def left_out_in_words(counts: dict[str, int]) -> list[str]:
    """["3 linjer fandtes i forvejen", …] without what is none."""
    words = {
        KNOWN: lambda n: ngettext("%(n)s linje fandtes i forvejen", "%(n)s linjer fandtes i forvejen", n),
        DOUBLE: lambda n: ngettext("%(n)s linje stod to gange", "%(n)s linjer stod to gange", n),
        FAULTY: lambda n: ngettext("%(n)s linje havde fejl", "%(n)s linjer havde fejl", n),
    }
    return [words[key](counts[key]) % {"n": counts[key]} for key in words if counts.get(key)]


@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Where the file stands: its columns, its check, or its preview; afterwards what became of it."""
    file = get_or_404(ImportFile.objects.select_related("unit", "uploaded_by"), import_id, request.user)
    if not file.is_open:
        context = {"file": file, "made": made_in_words(file.made), "left_out": left_out_in_words(file.counts)}
        return render(request, "cases/import_done.html", context)
    if request.method == "POST" or not file.checked or "kolonner" in request.GET:
        return _columns_page(request, file)
    if not file.is_checked:
        return render(request, "cases/import_check.html", _progress(file))
    return _preview_page(request, file)


def _columns_page(request: HttpRequest, file: ImportFile) -> HttpResponse:
    kind = request.POST.get("kind") or request.GET.get("kind") or file.kind
    kind = kind if kind in ImportFile.Kind.values else file.kind
    first = file.slices.order_by("number").values_list("raw", flat=True)[:1]
    samples = [cells for _line, cells in islice(json.loads(first[0]), SAMPLES)]
    form = ColumnsForm(request.POST or None, file=file, kind=kind, samples=samples)
    other_kind = request.method == "POST" and request.POST.get("shown_kind") != kind
    if other_kind:
        # Show the columns of that kind with a fresh guess before anything is checked.
        form = ColumnsForm(file=file, kind=kind, samples=samples)
    elif request.method == "POST" and form.is_valid():
        try:
            actions.understand_columns(
                file=file,
                kind=kind,
                mapping=form.mapping(),
                make_missing=form.cleaned_data.get("make_missing", False),
                by=request.user,
            )
            actions.check_next(file=file, by=request.user)
            return redirect(file)
        except ValidationError as error:
            form.add_error(None, error)
    log_access(action=AccessLog.Action.VIEW, object_type=file._meta.label_lower, object_id=file.pk)
    table = [[cells[n] if n < len(cells) else "" for n in range(len(file.headers))] for cells in samples]
    return render(
        request,
        "cases/import_columns.html",
        {
            "file": file,
            "form": form,
            "kind": kind,
            "other_kind": other_kind,
            "headers": [header or _("(uden navn)") for header in file.headers],
            "table": table,
        },
    )


def _progress(file: ImportFile) -> dict[str, Any]:
    said = _("%(done)s af %(all)s linjer") % {"done": file.checked, "all": file.rows}
    return {"file": file, "said": said}


@require_POST
def import_check(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Check the next lines; the page asks again until all are done. Without script, a button does."""
    file = get_or_404(ImportFile.objects.select_related("unit"), import_id, request.user)
    if file.is_open:
        file = actions.check_next(file=file, by=request.user)
    if not request.htmx:
        return redirect(file)
    if file.is_checked or not file.is_open:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = file.get_absolute_url()
        return response
    return render(request, "cases/import_progress.html", _progress(file))


def _preview_page(request: HttpRequest, file: ImportFile) -> HttpResponse:
    rows = actions.checked_rows(file)
    log_access(action=AccessLog.Action.VIEW, object_type=file._meta.label_lower, object_id=file.pk, count=len(rows))
    return render(request, "cases/import_preview.html", {"file": file, **preview(file, rows, request.user)})


@require_GET
def import_faults(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The faulty lines as CSV: line, column, reason; no other content of the file."""
    file = get_or_404(ImportFile, import_id, request.user)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_("Linje"), _("Kolonne"), _("Hvad er galt")])
    for line, column, reason in fault_table(file, actions.checked_rows(file)):
        writer.writerow([line, column, never_formula(reason)])
    log_access(action=AccessLog.Action.EXPORT, object_type=file._meta.label_lower, object_id=file.pk)
    return _download(UTF8_MARK + out.getvalue(), _("fejl.csv"))


@require_GET
def import_sample(request: HttpRequest, kind: str) -> HttpResponse:
    """An invented spreadsheet to try it with."""
    require(request.user, Can.IMPORT)
    if kind not in ("borgere", "kontakter"):
        raise Http404
    return _download((SAMPLES_DIR / f"{kind}.csv").read_bytes(), f"{kind}.csv")


def _download(content: str | bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
def import_confirm(request: HttpRequest, import_id: UUID) -> HttpResponse:
    file = get_or_404(ImportFile.objects.select_related("unit"), import_id, request.user)
    reason = _("Indlæst fra regnearket %(name)s") % {"name": file.name}
    try:
        file = actions.confirm_import(file=file, by=request.user, reason=reason)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        if isinstance(error, Outdated):
            actions.check_again(file=file, by=request.user)
            actions.check_next(file=file, by=request.user)
        return redirect(file)
    made = made_in_words(file.made)
    messages.success(
        request, _("Indlæst: %(made)s.") % {"made": ", ".join(made)} if made else _("Der var intet nyt at indlæse.")
    )
    return redirect(file)


@require_POST
def import_cancel(request: HttpRequest, import_id: UUID) -> HttpResponse:
    file = get_or_404(ImportFile, import_id, request.user)
    try:
        actions.cancel_import(file=file, by=request.user)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
        return redirect(file)
    messages.success(request, _("Filen er opgivet. Intet er indlæst."))
    return redirect("cases:imports")
