"""Sign-in, one's own account, and a company's people; most addresses are allauth's."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.http import int_to_base36

from subscriptions.sign_in.models import IdentityProvider, Invitation
from xtreme.isolation.finding import NO_NUMBER, Thing, members, newest, of_her_people, stranger
from xtreme.isolation.rows import FORM, POSTS, Needs, Row, Task

OIDC, SAML = {"provider_id": "identity provider"}, {"organization_slug": "identity provider"}
PASSKEY = {"pk": "passkey"}
THINGS = {
    "customer": Thing(lambda between: between.other.number, "C-0"),
    "key of the customer": Thing(lambda between: between.other.pk),
    "membership": Thing(lambda between: newest(members(between.other))),
    "address": Thing(lambda between: newest(members(between.other), "user__email")),
    "person": Thing(stranger),
    "person in base 36": Thing(
        lambda between: (person := stranger(between)) and int_to_base36(person), int_to_base36(NO_NUMBER)
    ),
    "passkey": of_her_people(Authenticator),
    "session": of_her_people(UserSession),
    "invitation": Thing(lambda between: newest(Invitation.objects.open().filter(customer=between.other))),
    "identity provider": Thing(
        lambda between: newest(IdentityProvider.objects.in_use().filter(customer=between.other), "slug"),
        "no-such-provider",
    ),
}

ROWS = (
    Row("sign_in:sessions", Needs.PERSON),
    Row("sign_in:end_session", Needs.PERSON, POSTS, sends={"session": "{session}"}),
    Row("sign_in:second_factor", Needs.PERSON),
    Row("sign_in:act_for", Needs.PERSON, POSTS, sends={"customer": "{key of the customer}"}),
    Row("sign_in:people", Needs.MANAGER, asks=("after={after}",)),
    Row(
        "sign_in:invite",
        Needs.MANAGER,
        FORM,
        sends={"email": "{address}", "name": "-", "template": "contact", "works_here": "on"},
    ),
    Row("sign_in:demand", Needs.MANAGER, POSTS, sends={"demanded": "1"}),
    Row("sign_in:leave", Needs.MANAGER, POSTS, {"number": "membership"}),
    Row("sign_in:role", Needs.MANAGER, POSTS, {"number": "membership"}, sends={"approves": "on"}),
    Row(
        "sign_in:invitation_step",
        Needs.MANAGER,
        POSTS,
        {"number": "invitation", "step": ("again", "withdraw")},
    ),
    Row("sign_in:invitation", Needs.LINK, FORM, {"number": ("no-such-invitation",)}),
    Row("sign_in:company", Needs.NOTHING, FORM, sends={"email": "{address}"}),
    Row("sign_in:left", Needs.NOTHING, things={"slug": "identity provider"}),
    Row("accounts/oidc/<str:provider_id>/login/", Needs.NOTHING, FORM, OIDC),
    Row("accounts/oidc/<str:provider_id>/login/callback/", Needs.NOTHING, things=OIDC),
    Row("accounts/saml/<str:organization_slug>/login/", Needs.NOTHING, FORM, SAML),
    Row("accounts/saml/<str:organization_slug>/acs/finish/", Needs.NOTHING, things=SAML),
    Row("accounts/saml/<str:organization_slug>/sls/", Needs.NOTHING, ("GET", "POST"), SAML),
    Row("accounts/saml/<str:organization_slug>/metadata/", Needs.NOTHING, things=SAML),
    Row("openid_connect_login", Needs.NOTHING, FORM, OIDC),
    Row("openid_connect_callback", Needs.NOTHING, things=OIDC),
    Row("saml_login", Needs.NOTHING, FORM, SAML),
    Row("saml_acs", Needs.NOTHING, POSTS, SAML),
    Row("saml_finish_acs", Needs.NOTHING, things=SAML),
    Row("saml_sls", Needs.NOTHING, ("GET", "POST"), SAML),
    Row("saml_metadata", Needs.NOTHING, things=SAML),
    Row("socialaccount_login_cancelled", Needs.NOTHING),
    Row("socialaccount_login_error", Needs.NOTHING),
    Row("socialaccount_signup", Needs.NOTHING, FORM),
    Row("socialaccount_connections", Needs.PERSON, FORM),
    Row("accounts/social/*", Needs.NOTHING),
    Row("usersessions_list", Needs.PERSON, FORM),
    Row("account_login", Needs.NOTHING, FORM),
    Row("account_logout", Needs.NOTHING, FORM),
    Row("account_inactive", Needs.NOTHING),
    Row("account_signup", Needs.NOTHING, FORM),
    Row("account_reauthenticate", Needs.PERSON, FORM),
    Row("account_email", Needs.PERSON, FORM),
    Row("account_email_verification_sent", Needs.NOTHING),
    Row("account_change_password", Needs.PERSON, FORM),
    Row("account_set_password", Needs.PERSON, FORM),
    Row("account_reset_password", Needs.NOTHING, FORM, sends={"email": "{address}"}),
    Row("account_confirm_login_code", Needs.NOTHING, FORM),
    Row("account_confirm_email", Needs.LINK, FORM, {"key": ("no-such-key",)}),
    Row("account_reset_password_from_key_done", Needs.NOTHING),
    Row(
        "account_reset_password_from_key",
        Needs.LINK,
        FORM,
        {"uidb36": "person in base 36", "key": ("no-such-key",)},
    ),
    Row("account_reset_password_done", Needs.NOTHING),
    Row("mfa_index", Needs.PERSON),
    Row("mfa_authenticate", Needs.NOTHING, FORM),
    Row("mfa_reauthenticate", Needs.PERSON, FORM),
    Row("mfa_activate_totp", Needs.PERSON, FORM),
    Row("mfa_deactivate_totp", Needs.PERSON, FORM),
    Row("mfa_view_recovery_codes", Needs.PERSON),
    Row("mfa_generate_recovery_codes", Needs.PERSON, FORM),
    Row("mfa_download_recovery_codes", Needs.PERSON),
    Row("mfa_list_webauthn", Needs.PERSON),
    Row("mfa_add_webauthn", Needs.PERSON, FORM),
    Row("mfa_reauthenticate_webauthn", Needs.PERSON, FORM),
    Row("mfa_remove_webauthn", Needs.PERSON, FORM, PASSKEY),
    Row("mfa_edit_webauthn", Needs.PERSON, FORM, PASSKEY),
    Row("mfa_login_webauthn", Needs.NOTHING, FORM),
    Row("preferences", Needs.PERSON, FORM),
    Row("set_language", Needs.NOTHING, POSTS, sends={"language": "en"}),
)

TASKS = (Task("subscriptions.sign_in.tasks.forget", "nothing: it forgets failures and sessions"),)
