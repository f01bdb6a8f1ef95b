"""Addresses of the entitlements."""

from django.urls import path

from entitlements.views import portal

urlpatterns = [
    path("plans/", portal.plans, name="plans"),
    path("subscription/", portal.subscription, name="subscription"),
]
