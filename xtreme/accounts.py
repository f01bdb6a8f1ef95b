"""How allauth behaves here: nobody signs up by herself, and sign-in leads to the room of the person's role."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from subscriptions.models import User

# Written out: every request asks it, and Django takes longer to compose it than PostgreSQL to answer.
WITH_STAMP = """
select *, (select stamp from subscriptions_settingsstamp limit 1) as stamp from subscriptions_user where id = %s
"""


class Adapter(DefaultAccountAdapter):
    """Accounts are made by the vendor or by a customer's manager, never by a stranger."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        user: Any = request.user
        return "/desk/queue/" if user.is_staff else "/"


class Backend(AuthenticationBackend):
    """Reads the person of a session together with the stamp of the settings: a request asks for both at once."""

    def get_user(self, user_id: Any) -> User | None:
        user = next(iter(User.objects.raw(WITH_STAMP, [user_id])), None)
        return user if user and self.user_can_authenticate(user) else None
