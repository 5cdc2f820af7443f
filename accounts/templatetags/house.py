"""The house's template tags, built in everywhere. Each draws one component of templates/components/."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from accounts.addresses import own_address
from accounts.forms.base import HouseForm, HouseModelForm, dress

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """`{% icon "phone" %}`. With a `label` it speaks for itself; without, the text beside it does."""
    return _icon(name, str(label), css)


@lru_cache(maxsize=256)
def _icon(name: str, label: str, css: str) -> SafeString:
    """A page has some dozens of a few kinds: each kind is drawn once."""
    return get_template("components/icon.html").render({"name": name, "label": label, "css": css})


@register.inclusion_tag("components/badge.html")
def badge(text: Any, tone: str = "", icon: str = "") -> dict[str, Any]:
    """`{% badge "Venter" tone="wait" icon="clock" %}`. Tones: good, wait, bad, water, or none."""
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag("components/error_summary.html")
def field_error_summary(form: BaseForm, title: str = "") -> dict[str, Any]:
    """What went wrong in the form, in the order of the screen, with links to the fields; nothing where nothing did."""
    sections = form.laid_out() if isinstance(form, HouseForm | HouseModelForm) else ()
    shown = [bound for section in sections for bound in section.fields]
    names = {bound.name for bound in shown}
    return {"form": form, "title": title, "fields": [*shown, *(bound for bound in form if bound.name not in names)]}


@register.inclusion_tag("components/field.html")
def field(bound: Any, css: str = "") -> dict[str, Any]:
    """`{% field form.place %}`: label, hint, input and errors of one field."""
    return {"field": bound, "css": css}


@register.simple_tag
def dressed(form: BaseForm) -> BaseForm:
    """`{% dressed form as form %}`: a form of somebody else's (allauth's) with the house's inputs."""
    for form_field in form.fields.values():
        dress(form_field)
        # Theirs repeats the label, and is gone as soon as one types.
        form_field.widget.attrs.pop("placeholder", None)
    return form


def _draw(name: str, content: str, **context: Any) -> SafeString:
    # `content` was rendered, and escaped, by the template that holds the tag.
    return mark_safe(get_template(f"components/{name}.html").render({"content": mark_safe(content), **context}))


@register.simple_block_tag
def card(content: str, title: str = "", icon: str = "", css: str = "", id: str = "", level: int = 2) -> SafeString:
    """`{% card title="…" icon="…" %}…{% endcard %}`. css: flush (rows reach the edges), plain (no frame)."""
    return _draw("card", content, title=title, icon=icon, css=css, id=id, level=level)


@register.simple_block_tag
def notice(content: str, title: str = "", tone: str = "", icon: str = "") -> SafeString:
    """`{% notice tone="wait" title="…" %}…{% endnotice %}`. Tones as for badges."""
    return _draw("notice", content, title=title, tone=tone, icon=icon)


@register.simple_block_tag
def fold(content: str, title: str, open: bool = False) -> SafeString:
    """`{% fold title="Vis mere" %}…{% endfold %}`."""
    return _draw("fold", content, title=title, open=open)


@register.simple_block_tag
def dialog(content: str, id: str, title: str) -> SafeString:
    """`{% dialog id="end-step" title="…" %}…{% enddialog %}`, opened by any button with data-opens="end-step"."""
    return _draw("dialog", content, id=id, title=title)


@register.simple_block_tag
def filters(content: str, action: str = "", label: str = "", reset_url: str = "") -> SafeString:
    """`{% filters reset_url=url %}{% field form.kind %}{% endfilters %}`: a GET form around filter fields."""
    return _draw("filters", content, action=action, label=label, reset_url=reset_url)


@register.simple_tag(takes_context=True)
def way_back(context: Context, otherwise: str) -> str:
    """Where *Annullér* leads: to `?next=` like the form itself, else to `otherwise`."""
    request = context.get("request")
    return own_address(request, request.GET.get("next", ""), otherwise) if request else otherwise


@register.simple_tag
def idle_minutes() -> int:
    """Minutes without a request after which one must sign in again."""
    return settings.IDLE_MINUTES
