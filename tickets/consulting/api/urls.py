"""Addresses below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from tickets.consulting.api.views import HandOverViewSet

router = SimpleRouter()
router.register("hand-overs", HandOverViewSet, basename="hand-over")

urlpatterns = [path("", include(router.urls))]
