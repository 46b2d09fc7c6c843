"""The answers of an interview over the API: by name, with what is asked, doubted and missing."""

from typing import Any

from rest_framework import serializers

from bia.services.doubt import Reply
from bia.services.ownanswers import Asked
from core.api import IsoDuration


class AskedCategorySerializer(serializers.Serializer[Any]):
    """A category to be rated: its key in the names of ratings, and its levels from 0 in words."""

    key = serializers.CharField()
    name = serializers.CharField()
    hint = serializers.CharField()
    intolerable = serializers.IntegerField()
    levels = serializers.ListField(child=serializers.CharField(), source="words")
    is_counted = serializers.BooleanField(help_text="Asked in money only, by `loss`.")


class AskedScaleSerializer(serializers.Serializer[Any]):
    """The scale that is asked on; a rating is named rate.all.<category>.<place of the time, from 0>."""

    currency = serializers.CharField()
    level_names = serializers.ListField(child=serializers.CharField())
    times = serializers.ListField(child=IsoDuration(), source="bands")
    categories = AskedCategorySerializer(many=True)


class OwnQuestionSerializer(serializers.Serializer[Any]):
    """A question of the campaign's own, with its condition, and what was answered."""

    name = serializers.CharField()
    step = serializers.CharField(source="question.step")
    text = serializers.CharField()
    help = serializers.CharField()
    kind = serializers.CharField(source="question.kind")
    unit = serializers.CharField(source="question.unit")
    options = serializers.SerializerMethodField(help_text="What is sent, and how it is said.")
    required = serializers.BooleanField(source="question.required")
    asked_if = serializers.CharField(source="question.asked_if")
    about = serializers.CharField(source="question.about")
    equals = serializers.CharField(source="question.equals")
    is_asked = serializers.BooleanField(source="shown", help_text="That its condition is met.")
    value = serializers.CharField()

    def get_options(self, asked: Asked) -> dict[str, str]:
        """The choices; those of yes and no are their own words."""
        return dict(asked.options)


class ReadyReplySerializer(serializers.Serializer[Any]):
    """A ready reply to a doubt, and the answers it changes."""

    text = serializers.CharField()
    sets = serializers.SerializerMethodField()

    def get_sets(self, reply: Reply) -> dict[str, str]:
        """Name of the answer → what to send."""
        return dict(reply.sets)


class DoubtSerializer(serializers.Serializer[Any]):
    """A doubt about the answers; it is replied to under the name reply.<code>."""

    code = serializers.CharField()
    step = serializers.CharField()
    question = serializers.CharField()
    why = serializers.CharField()
    replies = ReadyReplySerializer(many=True)
    reply = serializers.CharField()


class MissingSerializer(serializers.Serializer[Any]):
    """What stands in the way of handing in, and the step it is said in."""

    text = serializers.CharField()
    step = serializers.CharField()


class ImpliedSerializer(serializers.Serializer[Any]):
    """What the answers imply as they stand."""

    mtd = IsoDuration(allow_null=True)
    state = serializers.CharField()
    set_by = serializers.CharField()
    at_least = IsoDuration(allow_null=True)
    derived_rto = IsoDuration(allow_null=True)


class PassedOnSerializer(serializers.Serializer[Any]):
    """What a colleague has now: one step, or all of it where none is named."""

    id = serializers.IntegerField()
    to = serializers.IntegerField(source="to_id")
    step = serializers.CharField()
    given_at = serializers.DateTimeField()


class AnswersSerializer(serializers.Serializer[Any]):
    """The answers of an interview by name, with what is asked, doubted, missing and implied."""

    version = serializers.CharField(help_text="Of the answers, for If-Match when they are changed.")
    interview_version = serializers.IntegerField(
        source="interview.version", help_text="For If-Match when something is done, as `submit`."
    )
    is_open = serializers.BooleanField()
    step = serializers.CharField(help_text="The one step you are asked about; empty for all.")
    answers = serializers.DictField(child=serializers.CharField())
    errors = serializers.DictField(
        child=serializers.CharField(), help_text="What was typed on the page and cannot be read."
    )
    scale = AskedScaleSerializer()
    own = OwnQuestionSerializer(many=True)
    doubts = DoubtSerializer(many=True)
    missing = MissingSerializer(many=True)
    implied = ImpliedSerializer()
    mtd_words = serializers.CharField()
    passed_on = PassedOnSerializer(many=True)
