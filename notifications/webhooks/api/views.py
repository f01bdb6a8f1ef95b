"""The endpoints: find the webhook among those the caller may see, call one verb, answer with what is there then."""

from typing import Any, cast

from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from notifications.webhooks import access, managing, rotating
from notifications.webhooks.api.serializers import (
    DeliveryDetailSerializer,
    DeliverySerializer,
    MadeSerializer,
    RotatedSerializer,
    RotateSerializer,
    SecretSerializer,
    WebhookChangeSerializer,
    WebhookInputSerializer,
    WebhookSerializer,
)
from notifications.webhooks.event_types import EventType
from notifications.webhooks.models import Delivery, Endpoint, Secret
from notifications.webhooks.views import readers
from notifications.webhooks.views.readers import WebhookRequest
from subscriptions.api_endpoints import Called


class _ForManagersAndStaff(Called[Any]):
    """A manager's own company's, everybody's for the vendor's staff; another's is 404. Changing the vendor's is for
    administrators."""

    filter_backends = [filters.DjangoFilterBackend]

    @property
    def asked(self) -> WebhookRequest:
        """The request as the middleware has filled it in."""
        return cast(WebhookRequest, self.request._request)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        readers.check_may_read(request._request)


class WebhookViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, _ForManagersAndStaff):
    """Webhooks. The secret of a new one, and of one that replaces another, is in the answer that makes it, once."""

    queryset = Endpoint.objects.none()
    serializer_class = WebhookSerializer
    lookup_url_kwarg = "number"
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> Any:
        return readers.endpoints(self.asked).prefetch_related("secrets")

    @extend_schema(request=WebhookInputSerializer, responses={201: MadeSerializer})
    def create(self, request: Request) -> Response:
        """Add one to the caller's company; an administrator's is the vendor's. The same address twice is 409."""
        given = self.valid(WebhookInputSerializer)
        made = managing.add(self.asked.customer, self.caller, **given)
        said = WebhookSerializer(self._fresh(made)).data
        return Response(said | {"secret": self._show(made)}, status.HTTP_201_CREATED)

    @extend_schema(request=WebhookChangeSerializer(partial=True), responses=WebhookSerializer)
    def partial_update(self, request: Request, number: str) -> Response:
        """Change what is given. Disabled by failures, `enabled` makes it go on."""
        found, given = self.get_object(), self.valid(WebhookChangeSerializer, partial=True)
        enabled = given.pop("enabled", None)
        access.check_may_manage(self.caller, found.customer)
        if given:
            facts = {"url": found.url, "description": found.description, "types": found.types}
            managing.change(found, self.caller, **(facts | given))
        if enabled is not None:
            (managing.enable if enabled else managing.disable)(found, self.caller)
        return Response(WebhookSerializer(self._fresh(found)).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, number: str) -> Response:
        """Remove it for good, with its secrets."""
        managing.remove(self.get_object(), self.caller)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=RotateSerializer, responses={201: RotatedSerializer})
    @action(detail=True, methods=["post"])
    def secret(self, request: Request, number: str) -> Response:
        """Replace the newest secret; calls carry a signature by both until the old one's `expires_at`."""
        found, given = self.get_object(), self.valid(RotateSerializer)
        rotating.rotate(found, self.caller, given["replaces"])
        text = self._show(found)
        valid = SecretSerializer(
            found.secrets.valid(found.secrets.get(expires_at=None).created_at), many=True
        )
        return Response({"secret": text, "secrets": valid.data}, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"])
    def test(self, request: Request, number: str) -> Response:
        """Send a test event."""
        sent = managing.send_test(self.get_object(), self.caller)
        return Response(DeliverySerializer(sent).data, status.HTTP_202_ACCEPTED)

    def _fresh(self, endpoint: Endpoint) -> Endpoint:
        found: Endpoint = self.get_queryset().get(pk=endpoint.pk)
        return found

    def _show(self, endpoint: Endpoint) -> str:
        return rotating.show(Secret.objects.get(endpoint=endpoint, expires_at=None), self.caller)


class DeliveryFilter(filters.FilterSet):
    state = filters.ChoiceFilter(choices=Delivery.State.choices)
    type = filters.ChoiceFilter(choices=EventType.choices)

    class Meta:
        model = Delivery
        fields = ["state", "type"]


class DeliveryViewSet(mixins.ListModelMixin, _ForManagersAndStaff):
    """What was sent to one webhook, the newest first, as long as it is kept."""

    queryset = Delivery.objects.none()
    serializer_class = DeliverySerializer
    filterset_class = DeliveryFilter
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        webhook = get_object_or_404(readers.endpoints(self.asked), pk=self.kwargs["webhook"])
        return readers.deliveries(self.asked).filter(endpoint=webhook)

    @extend_schema(responses=DeliveryDetailSerializer)
    def retrieve(self, request: Request, webhook: str, pk: str) -> Response:
        """One, with the body of the call and every attempt."""
        return Response(DeliveryDetailSerializer(self.get_object()).data)

    @extend_schema(request=None, responses={202: DeliverySerializer})
    @action(detail=True, methods=["post"], filterset_class=None)
    def again(self, request: Request, webhook: str, pk: str) -> Response:
        """Send it again now, under the same webhook-id."""
        found = self.get_object()
        managing.send_again(found, self.caller)
        found.refresh_from_db()
        return Response(DeliverySerializer(found).data, status.HTTP_202_ACCEPTED)
