"""The endpoints: what runs at the caller's company, which her key reads and a manager's keeps (R11.5)."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError as Invalid
from rest_framework.request import Request
from rest_framework.response import Response

from entitlements.api.serializers import (
    InstalledSystemChangeSerializer,
    InstalledSystemInputSerializer,
    InstalledSystemSerializer,
)
from entitlements.forms import offered_versions
from subscriptions import installed, permissions
from subscriptions.api_endpoints import ByNumber
from subscriptions.installed import Said
from subscriptions.models import Customer, InstalledSystem, ProductVersion
from subscriptions.permissions import Permission

TEXTS = ("environment", "site", "country", "modified", "hosting", "database", "operating_system")


class InstalledSystemViewSet(ByNumber[InstalledSystem]):
    """What runs: a product in a version, standard or with what is modified in it. A company's own; for the vendor's
    people all that they may see. What is new, alerts and how-to questions follow from it."""

    queryset = InstalledSystem.objects.none()
    serializer_class = InstalledSystemSerializer

    def get_queryset(self) -> Any:
        rows = InstalledSystem.objects.visible_to(self.caller).in_use()
        if not self.caller.is_staff:
            rows = rows.filter(customer=self.customer)
        return rows.select_related("customer", "product", "version", "changed_by")

    @extend_schema(request=InstalledSystemInputSerializer, responses={201: InstalledSystemSerializer})
    def create(self, request: Request) -> Response:
        """Put one on the list, by a manager's key. Two of a product in one environment have different names."""
        self._for_managers()
        given = self.valid(InstalledSystemInputSerializer)
        made = installed.add(self._membership(), self._said(given))
        return Response(InstalledSystemSerializer(made).data, status.HTTP_201_CREATED)

    @extend_schema(request=InstalledSystemChangeSerializer(partial=True), responses=InstalledSystemSerializer)
    def partial_update(self, request: Request, number: str) -> Response:
        """Change what is given, the version above all, by a manager's key."""
        found = self.get_object()
        self._for_managers()
        facts = {"product": found.product.code, "version": found.version.name}
        facts |= {name: getattr(found, name) for name in TEXTS}
        facts |= self.valid(InstalledSystemChangeSerializer, partial=True)
        edition = facts.pop("edition", "")
        said = self._said(facts)
        return Response(
            InstalledSystemSerializer(installed.change(self._membership(), found, said, edition=edition)).data
        )

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, number: str) -> Response:
        """It runs no longer, by a manager's key."""
        found = self.get_object()
        self._for_managers()
        installed.end(self._membership(), found)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _for_managers(self) -> None:
        """Raises Forbidden for everybody but a manager, before what was sent is read."""
        self.for_contacts()
        permissions.require(self.caller, Permission.MANAGE_COMPANY, self._membership())

    def _membership(self) -> Any:
        return self.request._request.membership  # type: ignore[attr-defined]

    def _said(self, given: dict[str, Any]) -> Said:
        """Raises Invalid where her company is offered no such version."""
        texts = {name: given[name] for name in TEXTS}
        assert self.customer  # a manager's
        version = _version(given["product"], given["version"], self.customer)
        return Said(version=version, is_standard=not texts["modified"].strip(), **texts)


def _version(product: str, name: str, customer: Customer) -> ProductVersion:
    of_product = offered_versions(customer).filter(product__code=product).select_related("product")
    if found := of_product.filter(name=name).first():
        return found
    field, words = (
        ("version", _("There is no version “{name}” of it.").format(name=name))
        if of_product.exists()
        else ("product", _("Your company has no product “{code}”.").format(code=product))
    )
    raise Invalid({field: [words]})
