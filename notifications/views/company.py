"""Who of a company is registered for a product's alerts: the manager sees it and changes it, for one person or for
everybody (R1.7)."""

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from notifications import alerts, registration_rules
from notifications.models import Registration
from notifications.views.readers import ContactRequest, for_contacts
from subscriptions import coverage, paging
from subscriptions.models import Membership, Product, User
from subscriptions.permissions import your_manager
from subscriptions.refusals import Forbidden

DESK = "/desk/alerts/"
PAGE = 100


@for_contacts(DESK)
@require_safe
def registered(request: ContactRequest, code: str) -> HttpResponse:
    """Everybody of the company, for one product. Raises Forbidden for who is no manager."""
    product = _covered(request, code)
    words = request.GET.get("q", "").strip()
    hers = Registration.objects.filter(customer=request.customer, product=product, user=OuterRef("user"))
    people = Membership.objects.active().filter(customer=request.customer)
    asked = (
        people.filter(Q(user__name__icontains=words) | Q(user__email__icontains=words)) if words else people
    )
    found = asked.select_related("user").annotate(registered=Exists(hers))
    rows, following = paging.by_name(request, found, PAGE, "user__name")
    context = {
        "product": product,
        "products": coverage.covered_products(request.customer, timezone.now()),
        "rows": rows,
        "q": words,
        "people": people.count(),
        "registered": people.filter(Exists(hers)).count(),
        "always": registration_rules.in_force().always(product.pk),
        "next": following,
        "from_start": paging.after(request) is not None,
    }
    return render(request, "notifications/company.html", context)


@for_contacts(DESK)
@require_POST
def change(request: ContactRequest, code: str) -> HttpResponse:
    """Register or deregister a person of the company, or everybody."""
    product = _covered(request, code)
    by, customer, do = request.user, request.customer, request.POST.get("do", "")
    words = {"product": product.name}
    if do == "everybody":
        alerts.register_everybody(customer, product, by)
        said = _("All contacts of your company are registered for {product}.")
    elif do == "nobody":
        alerts.deregister_everybody(customer, product, by)
        said = _("Nobody in your company is registered for {product} any more.")
    else:
        person = _person(request)
        words["person"] = person.name
        if do == "register":
            alerts.register(person, customer, product, by=by)
            said = _("{person} is registered for {product}.")
        else:
            alerts.deregister(person, customer, product, by=by)
            said = _("{person} is no longer registered for {product}.")
    messages.success(request, said.format(**words))
    return redirect("notifications:company_registrations", product.code)


def _person(request: ContactRequest) -> User:
    number = request.POST.get("person", "")
    members = request.customer.memberships.active().select_related("user")
    return get_object_or_404(members, user=paging.key(number) or 0).user


def _covered(request: ContactRequest, code: str) -> Product:
    """The product, for a manager whose company is covered for it; another does not exist to her."""
    if not request.membership.is_manager:
        raise Forbidden(who=your_manager(request.customer))
    for product in coverage.covered_products(request.customer, timezone.now()):
        if product.code == code:
            return product
    raise Http404
