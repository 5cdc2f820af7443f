"""*Indlæs regneark*: file, columns, check, preview, confirm."""

from __future__ import annotations

import csv
import io
import json
from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
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
from cases.imports import columns
from cases.imports.checking import DOUBLE, FAULTY, KNOWN, NEW, Checked
from cases.models import ImportFile

#: Faulty lines and new lines shown on the page; all faulty ones are in the list to download.
SHOWN_FAULTS, SHOWN_NEW = 100, 10
SAMPLES = 3


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


@require_http_methods(["GET", "POST"])
def import_file(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Where the file stands: its columns, its check, or its preview; afterwards what became of it."""
    file = get_or_404(ImportFile.objects.select_related("unit", "uploaded_by"), import_id, request.user)
    if not file.is_open:
        return render(request, "cases/import_done.html", {"file": file, "made": made_in_words(file.made)})
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
    if request.method == "POST" and request.POST.get("shown_kind") != kind:
        # Another kind was chosen: show its columns with a fresh guess before anything is checked.
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
            file = actions.check_next(file=file, by=request.user)
            return redirect(file)
        except ValidationError as error:
            form.add_error(None, error)
    log_access(action=AccessLog.Action.VIEW, object_type=file._meta.label_lower, object_id=file.pk)
    table = [[cells[n] if n < len(cells) else "" for n in range(len(file.headers))] for cells in samples]
    return render(
        request,
        "cases/import_columns.html",
        {"file": file, "form": form, "kind": kind, "headers": file.headers, "table": table},
    )


def _progress(file: ImportFile) -> dict[str, Any]:
    said = _("%(done)s af %(all)s linjer") % {"done": file.checked, "all": file.rows}
    return {"file": file, "said": said}


@require_POST
def import_check(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Check the next lines; the page asks again until all are done. Without script, a button does."""
    file = get_or_404(ImportFile.objects.select_related("unit"), import_id, request.user)
    try:
        file = actions.check_next(file=file, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(file)
    if not request.htmx:
        return redirect(file)
    if file.is_checked:
        response = HttpResponse(status=204)
        response["HX-Redirect"] = file.get_absolute_url()
        return response
    return render(request, "cases/import_progress.html", _progress(file))


def _preview_page(request: HttpRequest, file: ImportFile) -> HttpResponse:
    rows = actions.checked_rows(file)
    labels = {column.key: str(column.label) for column in columns.COLUMNS[file.kind]}
    faults = actions.faults(rows)
    context = {
        "file": file,
        "counts": {state: file.counts.get(state, 0) for state in (NEW, KNOWN, DOUBLE, FAULTY)},
        "faults": [[f["line"], labels.get(f["column"], f["column"]), f["reason"]] for f in faults[:SHOWN_FAULTS]],
        "more_faults": max(0, len(faults) - SHOWN_FAULTS),
        "doubles": [row.line for row in rows if row.state == DOUBLE][:20],
        "hints": [[row.line, hint] for row in rows if row.state == NEW for _key, hint in row.hints][:20],
        "fault_columns": [_("Linje"), _("Kolonne"), _("Hvad er galt")],
        "hint_columns": [_("Linje"), _("Se efter")],
        **_sample(file, actions.fresh(rows)[:SHOWN_NEW], labels),
    }
    log_access(action=AccessLog.Action.VIEW, object_type=file._meta.label_lower, object_id=file.pk, count=len(rows))
    return render(request, "cases/import_preview.html", context)


def _sample(file: ImportFile, rows: list[Checked], labels: dict[str, str]) -> dict[str, Any]:
    """The first new lines as they will be: {"sample_columns", "sample"}; only columns that say something."""
    keys = {
        ImportFile.Kind.CITIZENS: ["name", "alias", "birth_year", "usual_place", "home_municipality"],
        ImportFile.Kind.CONTACTS: ["at", "name", "alias", "place", "way", "result", "minutes", "note"],
    }[ImportFile.Kind(file.kind)]
    keys = [key for key in keys if any(row.values.get(key) for row in rows)]
    heads = [_("Linje"), *(labels.get(key, _("Hvornår")) for key in keys)]
    return {"sample_columns": heads, "sample": [[row.line, *(_shown(row, key) for key in keys)] for row in rows]}


def _shown(row: Checked, key: str) -> str:
    from cases.models import Contact

    value = row.values.get(key)
    if value in (None, ""):
        return ""
    if key == "at":
        return date_format(timezone.localtime(timezone.datetime.fromisoformat(value)), "SHORT_DATETIME_FORMAT")
    if key in ("way", "result"):
        choices: Any = Contact.Way if key == "way" else Contact.Result
        return str(choices(value).label)
    return str(value) if len(str(value)) < 80 else f"{str(value)[:80]} …"


@require_GET
def import_faults(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """The faulty lines as CSV: line, column, reason; no other content of the file."""
    file = get_or_404(ImportFile, import_id, request.user)
    labels = {column.key: str(column.label) for column in columns.COLUMNS[file.kind]}
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_("Linje"), _("Kolonne"), _("Hvad er galt")])
    for fault in actions.faults(actions.checked_rows(file)):
        writer.writerow([fault["line"], labels.get(fault["column"], ""), _guarded(fault["reason"])])
    log_access(action=AccessLog.Action.EXPORT, object_type=file._meta.label_lower, object_id=file.pk)
    # The mark at the beginning lets a Danish Excel read æøå.
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("fejl")}.csv"'
    return response


def _guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


@require_POST
def import_confirm(request: HttpRequest, import_id: UUID) -> HttpResponse:
    file = get_or_404(ImportFile.objects.select_related("unit"), import_id, request.user)
    try:
        file = actions.confirm_import(file=file, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(file)
    made = made_in_words(file.made)
    messages.success(
        request, _("Indlæst: %(made)s.") % {"made": ", ".join(made)} if made else _("Der var intet nyt at indlæse.")
    )
    return redirect(file)


@require_POST
def import_cancel(request: HttpRequest, import_id: UUID) -> HttpResponse:
    file = get_or_404(ImportFile, import_id, request.user)
    actions.cancel_import(file=file, by=request.user)
    messages.success(request, _("Filen er opgivet. Intet er indlæst."))
    return redirect("cases:imports")
