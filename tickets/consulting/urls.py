"""The pages of hand-overs: the portal's, then the consulting desk's."""

from django.urls import path

from tickets.consulting.views import desk, portal

app_name = "consulting"

urlpatterns = [
    path("incidents/<int:number>/object/", portal.object_to, name="object"),
    path("incidents/<int:number>/part/", portal.part, name="part"),
    path("desk/consulting/", desk.index, name="desk"),
    path("desk/consulting/incidents/<int:number>/", desk.hand, name="hand"),
    path("desk/consulting/<int:number>/", desk.hand_over, name="hand_over"),
    path("desk/consulting/<int:number>/<slug:step>/", desk.step, name="step"),
]
