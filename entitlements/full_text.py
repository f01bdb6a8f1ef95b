"""Words to search for, in PostgreSQL's full text: as they stand, as the beginning of others, by their stem; and
where they stand in what was found."""

from django.contrib.postgres.search import SearchQuery
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# A query that finds words also where they only begin a word (a compound, an ending), from three letters on.
BEGINNINGS = (
    r"regexp_replace(regexp_replace(cast({query} as text), $$'((?:[^']|'')+)'$$, $$'\1':*{weights}$$, 'g'),"
    r" $$'((?:[^']|''){{1,2}})':\*$$, $$'\1':$$, 'g')::tsquery"
)
STEMS = {"en": "english", "da": "danish"}

# Characters that no text holds mark a word found until the text is escaped.
_BEGIN, _END = "\x02", "\x03"
# How PostgreSQL's ts_headline cuts the place that says most.
HEADLINE = f"StartSel={_BEGIN}, StopSel={_END}, MaxWords=28, MinWords=12, MaxFragments=1"


class Beginnings(SearchQuery):
    """A web search in the texts of these weights; empty means all of them."""

    def __init__(self, words: str, weights: str = "") -> None:
        self.template = BEGINNINGS.format(query="%(function)s(%(expressions)s)", weights=weights)
        super().__init__(words, config="simple", search_type="websearch")


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
