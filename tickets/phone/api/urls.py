"""Addresses below /api/v1/."""

from django.urls import path

from tickets.phone.api.views import PhoneView

urlpatterns = [path("phone/", PhoneView.as_view(), name="phone-hours")]
