"""The form of a question of one's own, with its wording in each language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bia.models import Question
from bia.services.ownanswers import in_order
from core import languages
from core.forms import RecordForm

WORDED = ("text", "help", "options")


class QuestionForm(RecordForm):
    """A question of a draft."""

    about = forms.ChoiceField(label=_("Which question"), required=False)

    class Meta:
        model = Question
        fields = [
            "text",
            "help",
            "step",
            "kind",
            "unit",
            "options",
            "required",
            "asked_if",
            "about",
            "equals",
        ]
        widgets = {"options": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = in_order(self.instance.question_set.questions.exclude(pk=self.instance.pk))
        listed: Any = self.fields["about"]
        listed.choices = [("", _("Not chosen")), *((one.key, one.text) for one in others)]
        chosen, worded = languages.chosen(), self.instance.wordings
        self.languages = [one for one in languages.known() if one[0] in worded or one in chosen]
        for code, language in self.languages:
            said = self.instance.wordings.get(code, {})
            for name in WORDED:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=f"{self.fields[name].label} ({language})",
                    required=False,
                    max_length=300 if name != "options" else None,
                    widget=forms.Textarea(attrs={"rows": 3}) if name == "options" else None,
                    initial=said.get(name, ""),
                )

    def clean(self) -> dict[str, Any] | None:
        """Translations stand beside the standard wording."""
        cleaned = super().clean()
        found: dict[str, dict[str, str]] = {}
        for code, _language in self.languages:
            said = {name: self.cleaned_data.get(f"{name}_{code}", "") for name in WORDED}
            if any(said.values()):
                found[code] = {name: text for name, text in said.items() if text}
        self.instance.wordings = found
        return cleaned
