"""What the API says of the community: what its pages show, and of a member what she shows."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from entitlements.community.models import Answer, Profile, Question


class AuthorSerializer(serializers.ModelSerializer[Profile]):
    """`name` is the one shown, in the caller's language that of a former member."""

    name = serializers.CharField(source="__str__", read_only=True)

    class Meta:
        model = Profile
        fields = ["name", "company", "industry", "environment", "is_staff"]


class AnswerSerializer(serializers.ModelSerializer[Answer]):
    author = AuthorSerializer()
    accepted = serializers.SerializerMethodField()

    class Meta:
        model = Answer
        fields = ["id", "author", "body", "language", "answered_at", "edited_at", "accepted"]

    def get_accepted(self, answer: Answer) -> bool:
        return bool(self.context.get("accepted") == answer.pk)


class QuestionSerializer(serializers.ModelSerializer[Question]):
    number = serializers.IntegerField(source="pk", read_only=True)
    group = serializers.CharField(source="group.code", read_only=True)
    product = serializers.CharField(source="product.code", read_only=True, allow_null=True, default=None)
    version = serializers.CharField(source="version.name", read_only=True, allow_null=True, default=None)
    author = AuthorSerializer()
    solved = serializers.SerializerMethodField()
    answers = serializers.IntegerField(source="answers_shown", read_only=True)

    class Meta:
        model = Question
        fields = [
            "number",
            "group",
            "author",
            "title",
            "language",
            "product",
            "version",
            "asked_at",
            "active_at",
            "answers",
            "same_here",
            "solved",
            "locked_at",
        ]

    def get_solved(self, question: Question) -> bool:
        return question.accepted_id is not None


class QuestionDetailSerializer(QuestionSerializer):
    """With its text and the answers that can be read."""

    posts = serializers.SerializerMethodField()

    class Meta(QuestionSerializer.Meta):
        fields = [*QuestionSerializer.Meta.fields, "body", "posts"]

    @extend_schema_field(AnswerSerializer(many=True))
    def get_posts(self, question: Question) -> Any:
        shown = question.answers.filter(hidden_at=None).select_related("author")
        return AnswerSerializer(shown, many=True, context={"accepted": question.accepted_id}).data
