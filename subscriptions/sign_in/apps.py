from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class SignInConfig(AppConfig):
    name = "subscriptions.sign_in"
    label = "sign_in"
    verbose_name = _("Sign-in")

    def ready(self) -> None:
        from allauth.account import signals
        from allauth.usersessions.signals import on_user_logged_in

        from subscriptions.models import Membership, User
        from subscriptions.sign_in import personal_data, sessions

        # allauth's own reads every session of the person at each sign-in.
        signals.user_logged_in.disconnect(on_user_logged_in)
        signals.user_logged_in.connect(sessions.begin, dispatch_uid="a session begins")
        for signal in (signals.password_changed, signals.password_set, signals.password_reset):
            signal.connect(sessions.password_changed, dispatch_uid="a new password ends other sessions")
        post_save.connect(sessions.left, sender=Membership, dispatch_uid="leaving ends sessions")
        post_save.connect(sessions.shut_out, sender=User, dispatch_uid="shutting out ends sessions")
        personal_data.add()
