"""What somebody has typed and not yet saved: kept on the server at every pause."""

from typing import Any

from django.db import transaction
from django.db.models import F

from core.models import Draft, User
from core.models.papers import subject_of


class Overtaken(Exception):
    """Another tab kept a newer draft; `draft` is that one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("overtaken")
        self.draft = draft


def find(*, person: User, form: str, subject: Any = None) -> Draft | None:
    """The person's draft of a form, about a subject if it has one."""
    about = _about(subject)
    return Draft.objects.filter(
        person=person, form=form, content_type=about["content_type"], object_id=about["object_id"]
    ).first()


@transaction.atomic
def keep(
    *,
    person: User,
    form: str,
    data: dict[str, Any],
    subject: Any = None,
    version: int | None = None,
) -> Draft:
    """Keep what was typed. `version` is the draft's the writer saw; a newer one raises Overtaken."""
    about = _about(subject)
    where = {
        "person": person,
        "form": form,
        "content_type": about["content_type"],
        "object_id": about["object_id"],
    }
    draft = Draft.objects.select_for_update().filter(**where).first()
    if draft is None:
        rest = {"unit_id": about.get("unit_id"), "label": about.get("label", "")}
        return Draft.objects.create(**where, **rest, data=data)
    if version is not None and version != draft.version:
        raise Overtaken(draft)
    Draft.objects.filter(pk=draft.pk).update(data=data, version=F("version") + 1)
    draft.refresh_from_db()
    return draft


def drop(*, person: User, form: str, subject: Any = None) -> None:
    """Forget a draft once its form is saved."""
    draft = find(person=person, form=form, subject=subject)
    if draft:
        draft.delete()


def _about(subject: Any) -> dict[str, Any]:
    return subject_of(subject) if subject is not None else {"content_type": None, "object_id": None}
