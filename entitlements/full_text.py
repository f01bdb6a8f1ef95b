"""Words to search for, in PostgreSQL's full text: as they stand, as the beginning of others, by their stem; and
where they stand in what was found."""

import re
from collections.abc import Collection, Mapping
from types import MappingProxyType

from django.contrib.postgres.search import SearchQuery
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# A query that finds words also where they only begin a word (a compound, an ending), from three letters on.
BEGINNINGS = (
    r"regexp_replace(regexp_replace(cast(%(function)s(%(expressions)s) as text),"
    r" $$'((?:[^']|'')+)'$$, $$'\1':*$$, 'g'), $$'((?:[^']|''){1,2})':\*$$, $$'\1':$$, 'g')::tsquery"
)
WORD = re.compile(r"'((?:[^']|'')+)'")
BEGINNING = 3  # letters of the shortest
STEMS = {"en": "english", "da": "danish"}

# Characters that no text holds mark a word found until the text is escaped.
_BEGIN, _END = "\x02", "\x03"
# How PostgreSQL's ts_headline cuts the place that says most.
HEADLINE = f"StartSel={_BEGIN}, StopSel={_END}, MaxWords=28, MinWords=12, MaxFragments=1"


class Beginnings(SearchQuery):
    """A web search for words as they stand or begin others."""

    template = BEGINNINGS

    def __init__(self, words: str) -> None:
        super().__init__(words, config="simple", search_type="websearch")


class Written(SearchQuery):
    """A query as PostgreSQL writes it."""

    template = "cast(%(expressions)s as tsquery)"

    def __init__(self, query: str) -> None:
        self.text = query
        super().__init__(query)


def in_all_forms(
    query: str,
    forms: Mapping[str, Collection[str]],
    weights: str = "",
    begun: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> str:
    """A query as PostgreSQL writes it, each of its words also as the beginning of others and in its other forms, in
    the texts of these weights; empty means all of them. `begun`: all words that begin with one, which are then
    asked for one by one: an index of words reads all rows of a beginning, of words only those that have the others
    too. Pure."""

    def alternatives(match: re.Match[str]) -> str:
        word = match[1]
        if len(word) < BEGINNING:
            return f"'{word}':{weights}"
        first = f"'{word}':{'' if word in begun else '*'}{weights}"
        others = {form for form in forms.get(word, ()) if word in begun or not form.startswith(word)}
        others |= {*begun.get(word, ())} - {word}
        return " | ".join([f"( {first}", *(f"{_quoted(form)}:{weights}" for form in sorted(others))]) + " )"

    return WORD.sub(alternatives, query)


def _quoted(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def by_stem(words: str) -> SearchQuery:
    """A web search in texts of either language: `opdateringer` finds `opdatering`, `policies` finds `policy`, and
    what has no stem, such as the code of an error, is found as it stands or by its beginning."""
    english, danish = (
        SearchQuery(words, config=config, search_type="websearch") for config in STEMS.values()
    )
    return english | danish | Beginnings(words)


def marked(headline: str) -> SafeString:
    """A headline, escaped, its words in <mark>."""
    safe = escape(headline).replace(_BEGIN, "<mark>").replace(_END, "</mark>")
    return mark_safe(safe)  # noqa: S308  escaped above; the marks are ours
