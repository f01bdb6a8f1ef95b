"""The pages of programmes and education: the portal's, then the desk's."""

from django.urls import path

from entitlements.programmes.views import (
    desk,
    desk_applications,
    desk_education,
    desk_programmes,
    education,
    portal,
)

app_name = "programmes"

urlpatterns = [
    path("programmes/", portal.index, name="programmes"),
    path("programmes/interest/", portal.interest, name="interest"),
    path("programmes/<int:number>/", portal.programme, name="programme"),
    path("programmes/<int:number>/withdraw/", portal.withdraw, name="withdraw"),
    path("programmes/<int:number>/agreement/<int:version>/", portal.agreement, name="agreement"),
    path("programmes/<int:number>/feedback/", portal.feedback, name="feedback"),
    path("education/", education.education, name="education"),
    path("desk/programmes/", desk.index, name="desk"),
    path("desk/programmes/new/", desk_programmes.new, name="new_programme"),
    path("desk/programmes/<int:number>/", desk_programmes.programme, name="desk_programme"),
    path("desk/programmes/<int:number>/edit/", desk_programmes.edit, name="edit_programme"),
    path("desk/programmes/<int:number>/feedback/", desk_programmes.feedback, name="desk_feedback"),
    path("desk/programmes/<int:number>/<slug:step>/", desk_programmes.step, name="programme_step"),
    path("desk/applications/<int:number>/", desk_applications.application, name="application"),
    path("desk/applications/<int:number>/<slug:step>/", desk_applications.step, name="application_step"),
    path("desk/education/", desk_education.index, name="desk_education"),
    path("desk/education/<str:customer>/", desk_education.customer, name="customer_education"),
    path("desk/education/<str:customer>/<slug:step>/", desk_education.step, name="education_step"),
]
