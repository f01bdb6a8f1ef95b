"""What is typed about a mail: by staff who decide on one that is held, by a contact who completes an incident."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from subscriptions.forms import RefusingForm
from subscriptions.models import Customer, Product, User
from tickets.forms import (
    PlainText,
    PortalForm,
    ProductField,
    SeverityField,
    WithDefault,
    capitalised,
    impact_field,
    phone_field,
)
from tickets.mailbox import recognition
from tickets.models import Kind


def _reason() -> PlainText:
    return PlainText(label=_("Why?"), widget=forms.TextInput, help_text=_("It stays with the mail."))


class AttachForm(RefusingForm):
    """To which incident it belongs: as its sender's message, or its contact's where nobody is known by it."""

    number = forms.IntegerField(
        label=_("Number of the incident"),
        min_value=1,
        max_value=10**15,
        error_messages={"required": _("Give the number of the incident.")},
    )
    reason = _reason()


class LogForm(RefusingForm):
    """For which customer and contact it is logged."""

    customer = forms.CharField(
        label=_("Customer number"),
        max_length=20,
        error_messages={"required": _("Give the number of the customer.")},
    )
    contact = forms.EmailField(
        label=_("E-mail of the contact"),
        error_messages={"required": _("Give the e-mail address of the contact.")},
    )
    reason = _reason()

    def clean_customer(self) -> Customer:
        """By its number."""
        found = Customer.objects.filter(number__iexact=self.cleaned_data["customer"].strip()).first()
        if found is None:
            raise forms.ValidationError(_("There is no customer of this number."))
        return found

    def clean_contact(self) -> User:
        """By her address."""
        found = recognition.person(self.cleaned_data["contact"])
        if found is None:
            raise forms.ValidationError(_("Nobody is known by this address."))
        return found


class DiscardForm(RefusingForm):
    """Why it is nothing for an incident."""

    reason = _reason()


class CompleteForm(PortalForm):
    """What a mail did not say."""

    product = ProductField(
        label=_("Product"), error_messages={"required": _("Choose the product it is about.")}
    )
    kind = WithDefault(choices=capitalised(Kind), label=_("Kind"), initial=Kind.FAULT)
    severity = SeverityField()
    impact = impact_field(required=False)
    phone = phone_field(required=False)

    def __init__(self, *args: Any, products: list[Product], **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["product"]
        assert isinstance(choice, ProductField)
        choice.offer(products)
