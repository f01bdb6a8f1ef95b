"""Errors of the API as problem details (RFC 9457), with the same code that the page of a refusal shows."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import set_rollback

from entitlements.refusals import SlowDown
from subscriptions.refusals import Refusal, refusal_in
from subscriptions.signals import access_refused

CONTENT_TYPE = "application/problem+json"
API = "/api/"


class RequestTooLarge(Refusal):
    """Refused by its announced length, before anything of it is read."""

    code = "request_too_large"
    title = gettext_lazy("Too much to read")
    sentence = gettext_lazy("A request has at most {limit}. Nothing was saved. Attach files in the portal.")
    status = 413


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The response to an error raised in an API view; None lets it become a 500."""
    if isinstance(error, RequestDataTooBig):
        error = RequestTooLarge(limit=filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE))
    if refusal := refusal_in(error):
        return _refused(refusal, context["request"].path)
    if isinstance(error, RecursionError):
        error = exceptions.ParseError(_("The JSON is nested too deeply."))
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    if isinstance(error, exceptions.ValidationError):
        fields = error.get_full_details()
        return _problem(error.status_code, "invalid", "Invalid input", "See the fields.", errors=fields)
    response = _problem(error.status_code, str(error.get_codes()), _title(error), str(error.detail))
    if header := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = header
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait))
    return response


def _title(error: exceptions.APIException) -> str:
    """What the error says by itself; where that leaves a place for what was sent, with it filled in."""
    filled_in = isinstance(error, exceptions.MethodNotAllowed | exceptions.UnsupportedMediaType)
    return str(error.detail if filled_in else error.default_detail)


def _refused(refusal: Refusal, path: str) -> Response:
    if refusal.status == status.HTTP_403_FORBIDDEN:
        access_refused.send(type(refusal), code=refusal.code, path=path)
    more = {"rests_on": refusal.requirement, **refusal.details}
    response = _problem(refusal.status, refusal.code, str(refusal.title), str(refusal), **more)
    if isinstance(refusal, SlowDown):
        response["Retry-After"] = str(refusal.retry_after(timezone.now()))
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Of an address that there is none of: for programs a problem, too."""
    if not request.path.startswith(API):
        return defaults.page_not_found(request, exception)
    return _of_no_view(exceptions.NotFound())


def server_error(request: HttpRequest) -> HttpResponseBase:
    """A fault of ours: for programs a problem, too. Nothing was saved."""
    if not request.path.startswith(API):
        return defaults.server_error(request)
    return _of_no_view(exceptions.APIException())


def _of_no_view(error: exceptions.APIException) -> JsonResponse:
    said = _body(error.status_code, str(error.get_codes()), _title(error), str(error.detail))
    return JsonResponse(said, status=error.status_code, content_type=CONTENT_TYPE)


def _problem(code: int, key: str, title: str, detail: str, **more: Any) -> Response:
    body = _body(code, key, title, detail, **more)
    return Response(body, status=code or status.HTTP_400_BAD_REQUEST, content_type=CONTENT_TYPE)


def _body(code: int, key: str, title: str, detail: str, **more: Any) -> dict[str, Any]:
    return {
        "type": f"about:blank#{key}",
        "status": code,
        "code": key,
        "title": title,
        "detail": detail,
        **more,
    }
