"""What the pages of a large upload answer to static/js/upload.js, whichever room the file is for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import JsonResponse
from django.utils.translation import gettext as _

from entitlements.models.arriving import Arriving
from entitlements.pieces import PIECE
from subscriptions import paging
from subscriptions.refusals import Refusal


def answering(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
    """The view, with a refusal as its code and sentence."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> JsonResponse:
        try:
            return view(*args, **kwargs)
        except Refusal as refusal:
            return JsonResponse({"code": refusal.code, "detail": str(refusal)}, status=refusal.status)

    return answered


def announced(request: Any) -> tuple[str, int]:
    """Name and size of the file."""
    return request.POST.get("name", ""), paging.key(request.POST.get("size", "")) or 0


def begun(upload: Arriving, address: str) -> JsonResponse:
    """Where its pieces go, and how large they are."""
    return JsonResponse({"address": address, "piece": PIECE, "received": 0}, status=201)


def kept(request: Any, upload: Arriving, add: Callable[..., Arriving]) -> JsonResponse:
    """Have `add` keep the piece that is the body of the request and begins at byte `?start=`; says how many bytes
    there are. The request is read as it comes, and no further than a piece goes."""
    start = paging.key(request.GET.get("start", ""))
    upload = add(upload, upload.received if start is None else start, request, request.user)
    return JsonResponse({"received": upload.received})


def finished(request: Any, sha256: str) -> JsonResponse:
    """The file is whole; `sha256` is that of what was kept."""
    messages.success(request, _("The file is uploaded."))
    return JsonResponse({"sha256": sha256}, status=201)
