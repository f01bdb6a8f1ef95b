"""The pages of escalations: the portal's, then the desk's."""

from django.urls import path

from tickets.escalations.views import desk, portal

app_name = "escalations"

urlpatterns = [
    path("incidents/<int:number>/escalate/", portal.ask, name="ask"),
    path("incidents/<int:number>/escalation/", portal.escalation, name="escalation"),
    path("incidents/<int:number>/escalation/<slug:step>/", portal.step, name="asker_step"),
    path("desk/escalations/", desk.index, name="desk"),
    path("desk/escalations/<int:number>/", desk.request_page, name="request"),
    path("desk/escalations/<int:number>/<slug:step>/", desk.step, name="step"),
]
