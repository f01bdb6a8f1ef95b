"""The page behind the link of an invitation."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from subscriptions.models import User
from subscriptions.refusals import Refusal
from subscriptions.sign_in import joining, single_sign_on
from subscriptions.sign_in.forms import JoinForm
from subscriptions.sign_in.models import Invitation


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, number: str) -> HttpResponse:
    """Who invites whom to what. A new person chooses a password; one with an account signs in and accepts."""
    found = joining.opened(number)
    if request.user.is_authenticated:
        return _accept(request, found, number)
    if joining.has_account(found) or single_sign_on.passwords_are_refused(found.email):
        return render(request, "sign_in/invitation.html", {"invitation": found, "must_sign_in": True})
    form = JoinForm(found, request.POST if request.method == "POST" else None, initial={"name": found.name})
    if form.is_valid():
        try:
            person = joining.join_anew(number, form.cleaned_data["name"], form.cleaned_data["password"])
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return _sign_in(request, person, found)
    status = form.status if form.errors else 200
    return render(request, "sign_in/invitation.html", {"invitation": found, "form": form}, status=status)


def _accept(request: HttpRequest, found: Invitation, number: str) -> HttpResponse:
    assert isinstance(request.user, User)
    if request.method != "POST":
        other = found.email != request.user.email
        return render(request, "sign_in/invitation.html", {"invitation": found, "other": other})
    joining.join(number, request.user)
    if found.customer:
        request.session["customer"] = found.customer.pk
        messages.success(request, _("You act for %(company)s now.") % {"company": found.customer})
    return redirect("/")


def _sign_in(request: HttpRequest, person: User, found: Invitation) -> HttpResponse:
    record_authentication(request, person, "password", email=person.email)
    response = perform_login(request, Login(user=person, email=person.email))
    return response or redirect(get_adapter().get_login_redirect_url(request))
