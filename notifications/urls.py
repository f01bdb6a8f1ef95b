"""The pages of what one is told: the bell, its settings, alerts for contacts and for staff, undelivered mail."""

from django.urls import path

from notifications.views import (
    addresses,
    bell,
    chasing,
    company,
    desk,
    devices,
    drafting,
    outbox,
    portal,
    unsubscribe,
)

app_name = "notifications"

urlpatterns = [
    path("notifications/", bell.bell, name="bell"),
    path("notifications/read/", bell.read, name="read"),
    path("notifications/bell/", bell.unread, name="unread"),
    path("notifications/settings/", bell.settings, name="preferences"),
    path("notifications/devices/", devices.add, name="add_device"),
    path("notifications/devices/<int:number>/stop/", devices.stop, name="stop_device"),
    path("sw.js", devices.worker, name="worker"),
    path("manifest.webmanifest", devices.manifest, name="manifest"),
    path("notifications/addresses/", addresses.colleagues, name="addresses"),
    path("notifications/addresses/<int:person>/works/", addresses.works, name="works"),
    path("notifications/<int:number>/", bell.follow, name="follow"),
    path("notifications/<int:number>/read/", bell.read_one, name="read_one"),
    path("alerts/", portal.index, name="alerts"),
    path("alerts/registrations/", portal.registrations, name="registrations"),
    path("alerts/mail/", portal.mail, name="alert_mail"),
    path("alerts/company/<str:code>/", company.registered, name="company_registrations"),
    path("alerts/company/<str:code>/change/", company.change, name="change_registrations"),
    path("alerts/unsubscribe/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("notifications/unsubscribe/<str:token>/", unsubscribe.unsubscribe_kind, name="unsubscribe_kind"),
    path("alerts/<int:number>/", portal.alert, name="alert"),
    path("alerts/<int:number>/acknowledge/", portal.acknowledge, name="acknowledge"),
    path("desk/alerts/", desk.index, name="desk_alerts"),
    path("desk/alerts/new/", drafting.edit, name="desk_new_alert"),
    path("desk/alerts/<int:number>/", desk.alert, name="desk_alert"),
    path("desk/alerts/<int:number>/edit/", drafting.edit, name="desk_edit_alert"),
    path("desk/alerts/<int:number>/publish/", desk.publish, name="publish"),
    path("desk/alerts/<int:number>/correct/", desk.correct, name="correct"),
    path("desk/alerts/<int:number>/withdraw/", desk.withdraw, name="withdraw"),
    path("desk/alerts/<int:number>/unacknowledged/", chasing.unacknowledged, name="unacknowledged"),
    path("desk/alerts/<int:number>/remind/", chasing.remind, name="remind"),
    path("desk/alerts/<int:number>/ledger.csv", chasing.export, name="ledger_export"),
    path("desk/outbox/", outbox.outbox, name="outbox"),
    path("desk/outbox/<int:number>/", outbox.message, name="message"),
    path("desk/outbox/<int:number>/retry/", outbox.retry, name="retry"),
]
