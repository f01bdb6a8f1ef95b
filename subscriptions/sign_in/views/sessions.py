"""Where a person is signed in, and the end of it."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from subscriptions import paging
from subscriptions.models import User
from subscriptions.sign_in import sessions


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """This one first."""
    return render(request, "sign_in/sessions.html", {"sessions": sessions.of(request)})


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the session with the number of the form, or all others."""
    assert isinstance(request.user, User)
    wanted = request.POST.get("session", "")
    if wanted == "others":
        ended = sessions.end_all(request.user, but=request.session.session_key)
        text = ngettext("%(n)s other session is ended.", "%(n)s other sessions are ended.", ended)
        messages.success(request, text % {"n": ended})
    else:
        number = paging.key(wanted) or 0
        if UserSession.objects.filter(pk=number, session_key=request.session.session_key).exists():
            return redirect("account_logout")
        if not sessions.end(request.user, number):
            raise Http404
        messages.success(request, _("The session is ended."))
    return redirect("sign_in:sessions")
