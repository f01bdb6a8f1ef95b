"""One-click unsubscribe from alerts or a kind of mail, without sign-in (RFC 8058). A mail program posts; a person
who follows the link is asked first, because programs follow links too."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from notifications import preferences, unsubscribing
from subscriptions import tenancy
from subscriptions.models import User


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The signed token is who she is and which products; nothing else of hers is shown or changed (R1.2)."""
    ended = unsubscribing.read(token)
    if ended is None:
        raise Http404
    with tenancy.as_contact(ended.customer_id, ended.user_id):
        if request.method == "POST":
            ended.end()
        context = {
            "products": ended.products,
            "ends_mail": ended.ends_mail,
            "registered": not ended.is_over(),
            "done": request.method == "POST",
        }
        return render(request, "notifications/unsubscribe.html", context)


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe_kind(request: HttpRequest, token: str) -> HttpResponse:
    """The same of a kind of mail: it is switched off as on her own page, and what is in the app stays."""
    left = unsubscribing.read_kind(token)
    if left is None:
        raise Http404
    person = get_object_or_404(User, pk=left.user_id, is_active=True)
    with tenancy.as_staff():
        if request.method == "POST":
            preferences.switch_off(person, left.kind)
        wanted = left.kind.code not in preferences.unwanted(person)
    context = {"kind": left.kind.name, "wanted": wanted, "done": request.method == "POST"}
    return render(request, "notifications/unsubscribe_kind.html", context)
