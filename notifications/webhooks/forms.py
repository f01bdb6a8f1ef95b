"""What a manager types about a webhook. What is accepted is the verbs' to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications.webhooks.event_types import CHOICES
from notifications.webhooks.models import Endpoint
from subscriptions.forms import RefusingForm


class EndpointForm(RefusingForm):
    """None of the events chosen means all, also those that come with a later version."""

    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput(attrs={"placeholder": "https://example.com/hooks", "autocomplete": "off"}),
        help_text=_(
            "Each event is sent there as JSON by POST. It must be on the public internet and have TLS."
        ),
        error_messages={"required": _("Give the address to which events are sent.")},
    )
    description = forms.CharField(label=_("What it is for"), max_length=120, required=False)
    types = forms.MultipleChoiceField(
        label=_("Events"),
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Choose none to get all. Corrections and withdrawals of an alert go wherever the alert went."
        ),
    )

    @classmethod
    def of(cls, endpoint: Endpoint, data: Any = None) -> "EndpointForm":
        """The form as the endpoint is."""
        known = {"url": endpoint.url, "description": endpoint.description, "types": endpoint.types}
        return cls(data, initial=known)
