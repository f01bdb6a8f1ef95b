"""Addresses of what allauth has no page for, or another than ours. They come before allauth's own."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from subscriptions.sign_in.views import company, invitations, people, providers, second_factor, sessions

app_name = "sign_in"

urlpatterns = [
    path("account/sessions/", sessions.index, name="sessions"),
    path("account/sessions/end/", sessions.end, name="end_session"),
    path("account/second-factor/", second_factor.needed, name="second_factor"),
    path("account/acting-for/", people.act_for, name="act_for"),
    path("people/", people.index, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/second-factor/", people.second_factor, name="demand"),
    path("people/<int:number>/leave/", people.leave, name="leave"),
    path("people/<int:number>/role/", people.role, name="role"),
    path("people/invitations/<int:number>/<slug:step>/", people.step, name="invitation_step"),
    path("invitations/<str:number>/", invitations.invitation, name="invitation"),
    path("sign-in/company/", company.company, name="company"),
    path("sign-in/company/<slug:slug>/left/", company.left, name="left"),
    path("accounts/oidc/<str:provider_id>/login/", providers.oidc_login),
    path("accounts/oidc/<str:provider_id>/login/callback/", providers.oidc_callback),
    path("accounts/saml/<str:organization_slug>/login/", providers.saml_login),
    path("accounts/saml/<str:organization_slug>/acs/finish/", providers.saml_finish),
    path("accounts/saml/<str:organization_slug>/sls/", csrf_exempt(providers.saml_sign_out)),
    path("accounts/saml/<str:organization_slug>/metadata/", providers.saml_metadata),
]
