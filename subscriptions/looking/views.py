"""Beginning and ending to see the portal as a contact."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from subscriptions.guards import requires
from subscriptions.looking import see_as
from subscriptions.looking.forms import ReasonForm
from subscriptions.looking.middleware import KEY
from subscriptions.looking.models import LookingRules
from subscriptions.models import Membership
from subscriptions.permissions import Permission
from subscriptions.refusals import Refusal


@requires(Permission.SEE_AS)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: Any, number: int) -> HttpResponse:
    """Ask for the reason, then show the portal as the contact's."""
    contacts = Membership.objects.active().select_related("user", "customer")
    membership = get_object_or_404(contacts, pk=number)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            look = see_as.begin(request.user, membership, form.cleaned_data["reason"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            request.session[KEY] = look.pk
            return redirect("/")
    context = {"form": form, "membership": membership, "minutes": LookingRules.current().see_as_minutes}
    return render(request, "looking/see_as.html", context, status=form.status if form.errors else 200)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Back to the desk. The request is still the contact's, which may write nothing: the middleware ends the
    look after it."""
    if getattr(request, "see_as", None) is None:
        return redirect("/")
    request.ends_look = True  # type: ignore[attr-defined]
    del request.session[KEY]
    messages.info(request, _("You see the portal as yourself again."))
    return redirect(f"/desk/customers/{request.customer.number}/")  # type: ignore[attr-defined]


end.ends_seeing_as = True  # type: ignore[attr-defined]  # the one thing that may be pressed meanwhile
