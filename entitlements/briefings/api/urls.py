"""Addresses below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from entitlements.briefings.api.views import RecordingViewSet, SessionViewSet

router = SimpleRouter()
router.register("briefings", RecordingViewSet, basename="briefing")
router.register("briefing-sessions", SessionViewSet, basename="briefing-session")

urlpatterns = [path("", include(router.urls))]
