"""The endpoints: the articles that the caller may read."""

from typing import Any

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins
from rest_framework.request import Request
from rest_framework.response import Response

from entitlements.knowledge import reading, searching
from entitlements.knowledge.api.serializers import ArticleDetailSerializer, ArticleSerializer
from entitlements.knowledge.models import Article, Kind
from entitlements.knowledge.reading import SignInFirst
from subscriptions.api_endpoints import Called

LANGUAGE = OpenApiParameter("language", str, description="en or da: the words, where it is written in it.")


class ArticleFilter(filters.FilterSet):
    kind = filters.MultipleChoiceFilter(choices=Kind.choices)
    product = filters.CharFilter(
        method="of_product", label="Code of a product; those of every product come, too"
    )
    q = filters.CharFilter(method="words", label="Words of the article, its number, or the code of its fix")

    class Meta:
        model = Article
        fields: list[str] = []

    def of_product(self, articles: Any, name: str, value: str) -> Any:
        return articles.about(value)

    def words(self, articles: Any, name: str, value: str) -> Any:
        found = searching.search(articles, value, reading.reader_of(self.request))
        return articles.filter(pk__in=[each.pk for each in found])


class ArticleViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Called[Article]):
    """Published articles that the caller may read (R5.5). One that her subscription does not cover is 403, with
    why; what is not hers to know of is 404."""

    queryset = Article.objects.none()
    serializer_class = ArticleSerializer
    filterset_class = ArticleFilter
    more_parameters = (LANGUAGE.name,)
    filter_backends = [filters.DjangoFilterBackend]
    lookup_url_kwarg = "number"
    lookup_value_regex = "[0-9]{1,18}"

    def get_queryset(self) -> Any:
        return Article.objects.readable(reading.reader_of(self.request._request)).whole()

    @extend_schema(parameters=[LANGUAGE])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(parameters=[LANGUAGE], responses=ArticleDetailSerializer)
    def retrieve(self, request: Request, number: str) -> Response:
        try:
            found = reading.article(reading.reader_of(request._request), int(number)).article
        except SignInFirst as nobody:
            raise Http404 from nobody
        return Response(ArticleDetailSerializer(found, context=self.get_serializer_context()).data)
