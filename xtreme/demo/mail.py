"""The page of mails that the demo has sent, at /demo/mail/. They came through real SMTP to the sink on loopback."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from xtreme.embedded import mail_sink
from xtreme.embedded.mail_sink import Received

SHOWN = 100
# What a mail brings along may style itself, and do nothing else.
INERT: dict[str, Any] = {"default-src": ["'none'"], "style-src": ["'unsafe-inline'"], "sandbox": True}


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest mails, all or those to one address."""
    to = request.GET.get("to", "").strip().lower()
    found = [_line(mail) for mail in mail_sink.messages(SHOWN) if not to or to in ", ".join(mail.to).lower()]
    return render(request, "demo/mails.html", {"mails": found, "to": to})


@login_not_required
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """One mail: who, when, and its text."""
    found = _found(name)
    text = found.message.get_body(("plain",))
    has_html = found.message.get_body(("html",)) is not None
    context = {"mail": _line(found), "text": text.get_content() if text else "", "has_html": has_html}
    return render(request, "demo/mail.html", context)


@login_not_required
@require_safe
@csp_override(INERT)
def html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a mail, as a mail program shows it."""
    body = _found(name).message.get_body(("html",))
    if body is None:
        raise Http404
    return HttpResponse(body.get_content())


def _found(name: str) -> Received:
    found = mail_sink.message(name)
    if found is None:
        raise Http404
    return found


def _line(mail: Received) -> dict[str, Any]:
    return {
        "name": mail.name,
        "at": mail.at,
        "to": ", ".join(mail.to),
        "from": mail.message.get("From", ""),
        "subject": mail.message.get("Subject", ""),
    }
