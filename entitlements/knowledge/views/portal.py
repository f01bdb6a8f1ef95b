"""The knowledge base as its readers see it: contacts, the vendor's people, and strangers where an article is for
everybody (R5.5)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from entitlements import documents, readers, searches
from entitlements.documents import Title
from entitlements.knowledge import feedback, pictures, reading, searching
from entitlements.knowledge.forms import ListForm, VoteForm
from entitlements.knowledge.models import AffectedCompany, Article, Kind, Picture, Vote
from entitlements.knowledge.reading import Reader, Shown, SignInFirst
from entitlements.markdown import Page, page
from entitlements.models import Document
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import paging, serving
from subscriptions.refusals import Refusal
from subscriptions.serving import Content

PAGE = 30
HEADINGS = 3  # of a text from which on it has a table of contents
DESK = "/desk/knowledge/"


@login_not_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The articles that she may read: by words, product and kind, the newest or the most useful first."""
    reader = reading.reader_of(request)
    form = ListForm(request.GET)
    chosen = form.chosen()
    rows, after = _page(request, reader, chosen)
    context = {
        "rows": reading.titles(rows),
        "next": after,
        "from_start": bool(paging.before(request)),
        "form": form,
        "words": chosen["q"],
        "refusal": _closed(reader),
        "is_stranger": reader.person is None,
    }
    return render(request, "knowledge/index.html", context)


@login_not_required
@require_safe
def article(request: HttpRequest, number: int) -> HttpResponse:
    """One article. Raises the refusal of her subscription, NoLongerPublished."""
    reader = reading.reader_of(request)
    try:
        shown = reading.article(reader, number, request.GET.get("language", ""))
    except SignInFirst:
        return redirect_to_login(request.get_full_path())
    readable = Article.objects.readable(reader).whole()
    context = {
        "shown": shown,
        "other_languages": _others(shown),
        "text": text_of(shown),
        "related": reading.titles(searching.related(readable, shown.article, shown.text.title, reader)),
        "fix": _fix(request, shown.article),
        "log_product": _product_to_log(shown.article, reader),
    }
    return render(request, "knowledge/article.html", context | _answers(shown.article, reader))


@for_contacts(DESK)
@require_POST
def vote(request: ContactRequest, number: int) -> HttpResponse:
    """Whether it was useful."""
    found = reading.article(reading.reader_of(request), number).article
    form = VoteForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect(f"{found.get_absolute_url()}#useful")
    useful = form.cleaned_data["useful"] == "yes"
    feedback.vote(
        found, request.user, request.customer, useful=useful, sentence=form.cleaned_data["sentence"]
    )
    messages.success(request, _("Thank you. You may change your answer at any time."))
    return redirect(f"{found.get_absolute_url()}#useful")


@for_contacts(DESK)
@require_POST
def affects(request: ContactRequest, number: int) -> HttpResponse:
    """That a known issue is her company's, too; or no longer."""
    found = reading.article(reading.reader_of(request), number).article
    if request.POST.get("do") == "no":
        feedback.affects_us_no_more(found, request.customer)
        messages.success(request, _("Your company is no longer counted."))
    else:
        feedback.affects_us(found, request.user, request.customer)
        messages.success(request, _("Your company is counted: the issue affects you, too."))
    return redirect(found)


@login_not_required
@require_safe
def picture(request: HttpRequest, number: int, file: int) -> HttpResponseBase:
    """A picture, for who may read its article; the vendor's people see those of drafts, too. The article is asked
    for first: whether it has the picture is not hers to tell by the time it takes."""
    reader = reading.reader_of(request)
    if not reader.is_staff and not Article.objects.readable(reader).filter(pk=number).exists():
        raise Http404
    found = get_object_or_404(Picture, pk=file, article=number)
    content = Content(
        storage=found.file.storage,
        path=str(found.file.name),
        name=found.name,
        size=found.size,
        tag=found.sha256,
        content_type=found.content_type,
        changed_at=found.added_at,
        inline=True,
    )
    return serving.serve(request, content)


def text_of(shown: Shown) -> dict[str, Any]:
    """The parts of the article as HTML, with its table of contents where it is long enough."""
    addresses, revision = pictures.addresses(shown.article), shown.text
    parts = {name: getattr(revision, name) for name in ("symptoms", "cause", "workaround", "body")}
    pages: dict[str, Page] = {
        name: page(text, addresses, top=2 if name == "body" else 3) for name, text in parts.items() if text
    }
    headings = [each for each in pages["body"].headings if each.level <= 3] if "body" in pages else []
    return {
        "parts": {name: each.html for name, each in pages.items()},
        "contents": headings if len(headings) >= HEADINGS else [],
    }


def _page(request: HttpRequest, reader: Reader, chosen: dict[str, Any]) -> tuple[list[Article], int | None]:
    among = Article.objects.readable(reader)
    if chosen["product"]:
        among = among.about(chosen["product"].code)
    if chosen["kind"]:
        among = among.filter(kind=chosen["kind"])
    if chosen["q"]:
        found = searching.search(among.whole(), chosen["q"], reader)
        if not (found or chosen["product"] or chosen["kind"]):
            searches.note_in_vain(chosen["q"], request.user, timezone.now())
        return found, None
    by = "score" if chosen["order"] == "useful" else "renewed_at"
    return paging.highest_first(request, among.whole(), PAGE, by)


def _closed(reader: Reader) -> Refusal | None:
    """Why she reads but what is for everybody, where she has no subscription."""
    if reader.facts is None or reader.is_subscribed:
        return None
    return reader.facts.answer(reading.SERVICE).refused


def _answers(found: Article, reader: Reader) -> dict[str, Any]:
    """What she and her company have said of it."""
    if reader.customer is None:
        return {"may_answer": False}
    vote = Vote.objects.filter(article=found, user=reader.person, customer=reader.customer).first()
    hers = AffectedCompany.objects.filter(article=found, customer=reader.customer)
    known_issue = found.kind == Kind.KNOWN_ISSUE
    return {"may_answer": True, "vote": vote, "is_affected": known_issue and hers.exists()}


def _others(shown: Shown) -> list[tuple[str, str]]:
    """The other languages it can be read in: codes and names."""
    found = reading.published_texts(shown.article).values()
    return [(each.language, each.get_language_display()) for each in found if each.pk != shown.text.pk]


def _fix(request: HttpRequest, found: Article) -> Title | None:
    """The release that corrects it, once that is published, where she may know of it."""
    if not found.fix_code:
        return None
    reader = readers.reader(request.user, getattr(request, "customer", None), timezone.now())
    known = documents.titles(reader, Document.Kind.RELEASE, [found.fix_code], get_language() or "en")
    return known.get(found.fix_code)


def _product_to_log(found: Article, reader: Reader) -> str:
    """The code of a product that an incident of hers may be about."""
    codes = [row.product.code for row in found.affected.all() if row.product_id in reader.products]
    return next(iter(codes), "")
