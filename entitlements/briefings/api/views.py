"""Briefings to read: the library for customers whose subscription has it, and the sessions that are planned."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins

from entitlements.briefings import access
from entitlements.briefings.api.serializers import RecordingSerializer, SessionSerializer
from entitlements.briefings.models import Recording, Session
from notifications.refusals import NoCompany
from subscriptions.api_endpoints import Called


class _Briefings(mixins.ListModelMixin, mixins.RetrieveModelMixin, Called[Any]):
    """For contacts of customers with recorded briefings, and staff; anybody else gets the refusal."""

    lookup_url_kwarg = "number"
    lookup_value_regex = "[0-9]{1,18}"

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.user.is_staff:
            return
        if request._request.customer is None:
            raise NoCompany
        access.require_recorded(request._request.customer)


class RecordingViewSet(_Briefings):
    """Recorded briefings of the library, the newest first."""

    queryset = Recording.objects.none()
    serializer_class = RecordingSerializer

    def get_queryset(self) -> QuerySet[Recording]:
        return Recording.objects.published().prefetch_related("products", "chapters", "captions")


class SessionViewSet(_Briefings):
    """Interactive briefings, the one planned last first. The join link is none of the API's."""

    queryset = Session.objects.none()
    serializer_class = SessionSerializer

    def get_queryset(self) -> QuerySet[Session]:
        return Session.objects.select_related("host", "recording").prefetch_related("products")
