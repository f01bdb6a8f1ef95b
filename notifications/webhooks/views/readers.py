"""Who reads these pages: managers their company's, everybody of the vendor all of them."""

from functools import wraps
from typing import Any

from django.http import HttpResponseBase

from notifications.refusals import NoCompany
from notifications.views.readers import PersonRequest, View
from notifications.webhooks.models import Delivery, Endpoint
from subscriptions.models import Customer, Membership
from subscriptions.permissions import your_manager
from subscriptions.refusals import Forbidden


class WebhookRequest(PersonRequest):
    """A request of a manager or of the vendor's people, who have no customer."""

    customer: Customer | None
    membership: Membership | None


def for_managers_and_staff(view: View) -> View:
    """The view; another contact is told whom to ask."""

    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        check_may_read(request)
        return view(request, *args, **kwargs)

    return guarded


def check_may_read(request: Any) -> None:
    """Raises Forbidden, NoCompany."""
    if request.user.is_staff:
        return
    if request.customer is None:
        raise NoCompany
    if not request.membership.is_manager:
        raise Forbidden(who=your_manager(request.customer))


def endpoints(request: WebhookRequest) -> Any:
    """Those she may read: her company's, or everybody's."""
    found = Endpoint.objects.visible_to(request.user).kept().select_related("customer", "created_by")
    return found if request.user.is_staff else found.filter(customer=request.customer)


def deliveries(request: WebhookRequest) -> Any:
    """The same of what was sent."""
    found = Delivery.objects.visible_to(request.user).filter(endpoint__removed_at=None)
    found = found.select_related("endpoint__customer")
    return found if request.user.is_staff else found.filter(customer=request.customer)
