"""A manager's people: who is a contact, who is invited, whether they need a second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from subscriptions import contact_roles, leaving, paging, permissions, tenancy
from subscriptions.confirming import confirmed
from subscriptions.models import Customer, Membership, User
from subscriptions.refusals import Forbidden, Refusal
from subscriptions.sign_in import inviting
from subscriptions.sign_in import second_factor as factors
from subscriptions.sign_in.forms import InviteForm
from subscriptions.sign_in.models import Invitation

View = Callable[..., HttpResponseBase]
PAGE = 100


class ManagerRequest(HttpRequest):
    """A request of a manager, as the middleware fills it in."""

    user: User
    customer: Customer
    membership: Membership


def for_managers(view: View) -> View:
    """The view, for managers. Their contacts are told whom to ask; to anybody else it does not exist."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.customer is None:
            raise Http404
        if not request.membership.is_manager:
            raise Forbidden(who=permissions.your_manager(request.customer))
        return view(request, *args, **kwargs)

    return guarded


@for_managers
@require_safe
def index(request: ManagerRequest) -> HttpResponse:
    """Contacts by name, and the invitations that are open."""
    found = Membership.objects.active().filter(customer=request.customer).select_related("user")
    rows, following = paging.by_name(request, found, PAGE, "user__name")
    invitations = Invitation.objects.open().filter(customer=request.customer).select_related("invited_by")
    at = timezone.now()
    context = {
        "rows": rows,
        "next": following,
        "from_start": paging.after(request) is not None,
        "invitations": [(each, each.has_expired(at), inviting.stands(each)) for each in invitations[:PAGE]],
        "without_factor": _without_factor(rows),
    }
    return render(request, "sign_in/people.html", context)


@for_managers
@require_http_methods(["GET", "HEAD", "POST"])
@confirmed
def invite(request: ManagerRequest) -> HttpResponse:
    """Invite one person."""
    form = InviteForm(request.customer.name, request.POST if request.method == "POST" else None)
    if form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("email", "name", "template")}
        try:
            made = inviting.invite(request.customer, request.user, **words)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            _say(request, made.email, made.sent_at is not None)
            return redirect("sign_in:people")
    return render(request, "sign_in/invite.html", {"form": form}, status=form.status if form.errors else 200)


@for_managers
@require_POST
def step(request: ManagerRequest, number: int, step: str) -> HttpResponse:
    """Send an invitation again, or withdraw it."""
    invitation = get_object_or_404(Invitation.objects.filter(customer=request.customer), pk=number)
    if step == "again":
        _say(request, invitation.email, inviting.send_again(invitation, request.user))
    elif step == "withdraw":
        inviting.withdraw(invitation, request.user)
        messages.success(
            request, _("The invitation of %(email)s is withdrawn.") % {"email": invitation.email}
        )
    else:
        raise Http404
    return redirect("sign_in:people")


@for_managers
@require_POST
@confirmed
def leave(request: ManagerRequest, number: int) -> HttpResponse:
    """A contact works there no longer."""
    member = get_object_or_404(Membership.objects.active().filter(customer=request.customer), pk=number)
    leaving.end(member, request.user)
    messages.success(request, _("%(name)s has no access to your company any more.") % {"name": member.user})
    return redirect("sign_in:people")


@for_managers
@require_POST
@confirmed
def role(request: ManagerRequest, number: int) -> HttpResponse:
    """What a contact may do, from now on."""
    member = get_object_or_404(Membership.objects.active().filter(customer=request.customer), pk=number)
    contact_roles.give(
        member, request.user, manager="manager" in request.POST, approves="approves" in request.POST
    )
    messages.success(request, _("What %(name)s may do is changed.") % {"name": member.user})
    return redirect("sign_in:people")


@for_managers
@require_POST
@confirmed
def second_factor(request: ManagerRequest) -> HttpResponse:
    """Demand a second factor of everybody in the company, or no longer."""
    demanded = request.POST.get("demanded") == "1"
    factors.demand(request.customer, request.user, demanded)
    if demanded:
        messages.success(request, _("Everybody in your company needs a second factor now."))
    else:
        messages.success(request, _("A second factor is everybody's own choice again."))
    return redirect("sign_in:people")


@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Whoever is a contact of several companies chooses which one she acts for."""
    chosen = paging.key(request.POST.get("customer", "")) or 0
    if all(each.customer_id != chosen for each in getattr(request, "memberships", [])):
        raise Http404
    request.session["customer"] = chosen
    return redirect("/")


def _say(request: HttpRequest, email: str, sent: bool) -> None:
    if sent:
        messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": email})
    else:
        text = _("%(email)s is invited, but no mail could be sent now. Send it again later.")
        messages.warning(request, text % {"email": email})


def _without_factor(rows: Any) -> set[int]:
    from allauth.mfa.models import Authenticator

    people = {member.user_id for member in rows}
    second = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    with tenancy.looking_as_staff():
        having = set(
            Authenticator.objects.filter(user__in=people, type__in=second).values_list("user_id", flat=True)
        )
    return people - having
