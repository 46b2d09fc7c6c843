"""What somebody has typed and not yet saved: kept on the server at every pause."""

from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse

from core.models import Draft, User
from core.models.papers import subject_of
from core.subjects import name_of

LONGEST_PLACE = 120
"""Characters of the name under which a form's drafts are kept."""


class Overtaken(Exception):
    """Another tab kept a newer draft; `draft` is that one."""

    def __init__(self, draft: Draft) -> None:
        super().__init__("overtaken")
        self.draft = draft


def url(form: str, subject: Any = None) -> str:
    """Where a form's drafts are kept and found: the value of its data-draft attribute."""
    asked = {"form": form} | ({"subject": name_of(subject)} if subject is not None else {})
    return f"{reverse('core:draft')}?{urlencode(asked)}"


def find(*, person: User, form: str, subject: Any = None, is_held: bool = False) -> Draft | None:
    """The person's draft of a form, about a subject if it has one; held until the transaction ends."""
    rows = Draft.objects.select_for_update() if is_held else Draft.objects.all()
    return rows.filter(**_place(person, form, subject)).first()


def mark(draft: Draft) -> str:
    """What a page carries to tell this draft from one that took its place."""
    return f"{draft.pk}.{draft.version}"


@transaction.atomic
def keep(
    *,
    person: User,
    form: str,
    data: dict[str, Any],
    subject: Any = None,
    version: int | None = None,
) -> Draft:
    """Keep what was typed. `version` is the draft's the writer saw, 0 where there was none.

    Another version kept meanwhile raises Overtaken; without `version` this one takes its place.
    """
    about = subject_of(subject) if subject is not None else {}
    copied: dict[str, Any] = {name: about[name] for name in ("unit_id", "label") if name in about}
    place = _place(person, form, subject)
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        **place, defaults=copied | {"data": data}
    )
    if is_new or draft.data == data:
        # The same once more, as after an answer that got lost, is no conflict.
        return draft
    if version is not None and version != draft.version:
        raise Overtaken(draft)
    draft.data, draft.version = data, draft.version + 1
    draft.save(update_fields=["data", "version", "updated_at"])
    return draft


def find_sheet(*, person: User, form: str, is_held: bool = False) -> Draft | None:
    """The person's uploaded sheet that waits to be confirmed: its name, headings and rows."""
    found = find(person=person, form=form, is_held=is_held)
    return found if found is not None and _is_sheet(found.data) else None


def _is_sheet(data: dict[str, Any]) -> bool:
    parts = (("name", str), ("headings", list), ("rows", list))
    return (
        all(isinstance(data.get(name), kind) for name, kind in parts)
        and all(isinstance(heading, str) for heading in data["headings"])
        and all(isinstance(row, list) for row in data["rows"])
    )


def take(*, person: User, form: str, subject: Any = None) -> dict[str, Any] | None:
    """What was kept, and forget it: of two who take it at once, in transactions, one gets it."""
    draft = Draft.objects.select_for_update().filter(**_place(person, form, subject)).first()
    if draft is None:
        return None
    data: dict[str, Any] = draft.data
    draft.delete()
    return data


def hand_over(*, before: User, to: User, form: str, subject: Any) -> None:
    """Give a draft to another person who carries on with it."""
    Draft.objects.filter(**_place(before, form, subject)).update(person=to)


def drop(*, person: User, form: str, subject: Any = None) -> None:
    """Forget a draft once its form is saved."""
    Draft.objects.filter(**_place(person, form, subject)).delete()


def _place(person: User, form: str, subject: Any) -> dict[str, Any]:
    about = subject_of(subject) if subject is not None else {}
    return {
        "person": person,
        "form": form,
        "content_type": about.get("content_type"),
        "object_id": about.get("object_id"),
    }
