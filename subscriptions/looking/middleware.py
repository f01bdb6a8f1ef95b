"""An agent who sees the portal as a contact: for the rest of the request the contact is the reader."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _

from subscriptions import acting, tenancy
from subscriptions.looking import see_as

KEY = "see_as"  # in the session: which look


class SeeAsMiddleware:
    """Sets `request.seen_by`: the agent, None where nobody looks. While the look runs also `request.see_as`, and
    the contact as `request.user`; then says that it is over. What may not be done meanwhile is
    subscriptions.guards' to say, and the database's, whose transaction is read-only."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.seen_by = None  # type: ignore[attr-defined]
        number = request.session.get(KEY)
        if number is None or not request.user.is_authenticated:
            return self.get_response(request)
        with tenancy.as_staff():
            look = see_as.running(number, request.user)
        if look is None:
            del request.session[KEY]
            return _over(request)
        request.seen_by, request.see_as = request.user, look  # type: ignore[attr-defined]
        request.seen_customer = look.customer_id  # type: ignore[attr-defined]
        request.user = look.contact
        response = self.get_response(request)
        if getattr(request, "ends_look", False):
            with tenancy.as_staff():
                see_as.end(look, acting.actor_of(request))
        return response


def _over(request: HttpRequest) -> HttpResponse:
    """To the desk, with a sentence: messages have no middleware here yet."""
    language = request.user.language if request.user.is_authenticated else None
    response = HttpResponseRedirect("/desk/queue/")
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    with translation.override(language):
        messages.info(request, _("You see the portal as yourself again: the time for looking is over."))
        request._messages.update(response)  # type: ignore[attr-defined]
    return response
