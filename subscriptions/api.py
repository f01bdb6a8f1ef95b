"""What every part of the REST API shares: its sign-in, `Authorization: Token xt_…`, which acts as the token's
person at the company that it is for, and how its lists are paged."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, NotFound, ValidationError
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.settings import api_settings

from subscriptions import guards, paging, permissions
from subscriptions.middleware import enter
from subscriptions.models import ApiToken, User

LONGEST = 40  # characters of a name that is said back
UNKNOWN = _("This token is unknown or has expired.")


class TokenAuthentication(BaseAuthentication):
    """Finds the token's person and takes on her role in the database for the rest of the request. A contact's token
    ends with her place at its company."""

    keyword = "Token"

    def authenticate(self, request: Request) -> tuple[User | AnonymousUser, str] | None:
        words = get_authorization_header(request).decode("latin-1").split()
        if not words or words[0].lower() != self.keyword.lower():
            return None
        token = ApiToken.of_key(words[1], timezone.now()) if len(words) == 2 else None
        if token is None:
            raise AuthenticationFailed(UNKNOWN)
        user = request._request.user = token.user
        enter(request._request, token)
        if token.place_id and request._request.membership is None:  # type: ignore[attr-defined]
            raise AuthenticationFailed(UNKNOWN)
        if request.method not in guards.SAFE and permissions.changes_nothing(user):
            raise guards.AuditorReads
        return user, words[1]

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


def refuse_unknown(request: Request, known: Iterable[str]) -> None:
    """Raise ValidationError for a parameter of the address that is not among those `known`: a slip of the keys in a
    filter would give everything."""
    names = [*known, str(api_settings.URL_FORMAT_OVERRIDE)]
    words = _("There is no parameter “{name}” here. Known are: {known}.")
    unknown = [name for name in request.query_params if name not in names]
    if unknown:
        said = {name: [words.format(name=name[:LONGEST], known=", ".join(names))] for name in unknown}
        raise ValidationError(said)


class ByCursor(CursorPagination):
    """Pages of a list by where the one before ended; `page_size` up to 200. A cursor not ours is 404."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200

    def decode_cursor(self, request: Request) -> Cursor | None:
        cursor: Cursor | None = super().decode_cursor(request)
        if cursor and cursor.position is not None and not self.is_place(str(cursor.position)):
            raise NotFound(self.invalid_cursor_message)
        return cursor

    def is_place(self, position: str) -> bool:
        """Whether a row can stand there."""
        raise NotImplementedError


class NewestFirst(ByCursor):
    ordering = "-pk"

    def is_place(self, position: str) -> bool:
        return paging.key(position) is not None
