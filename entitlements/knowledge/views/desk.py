"""Articles at the desk: which there are, one with what readers say and what can be done, its history. Everybody of
the vendor reads; who writes and publishes is the table of permissions' to say."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from entitlements.knowledge import feedback, publishing, reading, searching
from entitlements.knowledge.diffing import Piece, changes
from entitlements.knowledge.forms import DeskListForm
from entitlements.knowledge.models import Article, ArticleText, Kind, KnowledgeRules, Revision
from entitlements.knowledge.models.texts import PARTS
from entitlements.knowledge.parts import parts
from entitlements.knowledge.steps import STEPS
from entitlements.knowledge.views.portal import text_of
from notifications.views.readers import PersonRequest, for_staff
from subscriptions import paging, permissions
from subscriptions.forms import RefusingForm
from subscriptions.permissions import Permission
from subscriptions.steps import offered, pressed

PAGE = 50
SENTENCES = 20
REVISIONS = 30
ACTS = 30


@for_staff
@require_safe
def index(request: PersonRequest) -> HttpResponse:
    """All articles, the last changed first, by what one looks for."""
    at = timezone.now()
    form = DeskListForm(request.GET)
    chosen = form.chosen()
    found = _chosen(Article.objects.all(), chosen, at).whole()
    if chosen["q"]:
        rows, after = searching.search(found, chosen["q"], reading.reader_of(request), drafts=True), None
    else:
        rows, after = paging.highest_first(request, found, PAGE, "score" if chosen["order"] else "changed_at")
    context = {
        "rows": [reading.worked_on(each) for each in rows],
        "next": after,
        "from_start": bool(paging.before(request)),
        "form": form,
        "aged_before": at - KnowledgeRules.current().looked_through_every,
    }
    return render(request, "knowledge/desk/index.html", context)


@for_staff
@require_safe
def article(request: PersonRequest, number: int) -> HttpResponse:
    """One article as it is worked on."""
    return _page(request, _found(number), {}, 200)


@for_staff
@require_POST
def step(request: PersonRequest, number: int, name: str) -> HttpResponse:
    """Do one step. A refusal stands at its field, and what was typed stays."""
    found = _found(number)
    if refused := pressed(request, STEPS, name, found):
        return _page(request, _found(number), {name: refused}, refused.status)
    return redirect("knowledge:desk_article", number)


@for_staff
@require_safe
def history(request: PersonRequest, number: int) -> HttpResponse:
    """Every revision of one language, the newest first, with what it changed."""
    found = _found(number)
    language = reading.worked_on(found, request.GET.get("language", "")).text.language
    rows = found.revisions.filter(language=language).select_related("by")
    shown, after = paging.newest_first(request, rows, REVISIONS)
    earlier = {each.number: each for each in shown}
    if shown and (oldest := shown[-1].number) > 1:
        earlier |= {each.number: each for each in rows.filter(number=oldest - 1)}
    text = found.texts.filter(language=language).first()
    context = {
        "article": found,
        "language": language,
        "texts": found.texts.all(),
        "revisions": [(each, _changed(earlier.get(each.number - 1), each)) for each in shown],
        "published": text.published_id if text else None,
        "next": after,
    }
    return render(request, "knowledge/desk/history.html", context)


def _chosen(found: Any, chosen: dict[str, Any], at: datetime) -> Any:
    if chosen["product"]:
        found = found.about(chosen["product"].code)
    for name in ("kind", "state", "owner"):
        if chosen[name]:
            found = found.filter(**{name: chosen[name]})
    unpublished = ArticleText.objects.filter(article=OuterRef("pk"))
    unpublished = unpublished.filter(Q(published=None) | ~Q(published=F("current")))
    shown = {
        "aged": lambda: found.aged(at - KnowledgeRules.current().looked_through_every),
        "unhelpful": lambda: found.filter(not_useful__gt=0),
        "changed": lambda: found.filter(Exists(unpublished)),
        "due": lambda: found.filter(publish_at__isnull=False),
    }
    return shown[chosen["show"]]() if chosen["show"] else found


def _found(number: int) -> Article:
    return get_object_or_404(Article.objects.whole().select_related("changed_by", "publish_by"), pk=number)


def _page(
    request: PersonRequest, found: Article, refused: dict[str, RefusingForm], status: int
) -> HttpResponse:
    shown = reading.worked_on(found, request.GET.get("language", ""))
    counted: Any = Article.objects.with_votes().get(pk=found.pk)
    context = {
        "article": found,
        "shown": shown,
        "text": text_of(shown),
        "texts": found.texts.all(),
        "offered": offered(STEPS.values(), found, request.user, timezone.now(), refused),
        "opened": next(iter(refused), ""),
        "may_write": permissions.may(request.user, Permission.WRITE_ARTICLES),
        "has_changes": publishing.has_changes(found),
        "helped": counted.helped,
        "failed": counted.failed,
        "sentences": found.votes.exclude(sentence="").select_related("customer", "user")[:SENTENCES],
        "tiers": feedback.by_tier(found, timezone.now()) if found.kind == Kind.KNOWN_ISSUE else [],
        "customers": found.customers.select_related("customer"),
        "acts": found.acts.select_related("by")[:ACTS],
        "parts": parts(found, request.user),
        "at": timezone.now(),
    }
    return render(request, "knowledge/desk/article.html", context, status=status)


def _changed(before: Revision | None, after: Revision) -> list[tuple[str, list[Piece]]]:
    """The parts that a revision changed, by their names."""
    named: dict[str, Any] = {field.name: field for field in Revision._meta.fields}
    both = {name: (getattr(before, name) if before else "", getattr(after, name)) for name in PARTS}
    if before is None:  # all of it is new
        found = {name: [Piece("same", text)] if text else [] for name, (_none, text) in both.items()}
    else:
        found = {name: changes(*texts) for name, texts in both.items()}
    return [(str(named[name].verbose_name), pieces) for name, pieces in found.items() if pieces]
