"""Addresses of mail in: at the desk, and the page on which a contact completes an incident."""

from django.urls import path

from tickets.mailbox.views import desk, portal

app_name = "mailbox"

urlpatterns = [
    path("desk/mail/", desk.mails, name="mails"),
    path("desk/mail/<int:number>/", desk.mail, name="mail"),
    path("desk/mail/<int:number>/original/", desk.original, name="original"),
    path("desk/mail/<int:number>/<slug:name>/", desk.decide, name="decide"),
    path("incidents/<int:number>/complete/", portal.complete, name="complete"),
]
