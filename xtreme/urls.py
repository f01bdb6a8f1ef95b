"""Every address of the product, room by room."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from xtreme import look, offline, problems, security_txt, views
from xtreme.demo import mail

handler404, handler500 = problems.not_found, problems.server_error

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", views.live),
    path("health/ready", views.ready),
    path("offline/", offline.offline, name="offline"),
    path(".well-known/security.txt", security_txt.security_txt),
    path("admin/", admin.site.urls),
    path("", include("subscriptions.sign_in.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", include("tickets.api.urls")),
    path("api/v1/", include("notifications.webhooks.api.urls")),
    path("api/v1/", include("entitlements.api.urls")),
    path("api/v1/", include("entitlements.knowledge.api.urls")),
    path("api/v1/", include("entitlements.downloads.api.urls")),
    path("api/v1/", include("entitlements.briefings.api.urls")),
    path("api/v1/", include("entitlements.community.api.urls")),
    path("", include("tickets.dashboards.urls")),
    path("api/v1/", include("tickets.phone.api.urls")),
    path("api/v1/", include("tickets.remote_access.api.urls")),
    path("api/v1/", include("tickets.consulting.api.urls")),
    path("api/v1/", include("tickets.escalations.api.urls")),
    path("api/v1/", include("tickets.advisory.reviews.api.urls")),
    path("api/v1/", include("entitlements.programmes.api.urls")),
    path("desk/", include("tickets.desk.urls")),
    path("", include("notifications.urls")),
    path("", include("notifications.webhooks.urls")),
    path("", include("entitlements.knowledge.urls")),
    path("", include("entitlements.renewal.urls")),
    path("", include("entitlements.urls")),
    path("", include("entitlements.policies.urls")),
    path("", include("entitlements.special_events.urls")),
    path("", include("entitlements.downloads.urls")),
    path("", include("entitlements.briefings.urls")),
    path("", include("entitlements.programmes.urls")),
    path("", include("entitlements.community.urls")),
    path("", include("tickets.advisory.upgrades.urls")),
    path("", include("subscriptions.urls")),
    path("", include("subscriptions.audit.urls")),
    path("", include("subscriptions.looking.urls")),
    path("", include("subscriptions.personal_data.urls")),
    path("", include("tickets.mailbox.urls")),
    path("", include("tickets.consulting.urls")),
    path("", include("tickets.escalations.urls")),
    path("", include("tickets.phone.urls")),
    path("", include("tickets.remote_access.urls")),
    path("", include("tickets.saved_replies.urls")),
    path("", include("tickets.satisfaction.urls")),
    path("", include("tickets.advisory.urls")),
    path("", include("tickets.advisory.reviews.urls")),
    path("", include("tickets.urls")),
]

if settings.ANYMAIL.get("WEBHOOK_SECRET"):
    urlpatterns += [path("anymail/", include("anymail.urls"))]

if settings.DEMO:
    urlpatterns += [
        path("demo/mail/", mail.index),
        path("demo/mail/<slug:name>/", mail.mail),
        path("demo/mail/<slug:name>/html/", mail.html),
    ]

if settings.DEMO or settings.DEBUG:
    urlpatterns += [path("demo/look/", look.look), path("demo/look/<slug:page>/", look.look)]
