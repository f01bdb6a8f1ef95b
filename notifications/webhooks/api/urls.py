"""Addresses below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from notifications.webhooks.api.views import DeliveryViewSet, WebhookViewSet

router = SimpleRouter()
router.register("webhooks", WebhookViewSet, basename="webhook")
router.register("webhooks/(?P<webhook>[0-9]{1,18})/deliveries", DeliveryViewSet, basename="webhook-delivery")

urlpatterns = [path("", include(router.urls))]
