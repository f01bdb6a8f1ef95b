"""Forms are drawn with the components of templates/django/forms/; the controls in them by Python, to the letter as
Django's own templates draw them: a page with ten forms spent a third of its time in those."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

WIDGETS = "django/forms/widgets/"
INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "file", "hidden", "input", "number", "password", "search",
    "tel", "text", "time", "url",
)  # fmt: skip

type Widget = Mapping[str, Any]


class Renderer(TemplatesSetting):
    """Fields with label, help and error in the product's look."""

    field_template_name = "django/forms/field.html"

    def render(self, template_name: str, context: Any, request: Any = None) -> SafeString:
        draw = CONTROLS.get(template_name)
        if draw is None:
            return mark_safe(super().render(template_name, context, request))  # noqa: S308  by a template
        return mark_safe(draw(context["widget"]))  # noqa: S308  escaped where it is drawn


def _attributes(widget: Widget) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{escape(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{escape(str(widget["value"]))}"'
    return f'<input type="{widget["type"]}" name="{escape(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    text = conditional_escape(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escape(widget["name"])}"{_attributes(widget)}>\n{text}</textarea>'


def _select(widget: Widget) -> str:
    parts = [f'<select name="{escape(widget["name"])}"{_attributes(widget)}>']
    for group, options, _index in widget["optgroups"]:
        drawn = "".join(map(_option, options))
        parts.append(f'<optgroup label="{conditional_escape(group)}">{drawn}</optgroup>' if group else drawn)
    return "".join([*parts, "</select>"])


def _option(option: Widget) -> str:
    value, label = escape(str(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{_attributes(option)}>{label}</option>'


def _choices(widget: Widget) -> str:
    """Radio buttons or boxes, each in its label."""
    attributes = "".join(
        f' {name}="{escape(str(widget["attrs"][name]))}"'
        for name in ("id", "class")
        if widget["attrs"].get(name)
    )
    parts = [f"<div{attributes}>"]
    for group, options, _index in widget["optgroups"]:
        drawn = "".join(f"<div>{_choice(option)}</div>" for option in options)
        parts.append(f"<div><label>{conditional_escape(group)}</label>{drawn}</div>" if group else drawn)
    return "".join([*parts, "</div>"])


def _choice(option: Widget) -> str:
    if not option["wrap_label"]:
        return _input(option)
    of = f' for="{escape(str(option["attrs"]["id"]))}"' if option["attrs"].get("id") else ""
    return f"<label{of}>{_input(option)} {conditional_escape(option['label'])}</label>"


CONTROLS: dict[str, Callable[[Widget], str]] = {
    **{f"{WIDGETS}{name}.html": _input for name in INPUTS},
    f"{WIDGETS}textarea.html": _textarea,
    f"{WIDGETS}select.html": _select,
    f"{WIDGETS}radio.html": _choices,
    f"{WIDGETS}checkbox_select.html": _choices,
}
