"""The pages of upgrade plans: the portal's, then the desk's."""

from django.urls import path

from tickets.advisory.upgrades.views import desk, portal

app_name = "upgrades"

urlpatterns = [
    path("upgrades/", portal.index, name="plans"),
    path("upgrades/new/", portal.new, name="new"),
    path("upgrades/<int:number>/", portal.plan, name="plan"),
    path("upgrades/points/<int:number>/tick/", portal.tick, name="tick"),
    path("desk/upgrade-plans/", desk.index, name="desk"),
    path("desk/upgrade-plans/new/<str:customer>/", desk.new, name="desk_new"),
    path("desk/upgrade-plans/<int:number>/", desk.plan, name="desk_plan"),
    path("desk/upgrade-plans/<int:number>/<slug:step>/", desk.step, name="step"),
    path("desk/upgrade-points/<int:number>/tick/", desk.tick, name="desk_tick"),
]
