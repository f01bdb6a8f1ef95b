"""What people fill in about what they are told."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications import preferences
from notifications.models import Alert
from subscriptions.models import ProductVersion, User


class PreferencesForm(forms.Form):
    """Which of the optional kinds are mailed."""

    mailed = forms.MultipleChoiceField(
        label=gettext_lazy("By e-mail as well"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, user: User, sent: Any = None) -> None:
        off = preferences.unwanted(user)
        optional = [kind for kind in preferences.mailed(user) if kind.optional]
        super().__init__(sent, initial={"mailed": [kind.code for kind in optional if kind.code not in off]})
        choice = self.fields["mailed"]
        assert isinstance(choice, forms.MultipleChoiceField)
        choice.choices = [(kind.code, kind.name) for kind in optional]


class AlertForm(forms.ModelForm):
    """An alert as its writer drafts it. Without an action it can be kept, not published (R1.8)."""

    class Meta:
        model = Alert
        fields = [
            "product",
            "versions",
            "alert_class",
            "title",
            "symptom",
            "action_kind",
            "action",
            "required_by",
            "language",
        ]
        widgets = {
            "versions": forms.CheckboxSelectMultiple,
            "required_by": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "symptom": forms.Textarea(attrs={"rows": 4}),
            "action": forms.Textarea(attrs={"rows": 5}),
        }
        labels = {"language": gettext_lazy("Written in")}
        help_texts = {
            "title": gettext_lazy("What a reader must know from the subject alone."),
            "symptom": gettext_lazy("How a customer notices it."),
            "action": gettext_lazy("Needed before it can be published."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        versions = self.fields["versions"]
        assert isinstance(versions, forms.ModelMultipleChoiceField)
        versions.queryset = ProductVersion.objects.select_related("product").order_by("product__name", "name")
        for name in ("alert_class", "action_kind"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ChoiceField)
            choice.choices = [(value, capfirst(str(label))) for value, label in choice.choices]  # type: ignore[union-attr,misc]

    def clean(self) -> dict[str, Any]:
        """The versions must be the product's."""
        cleaned: dict[str, Any] = super().clean() or {}
        product, versions = cleaned.get("product"), cleaned.get("versions") or []
        if product and any(version.product_id != product.pk for version in versions):
            self.add_error("versions", _("Choose versions of {product} only.").format(product=product.name))
        return cleaned


class CorrectionForm(forms.Form):
    """What was wrong in a published alert, or why it is taken back."""

    text = forms.CharField(
        label=gettext_lazy("What those who got it are told"), widget=forms.Textarea(attrs={"rows": 4})
    )
