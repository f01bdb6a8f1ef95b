"""Remote sessions to read: those of the caller's company, all of them for the vendor's staff."""

from django.db.models import QuerySet

from subscriptions.api_endpoints import ByNumber
from tickets.remote_access.api.serializers import RemoteSessionSerializer
from tickets.remote_access.models import RemoteSession


class RemoteSessionViewSet(ByNumber[RemoteSession]):
    """Remote sessions of the caller's company, the newest first; another's is 404. Connections are none of the
    API's."""

    queryset = RemoteSession.objects.none()
    serializer_class = RemoteSessionSerializer

    def get_queryset(self) -> QuerySet[RemoteSession]:
        return RemoteSession.objects.visible_to(self.request.user).whole()
