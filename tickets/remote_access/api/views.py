"""Remote sessions to read: those of the caller's company, all of them for the vendor's staff."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins, viewsets

from subscriptions.api import NewestFirst
from tickets.remote_access.api.serializers import RemoteSessionSerializer
from tickets.remote_access.models import RemoteSession


class RemoteSessionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Any]):
    """Remote sessions of the caller's company, the newest first; another's is 404. Connections are none of the
    API's."""

    queryset = RemoteSession.objects.none()
    serializer_class = RemoteSessionSerializer
    pagination_class = NewestFirst
    lookup_url_kwarg = "number"
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> QuerySet[RemoteSession]:
        return RemoteSession.objects.visible_to(self.request.user).whole()
