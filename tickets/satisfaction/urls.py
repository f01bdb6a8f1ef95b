"""The pages of the question: the contact's, then that of those who lead."""

from django.urls import path

from tickets.satisfaction.views import desk, portal

app_name = "satisfaction"

urlpatterns = [
    path("incidents/<int:number>/satisfaction/", portal.answer, name="answer"),
    path("desk/satisfaction/", desk.index, name="desk"),
]
