"""The generic pages as a person meets them: create, edit, two hands at once, delete, history, import."""

from io import BytesIO
from types import SimpleNamespace

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

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
    client.post(reverse("core:unit-delete", args=[mistake.pk]), {"reason": "Typed twice"})
    assert not Unit.objects.filter(pk=mistake.pk).exists()
    last = Unit.pgh_event_model.objects.filter(pgh_obj_id=mistake.pk).order_by("-pgh_id").first()
    assert (last.pgh_label, last.pgh_context.metadata["reason"]) == ("delete", "Typed twice")


def sheet(*rows: list[object]) -> SimpleUploadedFile:
    book, stream = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return SimpleUploadedFile("units.xlsx", stream.getvalue())


MAPPING = {"name": "Name", "code": "Code", "parent": "Part of"}


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
    address = reverse("core:unit-import")
    first = browser.post(address, {"step": "upload", "file": sheet(*rows)})
    assert first.context["form"].initial == MAPPING
    result = browser.post(address, {"step": "dry-run", **MAPPING}).context["result"]
    assert [o.label for o in result.changed] == ["Claims"]
    assert result.changed[0].changes == [("Code", "", "C-1")]
    assert [o.label for o in result.unchanged] == ["Payments"]
    assert [o.label for o in result.created] == ["Pharmacy"]
    assert [(o.row, o.column) for o in result.refused] == [(5, "Part of")]
    browser.post(address, {"step": "apply", **MAPPING})
    assert not Unit.objects.filter(name="Pharmacy").exists()
    browser.post(address, {"step": "upload", "file": sheet(*rows[:-1])})
    assert browser.post(address, {"step": "apply", **MAPPING}).status_code == 302
    assert Unit.objects.get(name="Pharmacy").parent == units.operations
    assert Unit.objects.get(pk=units.claims.pk).code == "C-1"


def test_export_comes_back_unchanged(browser: Client, units: SimpleNamespace) -> None:
    Unit.objects.create(name='=HYPERLINK("x")', code="-1")
    exported = browser.get(reverse("core:unit-list"), {"_export": "xlsx"}).content
    cells = [c.value for row in openpyxl.load_workbook(BytesIO(exported)).active for c in row]
    assert '\'=HYPERLINK("x")' in cells
    address = reverse("core:unit-import")
    browser.post(address, {"step": "upload", "file": SimpleUploadedFile("u.xlsx", exported)})
    result = browser.post(address, {"step": "dry-run", **MAPPING}).context["result"]
    assert (len(result.unchanged), result.created, result.changed, result.refused) == (
        4,
        [],
        [],
        [],
    )


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
