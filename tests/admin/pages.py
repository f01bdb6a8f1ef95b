"""Goes through the admin as a browser does: fills in a form, presses one of its buttons, reads
what the answer marks."""

import re
from html.parser import HTMLParser

from django.test import Client


class Form(HTMLParser):
    """What the browser would send of a page's main form: every field with the value it shows."""

    def __init__(self, html):
        super().__init__()
        self.values, self._form, self._select, self._area = {}, False, None, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name", "")
        if tag == "form":
            self._form = attrs.get("id", "").endswith("_form") or attrs.get("enctype") is not None
        if not self._form or "disabled" in attrs or "__prefix__" in name:
            return
        if tag == "input" and name and attrs.get("type") not in ("submit", "button"):
            if attrs.get("type") in ("checkbox", "radio") and "checked" not in attrs:
                return
            self._add(name, attrs.get("value", "on" if attrs.get("type") == "checkbox" else ""))
        elif tag == "select":
            self._select, self._first = name, None
        elif tag == "option" and self._select:
            self._first = attrs.get("value", "") if self._first is None else self._first
            if "selected" in attrs:
                self._add(self._select, attrs.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self._add(name, "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = False
        elif tag == "select":
            if self._select and self._select not in self.values and self._first is not None:
                self._add(self._select, self._first)
            self._select = None
        elif tag == "textarea":
            self._area = None

    def handle_data(self, data):
        if self._area:
            self.values[self._area] = [data.removeprefix("\n")]

    def _add(self, name, value):
        self.values.setdefault(name, []).append(value)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def typed(page):
    """The fields of a page's form with what stands in them; several values as a list."""
    values = Form(page.content.decode()).values
    return {name: value if len(value) > 1 else value[0] for name, value in values.items()}


def press(client, address, button="_save", **changes):
    """Open the page, type `changes` (None empties a field) and press the button. Names may use __ for -."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    data = typed(page)
    for name, value in changes.items():
        name = name.replace("__", "-")
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value
    return client.post(address, data | {button: "1"})


def saved(page):
    """Whether the answer is the way back to a list, as after saving."""
    return page.status_code == 302


def marks(page):
    """The sentences that the answer puts at fields, by the field's name."""
    assert page.status_code == 200, f"nothing was refused: {page.status_code}"
    form = page.context["adminform"].form
    found = {name: [str(error) for error in errors] for name, errors in form.errors.items()}
    for inline in page.context["inline_admin_formsets"]:
        for row in inline.formset.forms:
            found |= {row.add_prefix(name): [str(e) for e in errors] for name, errors in row.errors.items()}
    html = page.content.decode()
    assert nameless(html) == set()
    assert all(escaped(error) in html for errors in found.values() for error in errors)
    return found


def nameless(html):
    """Ids by which fields name what describes them, and which the page does not have."""
    there = set(re.findall(r'\bid="([^"]+)"', html))
    named = re.findall(r'\baria-(?:describedby|errormessage)="([^"]*)"', html)
    return {each for ids in named for each in ids.split()} - there


def escaped(text):
    from django.utils.html import escape

    return escape(text)


def messages(page):
    """The sentences at the top of the page that an answer leads to."""
    return [str(message) for message in page.context["messages"]]
