"""The pages of the advisor's service: the portal's, then the desk's."""

from django.urls import path

from tickets.advisory.views import desk, desk_meetings, desk_plans, portal

app_name = "advisory"

urlpatterns = [
    path("advisor/", portal.page, name="advisor"),
    path("advisor/senior/", portal.ask, name="ask"),
    path("advisor/meetings/<int:number>/", portal.meeting, name="meeting"),
    path("advisor/meetings/<int:number>/respond/", portal.respond, name="respond"),
    path("advisor/meetings/<int:number>/calendar/", portal.calendar, name="calendar"),
    path("action-plans/<int:number>/", portal.plan, name="plan"),
    path("action-plans/tasks/<int:number>/tick/", portal.tick, name="tick"),
    path("desk/advisor/", desk.index, name="board"),
    path("desk/advisor/customers/<str:number>/", desk.customer, name="customer"),
    path("desk/advisor/customers/<str:number>/resources/new/", desk.identify, name="identify"),
    path("desk/advisor/customers/<str:number>/meetings/new/", desk_meetings.new, name="new_meeting"),
    path("desk/advisor/customers/<str:number>/plans/new/", desk_plans.new, name="new_plan"),
    path("desk/advisor/resources/<int:number>/", desk.resource, name="resource"),
    path("desk/advisor/resources/<int:number>/<slug:step>/", desk.resource_step, name="resource_step"),
    path("desk/advisor/meetings/<int:number>/", desk_meetings.meeting, name="desk_meeting"),
    path("desk/advisor/meetings/<int:number>/calendar/", desk_meetings.calendar, name="desk_calendar"),
    path("desk/advisor/meetings/<int:number>/<slug:step>/", desk_meetings.step, name="meeting_step"),
    path("desk/advisor/requests/<int:number>/", desk_meetings.senior_request, name="desk_request"),
    path("desk/advisor/requests/<int:number>/<slug:step>/", desk_meetings.request_step, name="request_step"),
    path("desk/action-plans/<int:number>/", desk_plans.plan, name="desk_plan"),
    path("desk/action-plans/tasks/<int:number>/", desk_plans.task, name="desk_task"),
    path("desk/action-plans/tasks/<int:number>/tick/", desk_plans.tick, name="desk_tick"),
    path("desk/action-plans/<int:number>/<slug:step>/", desk_plans.step, name="plan_step"),
]
