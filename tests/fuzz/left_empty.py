"""A form as somebody sends it who fills in only what it does not call optional, or nothing at all."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile

WORDS = {
    "date": "2026-12-01",
    "datetime-local": "2026-12-01T10:00",
    "number": "20",
    "email": "somebody@nordlys.example",
    "tel": "+45 98 12 34 56",
    "url": "https://example.com/meeting",
    "time": "10:00",
    "month": "2026-12",
}
TAGS = re.compile(r"<[^>]+>")


@dataclass
class Control:
    """A field of a form: what it holds as the page is opened, and what may be chosen."""

    kind: str
    optional: bool
    holds: list[str] = field(default_factory=list)
    offers: list[str] = field(default_factory=list)

    @property
    def is_chosen(self):
        return self.kind in ("radio", "checkbox", "select")

    def left(self):
        """As a browser leaves it that takes away what can be taken away."""
        if self.kind in ("hidden", "submit"):
            return self.holds
        if self.kind == "select":
            return [] if "" in self.offers else self.holds or self.offers[:1]
        return self.holds if self.kind == "radio" else []

    def filled(self):
        """As somebody fills it in, where it is not optional; a box of its own asks for nothing."""
        if self.optional or (self.kind == "checkbox" and len(self.offers) == 1):
            return self.left()
        if self.kind == "file":
            return [SimpleUploadedFile("words.txt", b"words")]
        chosen = [each for each in self.offers if each]
        if self.holds and self.holds != [""]:
            return self.holds
        return chosen[:1] if self.is_chosen else [WORDS.get(self.kind, "Some words")]


@dataclass
class Sheet:
    """A form: where it goes, and its controls by name."""

    page: str
    action: str
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def key(self):
        return re.sub(r"\d+", "…", self.action), tuple(sorted(self.controls))

    def left(self):
        return {name: each.left() for name, each in self.controls.items()}

    def filled(self):
        return {name: each.filled() for name, each in self.controls.items()}


class Sheets(HTMLParser):
    """Collects the forms of a page that change something."""

    def __init__(self, page):
        super().__init__()
        self.page, self.found, self.sheet, self.select, self.optional = page, [], None, None, False

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            posts = (given.get("method") or "get").lower() == "post" and "hidden" not in given
            self.sheet = Sheet(self.page, given.get("action") or self.page) if posts else None
            if posts:
                self.found.append(self.sheet)
        classes = (given.get("class") or "").split()
        if "field" in classes:
            self.optional = False
        elif "optional" in classes:
            self.optional = True
        if self.sheet and tag in ("input", "textarea", "select", "button") and given.get("name"):
            self._control(tag, given)
        elif tag == "option" and self.select:
            self.select.offers.append(given.get("value") or "")
            if "selected" in given:
                self.select.holds.append(given.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.sheet = None
        elif tag == "select":
            self.select = None

    def _control(self, tag, given):
        kind = {"input": given.get("type") or "text", "button": "submit"}.get(tag, tag)
        known = self.sheet.controls.setdefault(given["name"], Control(kind, self.optional))
        value = given.get("value") or ""
        if tag == "select":
            self.select = known
        elif kind in ("radio", "checkbox"):
            known.offers.append(value or "on")
            if "checked" in given:
                known.holds.append(value or "on")
        elif kind != "submit" or not known.holds:
            known.holds.append(value)


def sheets_of(page, text):
    reader = Sheets(page)
    reader.feed(text)
    return [each for each in reader.found if each.action.startswith(("/", "?"))]


def refused(text):
    """What the page says is wrong: the words of each field, whether it is called optional, what is said of it."""
    for part in re.split(r'(?=<div class="field)|</?form', text):
        if said := re.search(r'<ul class="errorlist[^>]*>(.*?)</ul>', part, re.DOTALL):
            label = re.search(r"<(?:label|legend)[^>]*>(.*?)</(?:label|legend)>", part, re.DOTALL)
            words = (unescape(TAGS.sub("", each[1])).strip() if each else "" for each in (label, said))
            yield (*words, bool(label and 'class="optional"' in label[1]))
