"""What the pages of a large upload answer to static/js/upload.js, whichever room the file is for."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import JsonResponse

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


def start(request: Any, upload: Arriving) -> int:
    """The byte at which the piece begins that is the body of the request."""
    said = paging.key(request.GET.get("start", ""))
    return upload.received if said is None else said
