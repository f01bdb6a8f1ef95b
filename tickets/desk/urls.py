"""Addresses of the desk, below /desk/."""

from django.urls import path

from tickets.desk.views import (
    articles,
    break_glass,
    customers,
    duplicates,
    handing_over,
    helping,
    incident,
    mentions,
    queue,
    renewals,
    tiers,
)

app_name = "desk"

urlpatterns = [
    path("", queue.home, name="home"),
    path("queue/", queue.queue, name="queue"),
    path("queue/customers/", customers.offered, name="customers_offered"),
    path("next/", queue.take, name="next"),
    path("mine/next/", queue.next_of_mine, name="next_of_mine"),
    path("hand-over/", handing_over.hand_over, name="hand_over"),
    path("tiers/", tiers.tiers, name="tiers"),
    path("renewals/", renewals.calendar, name="renewals"),
    path("renewals/<int:number>/", renewals.renewal, name="renewal"),
    path("upgrades/<int:number>/", renewals.upgrade, name="upgrade"),
    path("mentions/", mentions.people, name="mentions"),
    path("customers/", customers.customers, name="customers"),
    path("customers/<str:number>/", customers.customer, name="customer"),
    path("incidents/<int:number>/", incident.incident, name="incident"),
    path("incidents/<int:number>/follow/", incident.follow, name="follow"),
    path("incidents/<int:number>/break-glass/", break_glass.break_glass, name="break_glass"),
    path("incidents/<int:number>/severity/preview/", incident.preview, name="severity_preview"),
    path("incidents/<int:number>/articles/", articles.find, name="articles"),
    path("incidents/<int:number>/articles/draft/", articles.draft, name="draft_article"),
    path("incidents/<int:number>/duplicates/", duplicates.choose, name="duplicates"),
    path("incidents/<int:number>/duplicates/offered/", duplicates.offered, name="duplicates_offered"),
    path("incidents/<int:number>/helping/", helping.helping, name="helping"),
    path("incidents/<int:number>/<slug:name>/", incident.step, name="step"),
]
