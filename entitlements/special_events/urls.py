"""The pages of special events."""

from django.urls import path

from entitlements.special_events.views import desk, portal

app_name = "special_events"

urlpatterns = [
    path("subscription/weekend/", portal.weekend, name="weekend"),
    path("subscription/weekend/<int:number>/cancel/", portal.cancel, name="cancel"),
    path("subscription/weekend/<int:number>/contact/", portal.name_contact, name="name_contact"),
    path("desk/events/", desk.index, name="events"),
    path("desk/events/<int:number>/", desk.event, name="event"),
    path("desk/events/<int:number>/<slug:name>/", desk.step, name="step"),
]
