"""The forms of a page, as a browser sees them, and what may be typed into each field."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import strategies as some

TRAPS = [
    "",
    " ",
    "\0",
    "0",
    "-1",
    "1",
    "2",
    "999999999999999999999",
    "1e309",
    "NaN",
    "x" * 5000,
    "😀é\u202e\u200b",
    "'\"><script>alert(1)</script>",
    "%s{}{0}{name}\\",
    "2026-13-45",
    "9999-12-31",
    "0001-01-01",
    "9999-12-31T23:59",
    "0001-01-01T00:00",
    "2026-03-29T02:30",
    "08:00-12:00, 13:00-",
    "P99999999D",
    "[[[[",
    '{"a": [1]}',
    "http://[::1",
    "https://localhost/",
    "a@b@c",
    "C-1",
    "on",
]
TEXTS = some.sampled_from(TRAPS) | some.text(some.characters(exclude_categories=["Cs"]), max_size=40)
FILES = some.builds(
    lambda name, content: SimpleUploadedFile(name or "-", content),
    some.sampled_from(["a.txt", "../../etc/passwd", "a.exe", "æ\u202egnp.svg", "x" * 300]),
    some.binary(max_size=60),
)


@dataclass
class Form:
    """Where it goes, how, and its fields: the values that the page offers for each, or none for free text."""

    page: str
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: set[str] = field(default_factory=set)

    @property
    def key(self):
        """What it is the same form by, on whichever page."""
        return self.action.partition("?")[0], self.method, tuple(sorted(self.fields))

    def typed(self):
        """What somebody may send: each field as it is offered, something else, several values, or not at all."""
        return some.fixed_dictionaries({}, optional={name: self._value(name) for name in self.fields})

    def _value(self, name):
        if name in self.files:
            return FILES
        offered = self.fields[name]
        one = some.sampled_from(offered) | some.sampled_from(offered) | TEXTS if offered else TEXTS
        return one | some.lists(one, max_size=3)


class Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, page):
        super().__init__()
        self.page, self.found, self.form, self.choice = page, [], None, ""

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form":
            method = (given.get("method") or "get").upper()
            self.form = Form(self.page, given.get("action") or self.page, method)
            self.found.append(self.form)
        elif self.form and tag in ("input", "textarea", "select", "button") and given.get("name"):
            self._field(tag, given)
        elif self.form and tag == "option" and self.choice:
            self.form.fields[self.choice].append(given.get("value") or "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.choice = ""

    def _field(self, tag, given):
        name = given["name"]
        offered = self.form.fields.setdefault(name, [])
        if tag == "select":
            self.choice = name
        elif given.get("type") == "file":
            self.form.files.add(name)
        elif given.get("value"):
            offered.append(given["value"])


def forms_of(page, text):
    """Those of the page at this address."""
    reader = Forms(page)
    reader.feed(text)
    return [form for form in reader.found if form.action.startswith(("/", "?"))]
