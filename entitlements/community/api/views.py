"""Reading questions and answers. Who may read the community's pages may read it here, and nothing more."""

from typing import Any

from django.conf import settings
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins
from rest_framework.request import Request
from rest_framework.response import Response

from entitlements.community import access
from entitlements.community.access import Person
from entitlements.community.api.serializers import QuestionDetailSerializer, QuestionSerializer
from entitlements.community.models import Question
from notifications.refusals import NoCompany
from subscriptions.api_endpoints import Called


class QuestionFilter(filters.FilterSet):
    group = filters.CharFilter("group__code")
    product = filters.CharFilter("product__code")
    language = filters.ChoiceFilter(choices=settings.LANGUAGES)
    unanswered = filters.BooleanFilter(method="without_answer", label="Without an answer")

    class Meta:
        model = Question
        fields: list[str] = []

    def without_answer(self, questions: Any, name: str, value: bool) -> Any:
        return questions.unanswered() if value else questions.exclude(answers_shown=0)


class QuestionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Called[Question]):
    """Questions of the community, the newest first. Members stand under the names they show."""

    queryset = Question.objects.none()
    serializer_class = QuestionSerializer
    filterset_class = QuestionFilter
    filter_backends = [filters.DjangoFilterBackend]
    lookup_url_kwarg = "number"
    lookup_value_regex = "[0-9]{1,18}"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Raises the refusal of the service where the caller may not read."""
        super().initial(request, *args, **kwargs)
        user: Any = request.user
        customer = None if user.is_staff else getattr(request._request, "customer", None)
        if not user.is_staff and customer is None:
            raise NoCompany
        access.require_reading(Person(user, customer), timezone.now())

    def get_queryset(self) -> Any:
        return Question.objects.shown().whole()

    @extend_schema(responses=QuestionDetailSerializer)
    def retrieve(self, request: Request, number: str) -> Response:
        return Response(QuestionDetailSerializer(self.get_object()).data)
