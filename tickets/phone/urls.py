"""The pages of the phone: at the desk, and in the portal."""

from django.urls import path

from tickets.phone.views import calls

app_name = "phone"

urlpatterns = [
    path("desk/calls/", calls.calls, name="calls"),
]
