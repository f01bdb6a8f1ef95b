"""The pages of remote access."""

from django.urls import path

from tickets.remote_access.views import desk, portal

app_name = "remote_access"

urlpatterns = [
    path("remote/", portal.sessions, name="sessions"),
    path("remote/rules/", portal.change_rules, name="rules"),
    path("remote/<int:number>/", portal.session, name="session"),
    path("remote/<int:number>/<slug:name>/", portal.step, name="step"),
    path("desk/remote/", desk.sessions, name="desk"),
    path("desk/remote/new/<int:number>/", desk.new, name="new"),
    path("desk/remote/<int:number>/", desk.session, name="desk_session"),
    path("desk/remote/<int:number>/change/", desk.change, name="change"),
    path("desk/remote/<int:number>/connection/", desk.connection, name="connection"),
    path("desk/remote/<int:number>/<slug:name>/", desk.step, name="desk_step"),
]
