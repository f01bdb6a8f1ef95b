"""What the API says of an article. Codes, not labels; instants in UTC; words in the language asked for."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from entitlements.knowledge import reading
from entitlements.knowledge.models import Article, ArticleProduct


class AffectedSerializer(serializers.ModelSerializer[ArticleProduct]):
    """Listed versions, or from one to another; nothing named means every version."""

    product = serializers.CharField(source="product.code")
    versions: Any = serializers.SlugRelatedField("name", many=True, read_only=True)
    from_version = serializers.CharField(source="from_version.name", allow_null=True, default=None)
    to_version = serializers.CharField(source="to_version.name", allow_null=True, default=None)

    class Meta:
        model = ArticleProduct
        fields = ["product", "versions", "from_version", "to_version"]


class ArticleSerializer(serializers.ModelSerializer[Article]):
    """`products` is empty for an article about every product."""

    number = serializers.IntegerField(source="pk", read_only=True)
    products = AffectedSerializer(source="affected", many=True, read_only=True)
    language = serializers.SerializerMethodField()
    languages = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField()
    summary = serializers.SerializerMethodField()

    class Meta:
        model = Article
        fields = [
            "number",
            "kind",
            "products",
            "fix_code",
            "language",
            "languages",
            "title",
            "summary",
            "published_at",
            "renewed_at",
            "useful",
            "not_useful",
            "affected_companies",
        ]

    def get_language(self, article: Article) -> str:
        """The language of the words: the one asked for by `?language=`, else the caller's, else another."""
        return self._text(article).language

    def get_languages(self, article: Article) -> list[str]:
        """The languages it is published in."""
        return sorted(reading.published_texts(article))

    def get_title(self, article: Article) -> str:
        return self._text(article).title

    def get_summary(self, article: Article) -> str:
        return self._text(article).summary

    def _text(self, article: Article) -> Any:
        request = self.context["request"]
        asked = request.query_params.get("language", "")
        texts = reading.published_texts(article)
        return texts.get(asked) or texts.get(request.user.language) or next(iter(texts.values()))


class ArticleDetailSerializer(ArticleSerializer):
    """With its words, which are Markdown."""

    text = serializers.SerializerMethodField()

    class Meta(ArticleSerializer.Meta):
        fields = [*ArticleSerializer.Meta.fields, "text"]

    @extend_schema_field(
        {"type": "object", "additionalProperties": {"type": "string"}, "description": "By part, in Markdown."}
    )
    def get_text(self, article: Article) -> dict[str, str]:
        revision = self._text(article)
        return {name: getattr(revision, name) for name in ("symptoms", "cause", "workaround", "body")}
