"""The pages of the community."""

from django.urls import path

from entitlements.community.views import desk, profile, reading, writing

app_name = "community"

urlpatterns = [
    path("community/", reading.index, name="index"),
    path("community/ask/", writing.ask, name="ask"),
    path("community/ask/similar/", writing.like, name="similar"),
    path("community/profile/", profile.own, name="profile"),
    path("community/profile/leave/", profile.leave, name="leave"),
    path("community/members/<uuid:member>/", reading.member, name="member"),
    path("community/groups/<slug:code>/", reading.group, name="group"),
    path("community/groups/<slug:code>/join/", writing.join, name="join"),
    path("community/questions/<int:number>/", reading.question, name="question"),
    path("community/questions/<int:number>/edit/", writing.edit_question, name="edit_question"),
    path("community/questions/<int:number>/<slug:name>/", writing.step, name="step"),
    path("community/answers/<int:number>/edit/", writing.edit_answer, name="edit_answer"),
    path("desk/community/", desk.index, name="moderations"),
    path("desk/community/groups/new/", desk.new_group, name="new_group"),
    path("desk/community/groups/<int:number>/", desk.edit_group, name="edit_group"),
    path("desk/community/groups/<int:number>/archive/", desk.archive_group, name="archive_group"),
    path("desk/community/questions/<int:number>/", desk.question, name="moderation"),
    path("desk/community/questions/<int:number>/<slug:name>/", desk.step, name="moderate"),
]
