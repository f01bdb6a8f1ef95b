"""The pages of the phone: at the desk, and in the portal."""

from django.urls import path

from tickets.phone.views import call_backs, calls, portal, refused

app_name = "phone"

urlpatterns = [
    path("phone/", portal.phone, name="phone"),
    path("phone/<int:number>/cancel/", portal.cancel, name="cancel"),
    path("desk/calls/", calls.calls, name="calls"),
    path("desk/calls/refused/", refused.refused, name="refused"),
    path("desk/calls/refused/export/", refused.export, name="export_refused"),
    path("desk/calls/back/", call_backs.index, name="call_backs"),
    path("desk/calls/back/new/", call_backs.new, name="new_call_back"),
    path("desk/calls/back/<int:number>/", call_backs.call_back, name="call_back"),
    path("desk/calls/back/<int:number>/<slug:name>/", call_backs.step, name="step"),
]
