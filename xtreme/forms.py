"""Forms are drawn by Python: fields with label, help and error in the product's look, and the controls in them to
the letter as Django's own templates draw them. A page with ten forms spent a third of its time in those templates.
"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

WIDGETS = "django/forms/widgets/"
INPUTS = (
    "checkbox", "color", "date", "datetime", "email", "file", "hidden", "input", "number", "password", "search",
    "tel", "text", "time", "url",
)  # fmt: skip

type Widget = Mapping[str, Any]


class Renderer(TemplatesSetting):
    """Draws what it knows, and leaves anything else to its template."""

    def render(self, template_name: str, context: Any, request: Any = None) -> SafeString:
        draw = DRAWN.get(template_name)
        drawn = draw(context) if draw else super().render(template_name, context, request)
        return mark_safe(drawn)  # noqa: S308  escaped where it is drawn


def _form(context: Mapping[str, Any]) -> str:
    """A whole form: what is wrong with it, unless that is summed up above it; its fields, what it hides."""
    errors = "" if getattr(context["form"], "is_summed_up", False) else context["errors"]
    parts = [f'<div class="errors" role="alert">{errors}</div>'] if errors else []
    parts += [str(field.as_field_group()) for field, _errors in context["fields"]]
    return "".join([*parts, *map(str, context["hidden_fields"])])


def _field(context: Mapping[str, Any]) -> str:
    """A field as `as_field_group` draws it."""
    field: BoundField = context["field"]
    errors = field.errors or ""
    if field.is_hidden:
        return f"{errors}{field}"
    label: str = conditional_escape(field.label)
    of = field.id_for_label
    help_text = (
        f'<div class="help" id="{escape(str(field.auto_id))}_helptext">{field.help_text}</div>'
        if field.help_text
        else ""
    )
    if field.widget_type == "checkbox":
        box = f'<div class="check">{field} <label for="{of}">{label}</label></div>'
        return f'<div class="field field-check">{box}{help_text}{errors}</div>'
    if not field.field.required:
        optional = _("optional")
        label = f'{label} <span class="optional">{optional}</span>'
    around = f'<div class="field {escape(field.css_classes())}">'
    if not field.use_fieldset:
        return f'{around}<label for="{of}">{label}</label>{help_text}{field}{errors}</div>'
    described = f' aria-describedby="{escape(by)}"' if (by := field.aria_describedby) else ""
    legend = f"<fieldset{described}><legend>{label}</legend>"
    return f"{around}{legend}{help_text}{field}{errors}</fieldset></div>"


def _control(draw: Callable[[Widget], str]) -> Callable[[Mapping[str, Any]], str]:
    return lambda context: draw(context["widget"])


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
DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    Renderer.form_template_name: _form,
    Renderer.field_template_name: _field,
} | {name: _control(draw) for name, draw in CONTROLS.items()}
