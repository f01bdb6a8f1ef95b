"""Saved replies at the desk: the list, and each on its page; writing, changing and deleting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from subscriptions import paging
from subscriptions.refusals import Refusal
from tickets.desk.access import Act, StaffRequest, for_staff, may
from tickets.saved_replies import choosing, editions, writing
from tickets.saved_replies.forms import SavedReplyForm, begun_with
from tickets.saved_replies.models import SavedReply
from tickets.saved_replies.refusals import (
    ChangedBeforeDeletion,
    DeletedMeanwhile,
    SavedReplyChangedMeanwhile,
)

SHOWN = 50
WHOSE: dict[str, dict[str, Any]] = {"hers": {"owner__isnull": False}, "shared": {"owner": None}}


@for_staff()
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Hers and the shared ones by title, a page by key; `q` and `whose` narrow them."""
    words = request.GET.get("q", "")[: choosing.LONGEST]
    whose = request.GET.get("whose", "")
    found = SavedReply.objects.visible_to(request.user).saying(words).filter(**WHOSE.get(whose, {}))
    rows, following = paging.by_name(request, found.select_related("changed_by"), SHOWN, "title")
    context = {
        "rows": rows,
        "words": words,
        "whose": whose if whose in WHOSE else "",
        "next": following,
        "from_start": paging.after(request),
        "may_write": may(request.user, Act.WRITE),
    }
    return render(request, "saved_replies/index.html", context)


@for_staff()
@require_safe
def reply(request: StaffRequest, number: int) -> HttpResponse:
    """One, as it is written; who may change it finds how."""
    found = _found(request, number)
    context = {
        "found": found,
        "may_change": writing.may_change(found, request.user),
        "changes": editions.changes_of(found) if found.is_shared else [],
    }
    return render(request, "saved_replies/reply.html", context)


@for_staff(Act.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Write one."""
    return _edit(request, None)


@for_staff(Act.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, number: int) -> HttpResponse:
    """Change one. Where it was deleted since it was opened, what was typed is shown to be kept as a new one."""
    found = SavedReply.objects.visible_to(request.user).filter(pk=number).first()
    if found is not None:
        writing.require_change(found, request.user)
        return _edit(request, found)
    if request.method != "POST":
        raise Http404
    form = SavedReplyForm(request.POST, by=request.user)
    form.is_valid()
    return _kept_as_new(request, form, DeletedMeanwhile())


@for_staff(Act.WRITE)
@require_POST
def delete(request: StaffRequest, number: int) -> HttpResponse:
    """Delete the edition that was seen, for good."""
    found = _found(request, number)
    try:
        writing.delete(found, request.user, paging.key(request.POST.get("edition", "")))
    except ChangedBeforeDeletion as refusal:
        messages.error(request, str(refusal))
        return redirect(found)
    messages.success(request, _("The saved reply is deleted."))
    return HttpResponseRedirect(reverse("saved_replies:index"))


def _edit(request: StaffRequest, found: SavedReply | None) -> HttpResponse:
    if request.method != "POST":
        form = SavedReplyForm(by=request.user, initial=begun_with(found) if found else None)
        return _page(request, found, form)
    form = SavedReplyForm(request.POST, by=request.user)
    if form.is_valid():
        try:
            kept = _keep(request, found, form)
        except DeletedMeanwhile as refusal:
            return _kept_as_new(request, form, refusal)
        except Refusal as refusal:
            if isinstance(refusal, SavedReplyChangedMeanwhile):
                _now_seen(form, found)
            form.refuse(refusal)
        else:
            messages.success(request, _("The saved reply is kept."), extra_tags=f"draft:{_draft(found)}")
            return redirect(kept)
    return _page(request, found, form, status=form.status)


def _keep(request: StaffRequest, found: SavedReply | None, form: SavedReplyForm) -> SavedReply:
    words = form.words()
    if found is None:
        return writing.write(words, request.user)
    writing.change(found, words, request.user, form.cleaned_data["edition"])
    return found


def _now_seen(form: SavedReplyForm, found: Any) -> None:
    """She is told of the other edition, so saving again is meant."""
    found.refresh_from_db()
    typed: Any = form.data
    form.data = typed.copy()
    form.data["edition"] = str(found.edition)  # type: ignore[index]


def _kept_as_new(request: StaffRequest, form: SavedReplyForm, refusal: Refusal) -> HttpResponse:
    """What was typed of one that is not there any more."""
    form.refuse(refusal)
    return _page(request, None, form, status=form.status)


def _page(
    request: StaffRequest, found: SavedReply | None, form: SavedReplyForm, status: int = 200
) -> HttpResponse:
    context = {
        "found": found,
        "form": form,
        "address": request.path if found else reverse("saved_replies:new"),
        "draft": _draft(found),
    }
    return render(request, "saved_replies/edit.html", context, status=status)


def _draft(found: SavedReply | None) -> str:
    """The name under which the browser keeps what is typed."""
    return f"saved-reply-{found.pk if found else 'new'}"


def _found(request: StaffRequest, number: int) -> SavedReply:
    rows = SavedReply.objects.visible_to(request.user).select_related("changed_by")
    return get_object_or_404(rows, pk=number)
