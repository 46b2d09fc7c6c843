"""Sheets people upload: what is read, and what is refused before it costs anything."""

import tracemalloc
import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core.imports import Unreadable, read_sheet, read_upload

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
    assert read_sheet("u.xlsx", content) == (["Name", "Code"], [["Claims", "4"], ["Payments"]])


def test_stated_dimensions_cost_nothing() -> None:
    content = crafted(cell("A", 1) + cell("A", 10_000), "A1:XFD10000")
    tracemalloc.start()
    headings, rows = read_sheet("u.xlsx", content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (headings, rows) == (["x"], [["x"]])
    assert peak < 20 * 2**20


def test_cell_far_below_is_refused() -> None:
    with pytest.raises(Unreadable, match="below row"):
        read_sheet("u.xlsx", crafted(cell("A", 1) + cell("A", 999_999_999)))


def test_too_many_columns_are_refused() -> None:
    with pytest.raises(Unreadable, match="500 columns"):
        read_sheet("u.xlsx", crafted(cell("A", 1) + cell("XFD", 2)))
    with pytest.raises(Unreadable, match="500 columns"):
        read_sheet("u.csv", b"a," * 600 + b"b")


def test_too_many_rows_are_refused_while_reading() -> None:
    with pytest.raises(Unreadable, match="20000 rows"):
        read_sheet("u.csv", b"a,b\n" * 20_002)


def test_workbook_that_unpacks_to_much_more_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(3):
            made.writestr(f"xl/worksheets/{number}.xml", b"0" * (70 * 2**20))
    with pytest.raises(Unreadable, match="200 MB"):
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
