"""The file, and what its columns mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.base import HouseForm, Section
from cases.imports import columns
from cases.imports.reading import MAX_BYTES, Sheet, Unreadable, read
from cases.models import ImportFile


class UploadForm(HouseForm):
    submit_label = _("Hent ind")

    file = forms.FileField(
        label=_("Regneark"),
        help_text=_("CSV eller Excel (XLSX), højst 10 MB og 10.000 linjer. Første linje er kolonnernes navne."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": _("Vælg en fil."), "empty": _("Filen er tom.")},
    )

    def clean_file(self) -> Sheet:
        """The file's lines; the name is kept aside. Errors say what to do."""
        uploaded = self.cleaned_data["file"]
        self.file_name = uploaded.name
        if uploaded.size > MAX_BYTES:
            raise ValidationError(_("Filen er for stor. Del den, så hver fil er under 10 MB."))
        try:
            return read(uploaded.read())
        except Unreadable as error:
            raise ValidationError(str(error)) from error


class ColumnsForm(HouseForm):
    """One select for each meaning a column can have, with the file's own headings as choices."""

    submit_label = _("Gennemgå linjerne")

    kind = forms.ChoiceField(label=_("Filen indeholder"), choices=ImportFile.Kind.choices)
    make_missing = forms.BooleanField(
        label=_("Opret de borgere, der mangler"),
        help_text=_("Ellers bliver linjer med ukendte borgere vist som fejl."),
        required=False,
    )

    def __init__(self, *args: Any, file: ImportFile, kind: str, samples: list[list[str]], **kwargs: Any) -> None:
        self.kind = kind
        mapping = file.mapping if kind == file.kind else columns.guess(kind, file.headers)
        initial = {"kind": kind, "make_missing": file.make_missing}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)
        if kind == ImportFile.Kind.CITIZENS:
            del self.fields["make_missing"]
        choices = [("", _("— ikke med —")), *((str(n), _heading(n, file, samples)) for n in range(len(file.headers)))]
        who, what = columns.WHO, [column for column in columns.COLUMNS[kind] if column not in columns.WHO]
        self.sections = (
            Section(_("Hvem"), tuple(f"column_{column.key}" for column in who), columns=2),
            Section(_("Hvad linjen ellers siger"), tuple(f"column_{column.key}" for column in what), columns=2),
        )
        for column in columns.COLUMNS[kind]:
            place = mapping.get(column.key)
            field = forms.ChoiceField(label=column.label, choices=choices, required=False)
            field.widget.attrs["class"] = "form-select"
            field.initial = "" if place is None else str(place)
            self.fields[f"column_{column.key}"] = field

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") == self.kind:
            lacking = columns.missing(self.kind, self.mapping())
            if lacking:
                raise ValidationError(lacking)
        return cleaned

    def mapping(self) -> dict[str, int | None]:
        chosen = {column.key: self.cleaned_data.get(f"column_{column.key}") for column in columns.COLUMNS[self.kind]}
        return {key: int(place) if place else None for key, place in chosen.items()}


def _heading(place: int, file: ImportFile, samples: list[list[str]]) -> str:
    """The heading, with what stands below it in the first lines."""
    seen = [cells[place][:24] for cells in samples if place < len(cells) and cells[place]]
    shown = file.headers[place] or _("(uden navn)")
    return f"{shown} – {seen[0]}" if seen else str(shown)
