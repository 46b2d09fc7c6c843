"""The generic pages as a person meets them: create, edit, two hands at once, delete, history, import."""

from datetime import datetime
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse, reverse_lazy

from bia.models import Campaign
from core import registry
from core.models import Grant, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(client: Client, cast: SimpleNamespace) -> Client:
    """The continuity manager's browser."""
    client.force_login(cast.manager)
    return client


def edit_url(unit: Unit) -> str:
    return reverse("core:unit-update", args=[unit.pk])


def filled(unit: Unit, **changes: object) -> dict[str, object]:
    data = {"name": unit.name, "code": unit.code, "parent": unit.parent_id or "", "head": ""}
    return {**data, "version": unit.version, **changes}


def test_creates_and_shows(browser: Client, units: SimpleNamespace) -> None:
    answer = browser.post(reverse("core:unit-create"), {"name": "Pharmacy"}, follow=True)
    assert answer.redirect_chain
    assert "Pharmacy" in answer.content.decode()


def test_says_which_field_is_wrong_and_keeps_what_was_typed(
    browser: Client, units: SimpleNamespace
) -> None:
    answer = browser.post(edit_url(units.claims), filled(units.claims, name="", code="C-9"))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"name"}
    assert 'value="C-9"' in answer.content.decode()


def test_delete_is_offered_on_the_form_to_those_who_may(
    browser: Client, units: SimpleNamespace, cast: SimpleNamespace
) -> None:
    delete = reverse("core:unit-delete", args=[units.claims.pk])
    assert delete not in browser.get(edit_url(units.claims)).content.decode()
    browser.force_login(cast.administrator)
    assert f'href="{delete}"' in browser.get(edit_url(units.claims)).content.decode()
    assert browser.get(reverse("core:unit-create")).context["delete_url"] == ""


def test_a_select_says_in_words_that_nothing_is_chosen(
    client: Client, cast: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    for name in ("unit", "grant"):
        form = client.get(reverse(f"core:{name}-create")).content.decode()
        assert '<option value="" selected>Not chosen</option>' in form
        assert "-----" not in form


def test_a_stranger_comes_back_to_the_page_after_the_login(
    client: Client, cast: SimpleNamespace
) -> None:
    listed = reverse("core:unit-list")
    answer = client.get(listed, {"q": "claims"})
    assert answer["Location"].endswith(f"?next={listed}%3Fq%3Dclaims")


def test_two_people_at_once_see_both_versions(browser: Client, units: SimpleNamespace) -> None:
    seen = filled(units.claims, name="Claims World", code="W")
    Unit.objects.get(pk=units.claims.pk)
    browser.post(edit_url(units.claims), filled(units.claims, name="Claims Europe"))
    answer = browser.post(edit_url(units.claims), seen)
    assert answer.status_code == 409
    differences = {d.field: (d.yours, d.theirs) for d in answer.context["conflict"]}
    assert differences == {"name": ("Claims World", "Claims Europe"), "code": ("W", "–")}
    again = {**seen, "version": answer.context["form"]["version"].value()}
    assert browser.post(edit_url(units.claims), again).status_code == 302
    assert Unit.objects.get(pk=units.claims.pk).name == "Claims World"


def test_filters_and_searches_without_case_and_accents(
    browser: Client, units: SimpleNamespace
) -> None:
    Unit.objects.create(name="Zürich Überweisungen")
    listed = browser.get(reverse("core:unit-list"), {"q": "zurich uber"})
    assert [row.name for row in listed.context["table"].data] == ["Zürich Überweisungen"]


def test_shows_who_changed_what_from_where(
    browser: Client, units: SimpleNamespace, cast: SimpleNamespace
) -> None:
    browser.post(edit_url(units.claims), filled(units.claims, name="Claims Europe", parent=""))
    entries = browser.get(reverse("core:unit-history", args=[units.claims.pk])).context["entries"]
    assert (entries[0].who, entries[0].action) == ("Mona", "Changed")
    assert edit_url(units.claims) in entries[0].where
    changed = {(c.label, c.before, c.after) for c in entries[0].changes}
    assert changed == {("Name", "Claims", "Claims Europe"), ("Part of", "Operations", "–")}
    assert entries[-1].action == "Created"


def test_delete_names_what_stands_in_its_way(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    page = client.get(reverse("core:unit-delete", args=[units.claims.pk]))
    assert {each.label: each.count for each in page.context["blocked_by"]} == {
        "People": 2,
        "Roles of people": 2,
    }
    client.post(reverse("core:unit-delete", args=[units.claims.pk]))
    assert Unit.objects.filter(pk=units.claims.pk).exists()


def test_delete_removes_and_keeps_the_history(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    mistake = Unit.objects.create(name="Mistake")
    done = client.post(
        reverse("core:unit-delete", args=[mistake.pk]), {"reason": "Typed twice"}, follow=True
    )
    history = reverse("core:unit-history", args=[mistake.pk])
    assert f'href="{history}"' in done.content.decode()
    page = client.get(history)
    assert [entry.action for entry in page.context["entries"]] == ["Deleted", "Created"]
    for words in ("Mistake", "Typed twice", "It is deleted."):
        assert words in page.content.decode()
    assert not Unit.objects.filter(pk=mistake.pk).exists()
    last = Unit.pgh_event_model.objects.filter(pgh_obj_id=mistake.pk).order_by("-pgh_id").first()
    assert (last.pgh_label, last.pgh_context.metadata["reason"]) == ("delete", "Typed twice")


def test_the_history_of_what_is_deleted_is_for_who_could_read_it(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace, noon: datetime
) -> None:
    campaign = Campaign.objects.create(name="Typo", due_on=noon.date(), unit=units.claims)
    history = f"/bia/campaign/{campaign.pk}/history/"
    campaign.delete()
    for reader, status in ((cast.manager, 200), (cast.head, 200), (cast.stranger, 404)):
        client.force_login(reader)
        assert client.get(history).status_code == status


def test_no_history_of_what_never_was(client: Client, cast: SimpleNamespace) -> None:
    for reader in (cast.manager, cast.stranger):
        client.force_login(reader)
        for page in registry.all_pages():
            assert client.get(page.url_named("history", 999_999)).status_code == 404, page


def sheet(*rows: list[object]) -> SimpleUploadedFile:
    book, stream = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return SimpleUploadedFile("units.xlsx", stream.getvalue())


MAPPING = {"name": "Name", "code": "Code", "parent": "Part of"}
UNITS = reverse_lazy("core:unit-import")


def uploaded(browser: Client, file: SimpleUploadedFile) -> dict[str, str]:
    """Upload a sheet of units; what the page of its columns would send next."""
    mapped = browser.post(UNITS, {"step": "upload", "file": file}).context
    assert mapped["form"].initial.items() >= MAPPING.items()
    columns = {f"column-{name}": heading for name, heading in MAPPING.items()}
    return {**columns, "step": "dry-run", "sheet": mapped["sheet"]}


def shown(browser: Client, sent: dict[str, str]) -> tuple[Any, dict[str, str]]:
    """The dry run, and what its page would send to import what it showed."""
    result = browser.post(UNITS, sent).context["result"]
    return result, {**sent, "step": "apply", "seen": result.mark}


def test_import_shows_first_then_does_all_or_nothing(
    browser: Client, units: SimpleNamespace
) -> None:
    rows = (
        ["Name", "Code", "Part of"],
        ["Claims", "C-1", "Operations"],
        ["Payments", "", ""],
        ["Pharmacy", "P", "Operations"],
        ["Lost", "", "No such unit"],
    )
    result, apply = shown(browser, uploaded(browser, sheet(*rows)))
    assert [o.label for o in result.changed] == ["Claims"]
    assert result.changed[0].changes == [("Code", "", "C-1")]
    assert [o.label for o in result.unchanged] == ["Payments"]
    assert [o.label for o in result.created] == ["Pharmacy"]
    assert [(o.row, o.column) for o in result.refused] == [(5, "Part of")]
    browser.post(UNITS, apply)
    assert not Unit.objects.filter(name="Pharmacy").exists()
    _result, apply = shown(browser, uploaded(browser, sheet(*rows[:-1])))
    assert browser.post(UNITS, apply).status_code == 302
    assert Unit.objects.get(name="Pharmacy").parent == units.operations
    assert Unit.objects.get(pk=units.claims.pk).code == "C-1"


def test_export_comes_back_unchanged(browser: Client, units: SimpleNamespace) -> None:
    Unit.objects.create(name='=HYPERLINK("x")', code="-1")
    exported = browser.get(reverse("core:unit-list"), {"_export": "xlsx"}).content
    cells = [c.value for row in openpyxl.load_workbook(BytesIO(exported)).active for c in row]
    assert '\'=HYPERLINK("x")' in cells
    file = SimpleUploadedFile("u.xlsx", exported)
    result, _apply = shown(browser, uploaded(browser, file))
    assert (len(result.unchanged), result.created, result.changed, result.refused) == (
        4,
        [],
        [],
        [],
    )


def test_what_another_tab_uploaded_is_not_imported_for_what_was_shown(browser: Client) -> None:
    heads = ["Name", "Code", "Part of"]
    _result, apply = shown(browser, uploaded(browser, sheet(heads, ["Shown", "", ""])))
    columns = uploaded(browser, sheet(heads, ["Never shown", "", ""]))
    said = browser.post(UNITS, apply, follow=True).content.decode()
    assert "Nothing was imported: another sheet, units.xlsx" in said
    assert not Unit.objects.filter(name__in=["Shown", "Never shown"]).exists()
    _result, apply = shown(browser, columns)
    browser.post(UNITS, apply)
    assert Unit.objects.filter(name="Never shown").exists()
    again = browser.post(UNITS, apply, follow=True).content.decode()
    assert "imported already" in again


def test_what_somebody_changed_since_the_dry_run_is_shown_again(browser: Client) -> None:
    heads = ["Name", "Code", "Part of"]
    _result, apply = shown(browser, uploaded(browser, sheet(heads, ["Pharmacy", "P", ""])))
    Unit.objects.create(name="Pharmacy", code="Q")
    answer = browser.post(UNITS, apply)
    assert "Nothing was imported: the list has changed" in answer.content.decode()
    assert Unit.objects.get(name="Pharmacy").code == "Q"
    browser.post(UNITS, {**apply, "seen": answer.context["result"].mark})
    assert Unit.objects.get(name="Pharmacy").code == "P"


def test_two_rows_about_one_record_are_refused_and_empty_rows_counted(browser: Client) -> None:
    rows = (["Name", "Code", "Part of"], ["New", "1", ""], ["", "", ""], ["new", "2", ""])
    result, _apply = shown(browser, uploaded(browser, sheet(*rows)))
    assert [(one.row, one.error) for one in result.refused] == [
        (4, "Row 2 is about the same one. Keep one of the two rows.")
    ]


def test_more_rows_than_a_person_can_wait_for_are_refused_at_once(browser: Client) -> None:
    names = "\n".join(f"Unit {number}" for number in range(10_000))
    file = SimpleUploadedFile("units.csv", f"Name\n{names}\n".encode())
    answer = browser.post(UNITS, {"step": "upload", "file": file})
    assert "more than 1000 rows. Split it" in answer.content.decode()


def test_import_refuses_what_is_no_sheet(browser: Client) -> None:
    junk = SimpleUploadedFile("junk.xlsx", b"\x00\x01not a workbook")
    answer = browser.post(reverse("core:unit-import"), {"step": "upload", "file": junk})
    assert answer.status_code == 422
    assert "XLSX or CSV" in answer.content.decode()


def test_api_needs_the_version_and_refuses_an_old_one(
    browser: Client, units: SimpleNamespace
) -> None:
    address = reverse("core-unit-detail", args=[units.claims.pk])
    patch = {"data": {"name": "Claims Europe"}, "content_type": "application/json"}
    assert browser.patch(address, **patch).status_code == 428
    tag = browser.get(address)["ETag"]
    done = browser.patch(address, **patch, headers={"if-match": tag})
    assert (done.status_code, done["ETag"]) == (200, '"2"')
    assert browser.patch(address, **patch, headers={"if-match": tag}).status_code == 412


def test_api_refuses_a_delete_of_what_is_in_use(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    address = reverse("core-unit-detail", args=[units.claims.pk])
    tag = client.get(address)["ETag"]
    assert client.delete(address, headers={"if-match": tag}).status_code == 409
    assert Grant.objects.filter(unit=units.claims).exists()


def test_api_describes_itself(browser: Client) -> None:
    schema = browser.get(reverse("api-schema"), headers={"accept": "application/json"})
    assert schema.status_code == 200
    assert b"/api/core/unit/" in schema.content
