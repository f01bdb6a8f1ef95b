"""Addresses below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from tickets.escalations.api.views import EscalationViewSet

router = SimpleRouter()
router.register("escalations", EscalationViewSet, basename="escalation")

urlpatterns = [path("", include(router.urls))]
