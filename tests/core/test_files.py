"""Files: known by content, kept under their digest, read through the door of what they are about."""

import io
import json
import os
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from core import filekinds, files, services
from core.models import ContactMethod, File, Unit, User
from core.subjects import name_of

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
OLE = filekinds.OLE + bytes(600)


def archive(**content: str) -> bytes:
    """A ZIP; in names, two underscores are a slash and one at the end stands for nothing."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, text in content.items():
            made.writestr(name.replace("__", "/").replace("DOT", "."), text)
    return target.getvalue()


def workbook() -> bytes:
    target = io.BytesIO()
    Workbook().save(target)
    return target.getvalue()


def word(**more: str) -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>", **more})


ODT = archive(mimetype="application/vnd.oasis.opendocument.text", contentDOTxml="<x/>")
MAIL = b"From: a@example.org\nSubject: Proof\n\nAttached."


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def store(cast: SimpleNamespace, noon: datetime) -> Callable[..., File]:
    """Stores a file about the unit of claims."""
    claims = Unit.objects.get(name="Claims")

    def keep(name: str = "plan.pdf", content: Any = PDF, subject: Any = claims) -> File:
        return files.store(
            name=name, content=content, subject=subject, by=cast.manager, at=noon, purpose="proof"
        )

    return keep


TAKEN = {
    "plan.pdf": (PDF, "application/pdf"),
    "Sheet.XLSX": (workbook(), f"{filekinds.OPENXML}.spreadsheetml.sheet"),
    "text.docx": (word(), f"{filekinds.OPENXML}.wordprocessingml.document"),
    "text.odt": (ODT, f"{filekinds.ODF}.text"),
    "old.doc": (OLE, "application/msword"),
    "shot.png": (PNG, "image/png"),
    "shot.jpeg": (b"\xff\xd8\xff\xe0" + bytes(20), "image/jpeg"),
    "list.csv": ("név;idő\n1;2".encode(), "text/csv"),
    "latin.csv": ("größe;1".encode("cp1252"), "text/csv"),
    "wide.txt": ("hello".encode("utf-16"), "text/plain"),
    "data.json": (b'{"a": [1]}', "application/json"),
    "proof.eml": (MAIL, "message/rfc822"),
    "date.ics": (b"BEGIN:VCALENDAR\nEND:VCALENDAR", "text/calendar"),
    "pack.zip": (archive(readmeDOTtxt="x"), "application/zip"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_taken_as_what_it_is(name: str, store: Callable[..., File]) -> None:
    content, media_type = TAKEN[name]
    file = store(name, content)
    assert (file.name, file.media_type, file.size) == (name, media_type, len(content))
    assert files.open_file(file).read() == content
    assert files.verify(file)


REFUSED = {
    "run.exe": (b"MZ" + bytes(60), "of a kind that is not taken"),
    "page.html": (b"<html></html>", "of a kind that is not taken"),
    "drawing.svg": (b"<svg/>", "of a kind that is not taken"),
    "macros.xlsm": (workbook(), "of a kind that is not taken"),
    "noending": (b"hello", "of a kind that is not taken"),
    "plan.pdf": (b"MZ" + bytes(60), "not what its name says .PDF."),
    "picture.png": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "looks like SVG"),
    "page.txt": (b" \n<!DOCTYPE html><html>", "not what its name says"),
    "script.csv": (b"#!/bin/sh\nrm -r", "not what its name says"),
    "bin.txt": (b"a\x00b", "not what its name says"),
    "empty.pdf": (b"", "is empty"),
    "wrong.json": (b"{", "not what its name says"),
    "deep.json": (b"[" * 100_000, "not what its name says"),
    "nomail.eml": (b"hello there", "not what its name says"),
    "sheet.docx": (workbook(), "not what its name says .Word."),
    "text.ods": (ODT, "not what its name says"),
    "macros.docx": (word(**{"word/vbaProject.bin": "x"}), "holds macros"),
    "pack.zip": (archive(setupDOTexe="MZ"), "holds a program"),
    "broken.zip": (b"PK\x03\x04 broken", "not what its name says"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence(name: str, store: Callable[..., File], folder: Path) -> None:
    content, sentence = REFUSED[name]
    with pytest.raises(ValidationError, match=sentence):
        store(name, content)
    assert not File.objects.exists()
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_too_large_stops_at_the_limit(
    store: Callable[..., File], settings: Any, folder: Path
) -> None:
    settings.FILE_SIZE_LIMIT = 100
    with pytest.raises(ValidationError, match="too large: a file may have 100"):
        store(content=io.BytesIO(PDF + bytes(200)))
    assert not [path for path in folder.rglob("*") if path.is_file()]
    assert store(content=PDF + bytes(100 - len(PDF)))


def test_same_bytes_lie_once_and_damage_is_mended(store: Callable[..., File], folder: Path) -> None:
    first = store()
    place = files.path_of(first.sha256)
    place.write_bytes(b"rotten")
    assert not files.verify(first)
    second = store("other.pdf")
    assert files.verify(first)
    assert second.sha256 == first.sha256
    assert [path for path in folder.rglob("*") if path.is_file()] == [place]
    os.unlink(place)
    assert not files.verify(first)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("..\\..\\etc\\plan.pdf", "plan.pdf"),
        ("/etc/plan.pdf", "plan.pdf"),
        ("pl\u202efdp.exe.pdf", "plfdp.exe.pdf"),
        ("a\r\nb\x00.pdf", "ab.pdf"),
        ("x" * 400 + ".pdf", "x" * 200 + ".pdf"),
        ("Übung 😀.pdf", "Übung 😀.pdf"),
    ],
)
def test_names_are_made_safe(given: str, kept: str, store: Callable[..., File]) -> None:
    assert store(given).name == kept


def test_history_names_who_stored_it(store: Callable[..., File], cast: SimpleNamespace) -> None:
    file = store()
    event = File.pgh_event_model.objects.get(pgh_obj=file)
    assert event.pgh_context.metadata["user"] == cast.manager.pk


def test_what_is_kept_about_a_record_follows_it(
    store: Callable[..., File], cast: SimpleNamespace, person: Callable[..., User], noon: datetime
) -> None:
    holder = person("pim", home=Unit.objects.get(name="Claims"))
    file, other = store(subject=holder), store()
    holder.name, holder.unit = "Pim Moved", Unit.objects.get(name="Payments")
    services.save(holder, by=None, at=noon)
    file.refresh_from_db()
    assert (file.label, file.unit) == ("Pim Moved", holder.unit)
    other.refresh_from_db()
    assert (other.label, other.version) == ("Claims", 1)


# Out


def test_read_through_the_door_of_its_subject(
    client: Client, store: Callable[..., File], cast: SimpleNamespace, person: Callable[..., User]
) -> None:
    holder = person("pim", home=Unit.objects.get(name="Claims"))
    phone = ContactMethod.objects.create(person=holder, value="+31 1")
    file = store(subject=phone)
    for reader, status in (
        (cast.manager, 200),
        (cast.auditor, 200),
        (cast.coordinator, 404),
        (cast.nobody, 404),
        (cast.owner, 404),
    ):
        seen = ContactMethod.objects.visible_to(reader).filter(pk=phone.pk).exists()
        assert seen is (status == 200), reader
        client.force_login(reader)
        assert client.get(f"/files/{file.pk}/").status_code == status, reader
    client.logout()
    assert client.get(f"/files/{file.pk}/").status_code == 302


def test_file_of_nothing_is_its_uploaders_and_administrators(
    client: Client, store: Callable[..., File], cast: SimpleNamespace
) -> None:
    file = store(subject=None)
    for reader, status in ((cast.manager, 200), (cast.administrator, 200), (cast.coordinator, 404)):
        client.force_login(reader)
        assert client.get(f"/files/{file.pk}/").status_code == status


def test_file_outlives_its_subject_for_who_reads_all(
    client: Client, store: Callable[..., File], cast: SimpleNamespace
) -> None:
    passing = Unit.objects.create(name="Passing")
    file = store(subject=passing)
    passing.delete()
    client.force_login(cast.coordinator)
    assert client.get(f"/files/{file.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "way"),
    [
        ("plan.pdf", PDF, "inline"),
        ("shot.png", PNG, "inline"),
        ("list.csv", b"a;b", "attachment"),
        ("proof.eml", MAIL, "attachment"),
    ],
)
def test_nothing_in_it_runs(
    name: str, content: bytes, way: str, client: Client, store: Callable[..., File]
) -> None:
    file = store(name, content)
    client.force_login(file.uploaded_by)
    answer = client.get(f"/files/{file.pk}/")
    assert b"".join(answer.streaming_content) == content
    assert answer.headers["Content-Disposition"].startswith(f'{way}; filename="{name}"')
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Length"] == str(len(content))


def test_missing_bytes_are_not_found(
    client: Client, store: Callable[..., File], cast: SimpleNamespace
) -> None:
    file = store()
    os.unlink(files.path_of(file.sha256))
    client.force_login(cast.manager)
    assert client.get(f"/files/{file.pk}/").status_code == 404


# In


def send(client: Client, record: Any, *sent: tuple[str, bytes]) -> Any:
    uploads = [SimpleUploadedFile(name, content) for name, content in sent]
    return client.post("/files/", {"subject": name_of(record), "file": uploads})


def test_kept_about_a_record_one_may_change(client: Client, cast: SimpleNamespace) -> None:
    claims = Unit.objects.get(name="Claims")
    for sender, status in ((cast.auditor, 403), (cast.nobody, 404)):
        client.force_login(sender)
        assert send(client, claims, ("plan.pdf", PDF)).status_code == status
    client.force_login(cast.manager)
    answer = send(client, claims, ("plan.pdf", PDF), ("run.exe", b"MZ"))
    assert answer.headers["Location"] == claims.get_absolute_url()
    file = files.about(claims).get()
    assert (file.name, file.uploaded_by, file.label) == ("plan.pdf", cast.manager, "Claims")


@pytest.mark.parametrize(
    "name", ["", "x", "core.unit", "core.unit:x", "core.job:1", "a.b.c:1", "1:1"]
)
def test_wrong_subject_is_not_found(name: str, client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.administrator)
    sent = SimpleUploadedFile("plan.pdf", PDF)
    assert client.post("/files/", {"subject": name, "file": sent}).status_code == 404


def test_json_of_a_file_is_what_was_sent(store: Callable[..., File]) -> None:
    file = store("a.json", b'{"a": 1}')
    assert json.load(files.open_file(file)) == {"a": 1}
