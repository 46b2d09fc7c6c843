"""A file chosen in a form that had to be shown again: kept for its sender, taken up at the next try."""

from datetime import datetime
from typing import IO, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import files
from core.models import File, User
from core.values import whole


def keep(upload: Any, *, by: User, at: datetime) -> File:
    """Keep an uploaded file for the person alone. Raises ValidationError for what is not taken."""
    return files.store(
        name=upload.name, content=upload, subject=None, by=by, at=at, purpose="upload"
    )


def kept(number: str, *, by: User) -> File | None:
    """The file the person's earlier try brought; nobody else's, and none that belongs somewhere."""
    pk = whole(number)
    rows = File.objects.filter(uploaded_by=by, object_id=None, purpose="upload")
    found: File | None = rows.filter(pk=pk).first() if pk else None
    return found


class KeepsFile(forms.Form):
    """A form with a `file`, which a refusal does not lose. Give it the person and the moment."""

    kept = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: User, at: datetime, **how: Any) -> None:
        super().__init__(*args, **how)
        self.actor, self.at = actor, at
        self.file_is_needed = self.fields["file"].required
        self.fields["file"].required = False
        if self.file_is_needed:
            self.fields["file"].unmarked = True  # type: ignore[attr-defined]
        self.kept_file: File | None = None
        if self.is_bound:
            self.kept_file = kept(str(self.data.get(self.add_prefix("kept"), "")), by=actor)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.file_is_needed and not self.given and "file" not in self.errors:
            self.add_error("file", _("Choose the file."))
        return data

    @property
    def given(self) -> Any:
        """The file of this try, else the one kept of an earlier one: both have a name."""
        return self.cleaned_data.get("file") or self.kept_file

    def keep(self) -> None:
        """Keep the file of this try, before the form is shown again."""
        upload = self.files.get(self.add_prefix("file"))
        if upload is None or "file" in self.errors:
            return
        try:
            self.kept_file = keep(upload, by=self.actor, at=self.at)
        except ValidationError as error:
            self.add_error("file", error)

    @property
    def kept_number(self) -> str:
        """What the hidden field of the page carries."""
        return str(self.kept_file.pk) if self.kept_file else ""


def content_of(given: Any) -> IO[bytes]:
    """The bytes of an upload or of a kept file."""
    return files.open_file(given) if isinstance(given, File) else given  # type: ignore[no-any-return]
