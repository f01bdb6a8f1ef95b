"""What somebody wrote in Markdown as a page. It is text: no HTML passes, no image is fetched, and links lead to
pages or mail only."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def rendered(text: str) -> SafeString:
    """The text as HTML. `html: False` escapes every tag; the parser refuses script addresses by itself."""
    return mark_safe(_markdown.render(text))  # noqa: S308  made of Markdown's rules alone
