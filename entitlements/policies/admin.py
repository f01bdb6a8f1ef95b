"""Policies and their versions. A version in force is not edited: a new one is made from it, for today or later."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from entitlements.markdown import rendered
from entitlements.policies.models import Policy, PolicyVersion
from subscriptions.administration.room import ReadingRows, Room
from subscriptions.administration.versions import VersionForm, VersionRoom

LINES = 24


class VersionRows(ReadingRows):
    model = PolicyVersion
    fields = ("number", "in_force_from", "note_en")
    show_change_link = True


@admin.register(Policy)
class PolicyAdmin(Room):
    """The pages; what stands on them is in their versions."""

    fixed = ("code",)
    list_display = ("name", "code", "position")
    fields = ("code", "position", "name_en", "name_da")
    inlines = [VersionRows]

    @display(description=gettext_lazy("name"))
    def name(self, policy: Policy) -> str:
        return policy.name


class PolicyVersionForm(VersionForm):
    """Versions of a policy are numbered in the order in which they come into force."""

    class Meta:
        model = PolicyVersion
        fields = ("policy", "note_en", "text_en", "note_da", "text_da")
        widgets = {name: UnfoldAdminTextareaWidget({"rows": LINES}) for name in ("text_en", "text_da")}

    def others(self) -> Any:
        policy = self.cleaned_data.get("policy") or getattr(self.instance, "policy", None)
        return super().others().filter(policy=policy)

    def clean(self) -> dict[str, Any]:
        if policy := self.cleaned_data.get("policy"):
            Policy.objects.select_for_update().get(pk=policy.pk)  # who makes another one at once waits
        cleaned = super().clean()
        if not self.errors and "from_day" in cleaned:
            self._number()
        return cleaned

    def _number(self) -> None:
        begins = self.instance.in_force_from
        before = self.others().filter(in_force_from__lt=begins).order_by("number").last()
        after = self.others().filter(in_force_from__gt=begins).order_by("number").first()
        if after and not self.instance.pk:
            self._refuse(
                after, _("Version %(number)s comes into force on %(day)s: choose a later day, or change it.")
            )
        elif after and after.number < self.instance.number:
            self._refuse(after, _("Version %(number)s comes into force on %(day)s, and this one after it."))
        elif before and self.instance.pk and before.number > self.instance.number:
            self._refuse(before, _("Version %(number)s comes into force on %(day)s, and this one before it."))
        elif not self.instance.pk:
            self.instance.number = before.number + 1 if before else 1

    def _refuse(self, other: PolicyVersion, sentence: str) -> None:
        words = {"number": other.number, "day": other.begins}
        self.add_error("from_day", ValidationError(sentence, code="order", params=words))


@admin.register(PolicyVersion)
class PolicyVersionAdmin(VersionRoom):
    """The texts, in versions."""

    form = PolicyVersionForm
    list_display = ("policy", "number", "state", "in_force_from", "note_en")
    list_filter = ("policy",)
    list_select_related = ("policy",)
    change_form_template = "admin/change_form.html"
    fixed = ("policy",)

    def get_fieldsets(self, request: HttpRequest, obj: PolicyVersion | None = None) -> Any:
        when: tuple[str, ...] = ("from_day",)
        english, danish = "text_en", "text_da"
        if self._has_begun(obj):
            when, english, danish = ("number", "in_force_from"), "english", "danish"
        return [
            (None, {"fields": ("policy", *when)}),
            (gettext_lazy("In English"), {"fields": ("note_en", english)}),
            (gettext_lazy("In Danish"), {"fields": ("note_da", danish)}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: PolicyVersion | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "english", "danish"]

    @display(description=gettext_lazy("text"))
    def english(self, version: PolicyVersion) -> SafeString:
        return rendered(version.text_en)

    @display(description=gettext_lazy("text"))
    def danish(self, version: PolicyVersion) -> SafeString:
        return rendered(version.text_da)

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        if source := self.source(request):
            return {"policy": source.policy_id, "text_en": source.text_en, "text_da": source.text_da}
        return super().get_changeform_initial_data(request)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        version = self.get_object(request, object_id) if object_id and request.method == "POST" else None
        if self._has_begun(version):
            sentence = _("“%(name)s” is or was in force, so it is not edited. Make a new version from it.")
            self.message_user(request, sentence % {"name": version}, messages.ERROR)
            return redirect(self.address_of(version))
        return super().changeform_view(request, object_id, form_url, extra_context)

    def in_force(self, obj: PolicyVersion) -> bool:
        newest = PolicyVersion.objects.filter(policy=obj.policy).in_force(timezone.now()).first()
        return newest == obj

    def examples(self, request: HttpRequest, form: Any) -> None:
        return None
