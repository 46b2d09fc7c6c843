"""Stored files: bytes under their SHA-256 that never change, read through their subject's door."""

import logging
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from core import filekinds
from core.models import File, Record, User
from core.models.papers import SubjectQuerySet, subject_of
from core.services import why

log = logging.getLogger(__name__)

CHUNK = 1024 * 1024
ALONE = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def store(
    *,
    name: str,
    content: bytes | IO[bytes],
    subject: Any,
    by: User | None,
    at: datetime,
    purpose: str = "",
) -> File:
    """Keep a file about a record. The caller has asked whether `by` may change the record.

    The kind is known by the name and proven by the content. Raises ValidationError with a sentence
    for what is too large, empty, of a kind not taken, or not what its name says.
    """
    name = filekinds.clean_name(name)
    waiting, digest, size = _receive(name, content)
    try:
        kind = filekinds.identify(name, waiting)
        _settle(waiting, digest)
    finally:
        waiting.unlink(missing_ok=True)
    about = subject_of(subject) if subject is not None else {}
    with why(by=by, reason=purpose):
        return File.objects.create(
            name=name,
            purpose=purpose,
            sha256=digest,
            size=size,
            media_type=kind.media_type,
            uploaded_by=by,
            **about,
        )


def _receive(name: str, content: bytes | IO[bytes]) -> tuple[Path, str, int]:
    """Write the content beside its place; the path, digest and size. Stops at the size limit."""
    folder = Path(settings.FILES_ROOT) / "new"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest, size = sha256(), 0
    handle, path = tempfile.mkstemp(dir=folder)
    waiting = Path(path)
    with os.fdopen(handle, "wb") as target:
        for chunk in _chunks(content):
            size += len(chunk)
            digest.update(chunk)
            if size > settings.FILE_SIZE_LIMIT:
                break
            target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    if refusal := _size_refusal(name, size):
        waiting.unlink()
        raise ValidationError(refusal)
    return waiting, digest.hexdigest(), size


def _chunks(content: bytes | IO[bytes]) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    content.seek(0)
    while chunk := content.read(CHUNK):
        yield chunk


def _size_refusal(name: str, size: int) -> str:
    if size == 0:
        return _("“%(name)s” is empty.") % {"name": name}
    if size > settings.FILE_SIZE_LIMIT:
        limit = filesizeformat(settings.FILE_SIZE_LIMIT)
        return _("“%(name)s” is too large: a file may have %(limit)s.") % {
            "name": name,
            "limit": limit,
        }
    return ""


def _settle(waiting: Path, digest: str) -> None:
    """Move the bytes to their place, whole or not at all, also when the machine stops now."""
    place = path_of(digest)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.replace(waiting, place)
    folder = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def path_of(digest: str) -> Path:
    """Where the bytes of a digest lie."""
    return Path(settings.FILES_ROOT) / digest[:2] / digest


def open_file(file: File) -> BinaryIO:
    """The bytes of a file, for reading. Raises FileNotFoundError."""
    return path_of(file.sha256).open("rb")


def verify(file: File) -> bool:
    """Whether the stored bytes are there and still have the digest they were stored under."""
    try:
        with open_file(file) as content:
            digest = sha256()
            while chunk := content.read(CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return False
    return digest.hexdigest() == file.sha256


def about(record: Record) -> SubjectQuerySet:
    """The files kept about a record, newest first. Whoever may read the record may read them."""
    rows: SubjectQuerySet = File.objects.about(record)
    return rows


def may_read(file: File, actor: User) -> bool:
    """Whether the person may read what the file is about; without a subject, only its own door."""
    subject = file.subject
    if subject is None:
        return bool(File.objects.visible_to(actor).filter(pk=file.pk).exists()) or (
            file.uploaded_by_id == actor.pk and file.object_id is None
        )
    manager: Any = type(subject)._default_manager
    if not hasattr(manager, "visible_to"):
        return False
    return bool(manager.visible_to(actor).filter(pk=subject.pk).exists())


def response(file: File) -> FileResponse:
    """The bytes for a browser: shown by itself where that is safe, else saved; nothing in it runs.

    Whoever calls has asked `may_read`, or holds a link to the subject. Raises FileNotFoundError.
    """
    kind = filekinds.KINDS.get(Path(file.name).suffix.lower())
    inline = kind is not None and kind.inline and kind.media_type == file.media_type
    answer = FileResponse(open_file(file), content_type=file.media_type)
    answer["Content-Disposition"] = disposition(file.name, inline=inline)
    answer["Content-Length"] = str(file.size)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = ALONE
    answer["Cache-Control"] = "private, no-store"
    return answer


def disposition(name: str, *, inline: bool) -> str:
    """The header that names the file, in ASCII and in full."""
    plain = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "'")
    way = "inline" if inline else "attachment"
    return f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
