"""Sheets people upload: what is read, and what is refused before it costs anything."""

import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.spreadsheets import read_sheet, read_upload
from core.workbooks import Unreadable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*rows: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def crafted(cells: str, dimension: str = "A1:B2") -> bytes:
    """A workbook whose one sheet holds just these cells, whatever it says of its size."""
    xml = (
        f'<worksheet xmlns="{MAIN}"><dimension ref="{dimension}"/>'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(["a"]))) as plain, zipfile.ZipFile(out, "w") as made:
        for member in plain.infolist():
            content = plain.read(member)
            is_sheet = member.filename.endswith("sheet1.xml")
            made.writestr(member.filename, xml if is_sheet else content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def cell(column: str, row: int, text: str = "x") -> str:
    inner = f'<c r="{column}{row}" t="inlineStr"><is><t>{text}</t></is></c>'
    return f'<row r="{row}">{inner}</row>'


def test_reads_rows_and_headings() -> None:
    content = workbook(["Name", "Code"], ["Claims", 4], [None, None], ["Payments", None])
    assert read_sheet("u.xlsx", content) == (["Name", "Code"], [["Claims", "4"], [], ["Payments"]])


def test_stated_dimensions_cost_nothing() -> None:
    content = crafted(cell("A", 1) + cell("A", 10_000), "A1:XFD10000")
    tracemalloc.start()
    headings, rows = read_sheet("u.xlsx", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (headings, rows) == (["x"], [*[[]] * 9_998, ["x"]])
    assert peak < 20 * 2**20


def test_cell_far_below_is_refused() -> None:
    with pytest.raises(Unreadable, match="below row"):
        read_sheet("u.xlsx", crafted(cell("A", 1) + cell("A", 999_999_999)))


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(Unreadable, match="500 columns"):
        read_sheet("u.xlsx", crafted(cell("A", 1) + cell("XFD", 2)))
    with pytest.raises(Unreadable, match="500 columns"):
        read_sheet("u.csv", b"a," * 600 + b"b")


@pytest.mark.parametrize(
    "cells",
    [
        f'<row r="1">{"<c><v>1</v></c>" * 1_500_000}</row>',
        "".join(f"<row>{'<c/>' * 100}</row>" for _ in range(5_001)),
        f"<row>{'<c><is><r><t>x</t></r></is></c>' * 3}</row>" + "<mergeCell/>" * 2_000_000,
    ],
    ids=["one row", "all rows", "beside the rows"],
)
def test_many_cells_are_refused_before_they_are_built(cells: str) -> None:
    content = crafted(cells)
    assert len(content) < 400 * 2**10
    tracemalloc.start()
    with pytest.raises(Unreadable, match="up to 500000 cells"):
        read_sheet("u.xlsx", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20 * 2**20


def test_too_many_rows_are_refused_while_reading() -> None:
    with pytest.raises(Unreadable, match="20000 rows"):
        read_sheet("u.csv", b"a,b\n" * 20_002)


def test_workbook_that_unpacks_to_much_more_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(2):
            made.writestr(f"xl/worksheets/{number}.xml", b"0" * (40 * 2**20))
    with pytest.raises(Unreadable, match="64 MB"):
        read_sheet("u.xlsx", out.getvalue())


def test_large_file_is_refused_unread(settings: Any) -> None:
    settings.FILE_SIZE_LIMIT = 2**20
    content = b"a" * (2**20 + 1)
    with pytest.raises(Unreadable, match="1 MB"):
        read_sheet("u.csv", content)
    upload = SimpleUploadedFile("u.csv", content)
    with pytest.raises(Unreadable, match="1 MB"):
        read_upload(upload)
    assert upload.tell() == 0


def test_cell_longer_than_csv_allows_is_explained() -> None:
    with pytest.raises(Unreadable, match="as CSV"):
        read_sheet("u.csv", b"Name,Code\n" + b"x" * 140_000 + b",1")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04junk", workbook(["a"])[:-400]])
def test_what_is_no_workbook_is_explained(content: bytes) -> None:
    with pytest.raises(Unreadable, match="XLSX or CSV"):
        read_sheet("u.xlsx", content)


def edited(change: Callable[[Any], None]) -> bytes:
    """A workbook of three rows after somebody's change."""
    book = openpyxl.Workbook()
    for row in (["Name", "Code"], ["Claims", "C"], ["Payments", "P"]):
        book.active.append(row)
    change(book.active)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda sheet: sheet.merge_cells("B2:B3"), "The cells B2:B3 are merged"),
        (lambda sheet: sheet.__setitem__("B3", "=1+1"), "Cell B3 holds a formula without a result"),
        (lambda sheet: sheet.__setitem__("B1", "Name"), "Two columns are called “Name”"),
        (lambda sheet: sheet.insert_rows(1), "nothing in its first row"),
        (lambda sheet: sheet.delete_rows(1, 3), "first sheet of the workbook has nothing"),
        (lambda sheet: sheet.delete_rows(2, 2), "no rows below the column names"),
    ],
)
def test_what_would_be_lost_without_a_word_is_said(change: Any, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read_sheet("u.xlsx", edited(change))


def test_formula_with_its_result_is_its_result() -> None:
    row = '<row r="{n}"><c r="A{n}"><f>1+1</f><v>2</v></c>{more}</row>'
    nothing = '<c r="B2" t="str"><f>IF(A1,"","")</f><v></v></c>'
    content = crafted(row.format(n=1, more="") + row.format(n=2, more=nothing))
    assert read_sheet("u.xlsx", content) == (["2"], [["2"]])


def test_semicolons_in_the_text_do_not_divide_the_columns() -> None:
    text = 'Name,Note\n\'A\', "one; two; three; \'four\'"\n\'B\',"say ""no""; no"\n'
    assert read_sheet("u.csv", text.encode())[1][1] == ["'B'", 'say "no"; no']
    assert read_sheet("u.csv", b"Name;Note\nA;1,5\n") == (["Name", "Note"], [["A", "1,5"]])
