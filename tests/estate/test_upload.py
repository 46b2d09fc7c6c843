"""The first step of an import asks one question and loses no file; what was read is not everybody's."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from core import uploads
from core.models import File
from estate import services
from estate.models import EstateChange, ImportRun, ImportSource, Item

from .test_imports import SMALL

pytestmark = pytest.mark.django_db
URL = "/estate/import/"


@pytest.fixture
def browser(
    client: Client, cast: SimpleNamespace, organisation: Any, settings: Any, tmp_path: Any
) -> Client:
    """The continuity manager's browser."""
    settings.FILES_ROOT = tmp_path
    client.force_login(cast.manager)
    return client


def small() -> SimpleUploadedFile:
    return SimpleUploadedFile("small.json", SMALL.read_bytes(), "application/json")


def test_a_new_source_is_named_after_its_file_unless_said(browser: Client) -> None:
    assert browser.post(URL, {"source": "new", "file": small()}).status_code == 302
    assert ImportSource.objects.get().name == "small"
    given = {"source": "new", "name": "CMDB", "format": "netbox", "file": small()}
    assert browser.post(URL, given).status_code == 302
    assert ImportSource.objects.filter(name="CMDB").exists()


def test_a_known_source_asks_for_no_name(browser: Client, noon: datetime) -> None:
    source = services.get_source(name="NetBox", format="netbox", by=None, at=noon)
    page = browser.get(URL).content.decode()
    assert "A new one…" in page
    assert "(optional)" not in page
    assert browser.post(URL, {"source": source.pk, "file": small()}).status_code == 302
    assert ImportRun.objects.get().source == source


def test_a_refusal_keeps_the_file(browser: Client, noon: datetime) -> None:
    services.get_source(name="Sheets", format="sheet", by=None, at=noon)
    given = {"source": "new", "name": "Sheets", "format": "netbox"}
    refused = browser.post(URL, {**given, "file": small()})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "“small.json” is kept." in page
    kept = File.objects.get(purpose="upload")
    again = {**given, "name": "NetBox", "kept": str(kept.pk)}
    assert browser.post(URL, again).status_code == 302
    assert ImportRun.objects.get().file_name == "small.json"


def test_a_kept_file_is_its_senders_alone(
    browser: Client, cast: SimpleNamespace, noon: datetime
) -> None:
    kept = uploads.keep(small(), by=cast.manager, at=noon)
    assert uploads.kept(str(kept.pk), by=cast.manager) == kept
    assert uploads.kept(str(kept.pk), by=cast.coordinator) is None
    assert uploads.kept("0x1", by=cast.manager) is None
    refused = browser.post(URL, {"source": "new", "kept": str(kept.pk + 1)})
    assert "Choose the file." in refused.content.decode()


class TestWhatWasRead:
    @pytest.fixture
    def run(self, browser: Client, cast: SimpleNamespace, noon: datetime) -> ImportRun:
        source = services.get_source(name="NetBox", format="netbox", by=None, at=noon)
        return services.import_content(
            source=source, name="small.json", content=SMALL.read_bytes(), by=None, at=noon
        )

    @pytest.mark.parametrize(
        ("who", "answer"),
        [
            ("manager", 200),
            ("administrator", 200),
            ("auditor", 200),
            ("owner", 403),
            ("executive", 403),
            ("coordinator", 403),
        ],
    )
    def test_is_read_by_those_who_import_or_export(
        self, browser: Client, cast: SimpleNamespace, run: ImportRun, who: str, answer: int
    ) -> None:
        person = getattr(cast, who)
        browser.force_login(person)
        assert browser.get(run.get_absolute_url()).status_code == answer
        assert browser.get("/estate/importrun/").status_code == answer
        assert ImportRun.objects.visible_to(person).exists() is (answer == 200)

    def test_its_changes_are_everybodys_without_a_way_to_the_file(
        self, browser: Client, cast: SimpleNamespace, run: ImportRun
    ) -> None:
        change = EstateChange.objects.filter(run=run)[0]
        browser.force_login(cast.executive)
        page = browser.get(change.get_absolute_url())
        assert page.status_code == 200
        assert run.get_absolute_url() not in page.content.decode()
        browser.force_login(cast.manager)
        assert run.get_absolute_url() in browser.get(change.get_absolute_url()).content.decode()

    def test_page_says_the_state_in_words_and_local_time(
        self, browser: Client, run: ImportRun
    ) -> None:
        assert Item.objects.exists()
        page = browser.get(run.get_absolute_url()).content.decode()
        assert "Taken over" in page
        assert "2026-05-12" not in str(run)
        assert f"?run={run.pk}" in page
