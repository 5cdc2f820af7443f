"""The house's own widgets: large choices for fingers, quick minutes, and text that may be long."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise

Text = str | Promise


class LongText(forms.Textarea):
    """A note. Line ends become a plain newline, so that an untouched text compares equal to what was stored."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": 5, **(attrs or {})})

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value


class LongList(forms.Select):
    """A list of many choices: drawn in one template, where Django's own draws one template for each choice."""

    template_name = "components/widgets/long_list.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """`before`, `chosen`, `after`: the choices as (value, label), the chosen one apart. No groups."""
        context = forms.Widget.get_context(self, name, value, attrs)
        choices = [(str(key), str(label)) for key, label in self.choices]
        at = next((number for number, (key, _label) in enumerate(choices) if key == str(value or "")), len(choices))
        context["widget"] |= {"before": choices[:at], "chosen": choices[at : at + 1], "after": choices[at + 1 :]}
        return context


class _Tiles(forms.widgets.ChoiceWidget):
    """Each choice a large tile. `hints` and `icons`: value → text below the label, value → name of an icon."""

    option_template_name = "components/widgets/tile.html"
    template_name = "components/widgets/tiles.html"

    def __init__(
        self,
        attrs: Mapping[str, Any] | None = None,
        choices: Iterable = (),
        *,
        hints: Mapping[Any, Text] | None = None,
        icons: Mapping[Any, str] | None = None,
        compact: bool = False,
    ) -> None:
        super().__init__(attrs=dict(attrs or {}), choices=choices)
        self.hints = {str(value): text for value, text in (hints or {}).items()}
        self.icons = {str(value): name for value, name in (icons or {}).items()}
        self.compact = compact

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["compact"] = self.compact
        return context

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["hint"] = self.hints.get(str(value), "")
        option["icon"] = self.icons.get(str(value), "")
        return option


class ChoiceTiles(_Tiles, forms.RadioSelect):
    """Choose one."""


class CheckTiles(_Tiles, forms.CheckboxSelectMultiple):
    """Choose any number."""


class Minutes(forms.NumberInput):
    """Minutes: a number one can type, and buttons for the usual ones (they appear with the page's script)."""

    template_name = "components/widgets/minutes.html"
    usual: tuple[int, ...] = (5, 10, 15, 30, 60)

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, usual: Iterable[int] | None = None) -> None:
        super().__init__(attrs={"inputmode": "numeric", "min": 0, **(attrs or {})})
        if usual is not None:
            self.usual = tuple(usual)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["usual"] = self.usual
        return context
