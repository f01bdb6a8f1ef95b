"""What the page of sign-in asks."""

from django import template

from subscriptions.sign_in import single_sign_on

register = template.Library()


@register.simple_tag
def companies_sign_in() -> bool:
    """Whether any company has an identity provider of its own."""
    return bool(single_sign_on.in_use())
