"""Writing articles at the desk: the editor with its preview, one language at a time, and pictures."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from entitlements.knowledge import beginnings, pictures, writing
from entitlements.knowledge.forms import ArticleForm, PictureForm, begun_with
from entitlements.knowledge.models import Article, Language, Visibility
from entitlements.knowledge.refusals import ArticleChangedMeanwhile
from entitlements.markdown import is_bomb, page
from notifications.alert_forms import AffectedFormSet, AffectedProducts, rows_of
from notifications.drafts import Affects
from notifications.views.readers import PersonRequest
from subscriptions.guards import requires
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal

SHOWN = ("symptoms", "cause", "workaround", "body")


@requires(Permission.WRITE_ARTICLES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Write an article."""
    return _edit(request, None)


@requires(Permission.WRITE_ARTICLES)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, number: int) -> HttpResponse:
    """Change an article, or write it in another language."""
    return _edit(request, get_object_or_404(Article, pk=number))


@requires(Permission.WRITE_ARTICLES)
@require_POST
def picture(request: PersonRequest, number: int) -> HttpResponse:
    """Add a picture to the article."""
    article = get_object_or_404(Article, pk=number)
    form = PictureForm(request.POST, request.FILES)
    back = f"{reverse('knowledge:desk_article', args=[number])}#pictures"
    if not form.is_valid():
        messages.error(request, str(form.errors["picture"][0]))
        return redirect(back)
    try:
        added = pictures.add(article, form.cleaned_data["picture"], request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    messages.success(request, _("Write it in the text as ![what it shows]({name}).").format(name=added.name))
    return redirect(back)


def _edit(request: PersonRequest, article: Article | None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, article, *_begun(request, article))
    form, affected = ArticleForm(request.POST), cast("AffectedProducts", AffectedFormSet(request.POST))
    if request.POST.get("do") == "products":
        rows = AffectedFormSet(initial=affected.typed())
        return _page(request, article, ArticleForm(initial=_typed(request)), rows)
    if request.POST.get("do") == "preview":
        rows = AffectedFormSet(initial=affected.typed())
        again = ArticleForm(initial=_typed(request))
        return _page(request, article, again, rows, preview=_preview(article, request))
    both = [form.is_valid(), affected.is_valid()]
    if all(both) and (kept := _kept(request, article, form, affected.affects)):
        messages.success(request, _("The article is kept."))
        address = reverse("knowledge:desk_article", args=[kept.pk])
        return redirect(f"{address}?language={form.cleaned_data['language']}")
    return _page(request, article, form, affected, status=form.status)


def _begun(request: PersonRequest, article: Article | None) -> tuple[Any, Any]:
    language = request.GET.get("language", "")
    if article is None:
        chosen = language if language in Language.values else (get_language() or "en")[:2]
        initial = {"owner": request.user.pk, "language": chosen, "visibility": Visibility.SUBSCRIBERS}
        given = beginnings.of_address(request.GET)
        if given is None:
            return ArticleForm(initial=initial), AffectedFormSet()
        return ArticleForm(initial=initial | given.fields), AffectedFormSet(initial=given.rows)
    texts = {text.language: text.current for text in article.texts.select_related("current")}
    language = language if language in Language.values else next(iter(texts), "en")
    begun = begun_with(article, texts.get(language), language)
    return ArticleForm(initial=begun), AffectedFormSet(initial=rows_of(article))


def _kept(
    request: PersonRequest, article: Article | None, form: ArticleForm, affected: list[Affects]
) -> Article | None:
    """The article as it is kept now; None where it was refused, which the form then says."""
    try:
        about, words = form.about(affected), form.words()
        if article is None:
            return beginnings.write(beginnings.of_address(request.GET), about, words, request.user)
        writing.edit(article, about, words, request.user, form.cleaned_data["edition"])
    except ArticleChangedMeanwhile as refusal:
        _now_seen(form, cast("Article", article))
        form.refuse(refusal)
        return None
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    return article


def _now_seen(form: ArticleForm, article: Article) -> None:
    """She is told of the other edition, so saving again is meant."""
    article.refresh_from_db()
    typed: Any = form.data
    form.data = typed.copy()
    form.data["edition"] = str(article.edition)  # type: ignore[index]


def _typed(request: PersonRequest) -> dict[str, Any]:
    """What she typed so far, as a form begins with it."""
    return request.POST.dict() | {"customers": request.POST.getlist("customers")}


def _preview(article: Article | None, request: PersonRequest) -> dict[str, Any]:
    """The parts as readers would see them; nothing of a text that would be refused."""
    addresses = pictures.addresses(article) if article else {}
    typed = {name: request.POST.get(name, "")[: writing.LONGEST] for name in SHOWN}
    shown = {name: text for name, text in typed.items() if text.strip() and not is_bomb(text)}
    return {
        "title": request.POST.get("title", ""),
        "parts": {name: page(text, addresses, top=3).html for name, text in shown.items()},
    }


def _page(
    request: PersonRequest,
    article: Article | None,
    form: ArticleForm,
    affected: Any,
    status: int = 200,
    preview: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "affected": affected,
        "article": article,
        "preview": preview,
        "pictures": article.pictures.all() if article else [],
    }
    return render(request, "knowledge/desk/edit.html", context, status=status)
