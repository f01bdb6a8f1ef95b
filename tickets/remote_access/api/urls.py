"""Addresses below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from tickets.remote_access.api.views import RemoteSessionViewSet

router = SimpleRouter()
router.register("remote-sessions", RemoteSessionViewSet, basename="remote-session")

urlpatterns = [path("", include(router.urls))]
