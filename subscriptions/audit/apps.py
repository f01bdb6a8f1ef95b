from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "subscriptions.audit"
    label = "audit"
    verbose_name = _("Audit trail")

    def ready(self) -> None:
        from allauth.account import signals as account
        from allauth.mfa import signals as mfa
        from django.contrib.auth import signals as auth

        from subscriptions import signals
        from subscriptions.audit import receivers, triggers

        post_migrate.connect(triggers.record_history, sender=self)
        for signal, receiver in (
            (auth.user_logged_in, receivers.signed_in),
            (auth.user_logged_out, receivers.signed_out),
            (auth.user_login_failed, receivers.sign_in_failed),
            (account.password_set, receivers.password_changed),
            (account.password_changed, receivers.password_changed),
            (account.password_reset, receivers.password_reset),
            (account.email_changed, receivers.email_changed),
            (mfa.authenticator_added, receivers.second_factor_added),
            (mfa.authenticator_removed, receivers.second_factor_removed),
            (mfa.authenticator_reset, receivers.second_factor_reset),
            (mfa.authentication_failed, receivers.second_factor_failed),
            (signals.access_refused, receivers.access_refused),
            (signals.table_exported, receivers.table_exported),
        ):
            signal.connect(receiver, dispatch_uid=f"audit: {receiver.__name__}")
