"""Whether the line is open, to read (R6.1)."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from notifications.refusals import NoCompany
from subscriptions.api import refuse_unknown
from subscriptions.models import Customer
from tickets.phone.api.serializers import PhoneSerializer
from tickets.phone.hours import Covered
from tickets.phone.models import lines_of


class PhoneView(APIView):
    """The numbers of the caller's company and, for each product and severity, whether a call is taken now and when
    that changes. The vendor's people say which customer."""

    @extend_schema(
        responses=PhoneSerializer,
        parameters=[OpenApiParameter("customer", str, description="Number of the customer, for staff.")],
    )
    def get(self, request: Request) -> Response:
        refuse_unknown(request, ["customer"])
        customer = _customer(request)
        covered = Covered.of(customer, timezone.now())
        said = {
            "customer": customer,
            "at": covered.at,
            "numbers": lines_of(customer.region_id),
            "hours": list(covered.each()),
        }
        return Response(PhoneSerializer(said).data)


def _customer(request: Request) -> Customer:
    """Her own company; for staff the one that is named. Raises NoCompany, 404."""
    if not request.user.is_staff:
        own: Customer | None = request._request.customer  # type: ignore[attr-defined]
        if own is None:
            raise NoCompany
        return own
    number = request.query_params.get("customer", "")
    found = Customer.objects.visible_to(request.user).select_related("region").filter(number=number).first()
    if found is None:
        raise Http404
    return found
