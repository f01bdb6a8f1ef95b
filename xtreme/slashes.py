"""Addresses that are asked for without their last slash."""

from django.http import HttpResponsePermanentRedirect
from django.middleware.common import CommonMiddleware


class WithItsBody(HttpResponsePermanentRedirect):
    """308: asked again in the same way. After a 301 a program that posts fetches instead: it reads the list of
    incidents and takes hers for logged."""

    def __init__(self, redirect_to: str) -> None:
        super().__init__(redirect_to, preserve_request=True)


class SlashMiddleware(CommonMiddleware):
    response_redirect_class = WithItsBody
