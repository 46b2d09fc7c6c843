"""Which files are taken in: known by their name, proven by their content."""

import json
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_binary_file
from pathlib import Path

import puremagic
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

HEAD = 4096
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
RUNS = {
    *(
        ".exe",
        ".com",
        ".dll",
        ".scr",
        ".msi",
        ".bat",
        ".cmd",
        ".ps1",
        ".vbs",
        ".js",
        ".jse",
        ".wsf",
    ),
    *(
        ".jar",
        ".hta",
        ".lnk",
        ".pif",
        ".cpl",
        ".sh",
        ".apk",
        ".app",
        ".reg",
        ".vbe",
        ".chm",
        ".iso",
    ),
}
MARKUP = re.compile(r"\s*(<!doctype|<html|<svg|<script|<\?xml|<head|<body|#!)", re.IGNORECASE)

Check = Callable[[Path, bytes], bool]


def begins(*starts: bytes, at: int = 0) -> Check:
    """Content that begins so."""

    def check(path: Path, head: bytes) -> bool:
        return head[at:].startswith(starts)

    return check


def office(folder: str) -> Check:
    """A ZIP with the parts of an Office document and without macros."""

    def check(path: Path, head: bytes) -> bool:
        names = zip_names(path)
        return (
            "[Content_Types].xml" in names
            and any(name.startswith(f"{folder}/") for name in names)
            and not any(name.lower().endswith("vbaproject.bin") for name in names)
        )

    return check


def open_document(kind: str) -> Check:
    """A ZIP that names itself an OpenDocument of a kind."""

    def check(path: Path, head: bytes) -> bool:
        if "mimetype" not in zip_names(path):
            return False
        with zipfile.ZipFile(path) as archive, archive.open("mimetype") as said:
            return said.read(100).decode("ascii", "replace").strip() == kind

    return check


def harmless_zip(path: Path, head: bytes) -> bool:
    """A ZIP in which no file is a program."""
    names = zip_names(path)
    return bool(names) and not any(Path(name).suffix.lower() in RUNS for name in names)


def zip_names(path: Path) -> set[str]:
    """The names in a ZIP; none when it is not one."""
    try:
        with zipfile.ZipFile(path) as archive:
            return set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError):
        return set()


def text(path: Path, head: bytes) -> bool:
    """Text that is no program and no page for a browser."""
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    return not MARKUP.match(head.decode("utf-8-sig", "replace"))


def well_formed_json(path: Path, head: bytes) -> bool:
    """JSON that can be read."""
    try:
        json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return True


def message(path: Path, head: bytes) -> bool:
    """A mail with at least its writer or its subject in the head."""
    with path.open("rb") as content:
        found = message_from_binary_file(content)
    return text(path, head) and bool(found["From"] or found["Subject"])


def text_beginning(start: bytes) -> Check:
    """Text that begins so."""

    def check(path: Path, head: bytes) -> bool:
        return text(path, head) and head.lstrip(b"\xef\xbb\xbf").upper().startswith(start)

    return check


@dataclass(frozen=True)
class Kind:
    """A kind of file: what it is called, how it is served, how its content proves it."""

    media_type: str
    label: str | Promise
    check: Check
    inline: bool = False
    """A browser may show it by itself."""


OPENXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"
PICTURE = gettext_lazy("picture")
JPEG = Kind("image/jpeg", PICTURE, begins(b"\xff\xd8\xff"), inline=True)
TIFF = Kind("image/tiff", PICTURE, begins(b"II*\x00", b"MM\x00*"))
PLAIN = Kind("text/plain", gettext_lazy("text"), text)
KINDS = {
    ".pdf": Kind("application/pdf", "PDF", begins(b"%PDF-"), inline=True),
    ".docx": Kind(f"{OPENXML}.wordprocessingml.document", "Word", office("word")),
    ".xlsx": Kind(f"{OPENXML}.spreadsheetml.sheet", "Excel", office("xl")),
    ".pptx": Kind(f"{OPENXML}.presentationml.presentation", "PowerPoint", office("ppt")),
    ".vsdx": Kind("application/vnd.ms-visio.drawing", "Visio", office("visio")),
    ".doc": Kind("application/msword", "Word", begins(OLE)),
    ".xls": Kind("application/vnd.ms-excel", "Excel", begins(OLE)),
    ".ppt": Kind("application/vnd.ms-powerpoint", "PowerPoint", begins(OLE)),
    ".msg": Kind("application/vnd.ms-outlook", gettext_lazy("mail"), begins(OLE)),
    ".odt": Kind(f"{ODF}.text", "OpenDocument", open_document(f"{ODF}.text")),
    ".ods": Kind(f"{ODF}.spreadsheet", "OpenDocument", open_document(f"{ODF}.spreadsheet")),
    ".odp": Kind(f"{ODF}.presentation", "OpenDocument", open_document(f"{ODF}.presentation")),
    ".png": Kind("image/png", PICTURE, begins(b"\x89PNG\r\n\x1a\n"), inline=True),
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".gif": Kind("image/gif", PICTURE, begins(b"GIF87a", b"GIF89a"), inline=True),
    ".webp": Kind("image/webp", PICTURE, begins(b"WEBP", at=8), inline=True),
    ".tif": TIFF,
    ".tiff": TIFF,
    ".heic": Kind("image/heic", PICTURE, begins(b"ftyphei", b"ftypmif", at=4)),
    ".csv": Kind("text/csv", "CSV", text),
    ".txt": PLAIN,
    ".md": PLAIN,
    ".log": PLAIN,
    ".json": Kind("application/json", "JSON", well_formed_json),
    ".eml": Kind("message/rfc822", gettext_lazy("mail"), message),
    ".ics": Kind("text/calendar", gettext_lazy("calendar"), text_beginning(b"BEGIN:VCALENDAR")),
    ".zip": Kind("application/zip", "ZIP", harmless_zip),
}


def clean_name(name: str) -> str:
    """The file's own name: without folders, control and direction marks, of bearable length."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    stem, dot, ending = " ".join(seen.split()).rpartition(".")
    return f"{stem[:200]}{dot}{ending[:20]}".strip() or "file"


def identify(name: str, path: Path) -> Kind:
    """The kind of a file, if it is one we take and is what its name says. Else ValidationError."""
    kind = KINDS.get(Path(name).suffix.lower())
    if kind is None:
        raise ValidationError(
            _("“%(name)s” is of a kind that is not taken. Taken are: %(kinds)s.")
            % {"name": name, "kinds": taken_kinds()}
        )
    with path.open("rb") as content:
        head = content.read(HEAD)
    if not kind.check(path, head):
        raise ValidationError(_refusal(name, kind, path))
    return kind


def taken_kinds() -> str:
    """The kinds of files that are taken, as a list in words."""
    return ", ".join(dict.fromkeys(str(kind.label) for kind in KINDS.values()))


def _refusal(name: str, kind: Kind, path: Path) -> str:
    if kind.media_type == "application/zip" and zip_names(path):
        return _("“%(name)s” holds a program. Take it out, then store the rest.") % {"name": name}
    if any(part.lower().endswith("vbaproject.bin") for part in zip_names(path)):
        return _("“%(name)s” holds macros. Save it without them, then store it.") % {"name": name}
    said = {"name": name, "kind": kind.label, "found": _looks_like(path)}
    if said["found"]:
        return (
            _("“%(name)s” is not what its name says (%(kind)s): its content looks like %(found)s.")
            % said
        )
    return _("“%(name)s” is not what its name says (%(kind)s), or it is damaged.") % said


def _looks_like(path: Path) -> str:
    """The best guess at what the content is, for the sentence only."""
    try:
        with path.open("rb") as content:
            return puremagic.from_string(content.read(HEAD)).lstrip(".").upper()
    except (puremagic.PureError, ValueError):
        return ""
