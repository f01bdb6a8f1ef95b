"""Addresses of renewal in the portal."""

from django.urls import path

from entitlements.renewal import views

urlpatterns = [
    path("subscription/upgrade/", views.ask, name="upgrade_request"),
    path("subscription/renewals/<int:number>/", views.renewal, name="renewal"),
]
