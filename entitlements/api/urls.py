"""Addresses below /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from entitlements.api.views import InstalledSystemViewSet

router = SimpleRouter()
router.register("installed-systems", InstalledSystemViewSet, basename="installed-system")

urlpatterns = [path("", include(router.urls))]
