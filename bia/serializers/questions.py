"""A campaign's questions over the API: a set with all it asks, and one question of one's own."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bia.models import Campaign, Question, QuestionSet
from bia.services import ownanswers, questions
from core import languages
from core.api import RecordSerializer, VisibleField

KEPT = ("id", "version", "key", "position", "created_at", "updated_at")


class WordingSerializer(serializers.Serializer[Any]):
    """A question in another language; choices one a line, in the order of the standard ones."""

    text = serializers.CharField(max_length=300, required=False, allow_blank=True)
    help = serializers.CharField(max_length=300, required=False, allow_blank=True)
    options = serializers.CharField(required=False, allow_blank=True)


class QuestionSerializer(RecordSerializer):
    """A question of one's own: its place, how it is answered, when it is asked, its translations."""

    wordings = serializers.DictField(
        child=WordingSerializer(), required=False, help_text="By language code: “nl”, “de”."
    )

    class Meta:
        model = Question
        read_only_fields: ClassVar[list[str]] = list(KEPT)
        fields: ClassVar[list[str]] = [
            *KEPT[:2],
            "question_set",
            *questions.COPIED,
            *KEPT[-2:],
        ]

    def validate_wordings(self, said: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        """Only languages that were chosen, or that the question is worded in; what is empty is not kept."""
        present = self.instance.wordings if self.instance else {}
        known = {*dict(languages.chosen()), *present}
        if strange := sorted(said.keys() - known):
            words = _("Nobody chose the language “%(code)s”. An administrator can.")
            raise serializers.ValidationError(words % {"code": strange[0]})
        kept = {
            code: {name: text for name, text in wording.items() if text}
            for code, wording in said.items()
        }
        return {code: wording for code, wording in kept.items() if wording}

    def validate(self, attrs: Any) -> Any:
        moved_to = attrs.get("question_set")
        if self.instance is not None and moved_to not in (None, self.instance.question_set):
            raise serializers.ValidationError(
                {"question_set": _("A question stays in its set. Add it to the other one instead.")}
            )
        return attrs


class QuestionSetSerializer(RecordSerializer):
    """A version of what a campaign asks, with its own questions in order; a draft until it is used."""

    questions = serializers.SerializerMethodField()
    prefetch = ("questions",)

    class Meta:
        model = QuestionSet
        fields: ClassVar[list[str]] = [
            "id",
            "version",
            "campaign",
            "number",
            "used_at",
            "left_out",
            "questions",
            "created_at",
            "updated_at",
        ]
        read_only_fields = fields

    @extend_schema_field(QuestionSerializer(many=True))
    def get_questions(self, found: QuestionSet) -> Any:
        rows = ownanswers.of_set(found)
        return QuestionSerializer(rows, many=True, context=self.context).data


class CampaignOfSetSerializer(serializers.Serializer[Any]):
    """The campaign whose questions are drafted."""

    campaign = VisibleField(queryset=Campaign.objects.all())


class LeaveOutSerializer(serializers.Serializer[Any]):
    """An optional standard question, and whether it is left out."""

    name = serializers.ChoiceField(choices=sorted(questions.OPTIONAL))
    is_out = serializers.BooleanField()


class MoveSerializer(serializers.Serializer[Any]):
    """Where in its step a question is asked."""

    up = serializers.BooleanField(help_text="Before the one above it; false: after the one below.")
