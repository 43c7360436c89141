"""Files that people and programs send, good and hostile."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from openpyxl import Workbook, load_workbook

from os2site.transfer import formats
from os2site.transfer.contract import Row, TransferError
from os2site.transfer.kinds.terms import TermKind, TermRow

pytestmark = pytest.mark.slow

KIND = TermKind()
HEADING = "vocabulary;slug;title;description;order"
DANISH = {
    "vocabulary": "farve",
    "slug": "blaa",
    "title": "Blå æøå",
    "description": "Én; to, tre",
    "order": "4",
}


def read(data: bytes, suffix: str = ".csv") -> list[dict[str, Any]]:
    return [row.values for row in formats.read_bytes(KIND, data, suffix=suffix).rows]


FAR_LARGER = "Excel-filen fylder langt mere, når den pakkes ud, og bliver afvist."


def refusal(data: bytes, suffix: str = ".csv") -> str:
    with pytest.raises(TransferError) as caught:
        formats.read_bytes(KIND, data, suffix=suffix)
    return str(caught.value)


def csv_file(*lines: str) -> bytes:
    return "\r\n".join([HEADING, *lines]).encode()


def workbook(*lines: list[Any]) -> bytes:
    book = Workbook()
    for line in [HEADING.split(";"), *lines]:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_csv_of_common_spreadsheets_is_read(encoding: str, delimiter: str) -> None:
    values = [f'"{value}"' for value in DANISH.values()]
    text = "\r\n".join([delimiter.join(DANISH), delimiter.join(values), ""])
    assert read(text.encode(encoding)) == [DANISH]


def test_a_guessed_encoding_is_told() -> None:
    raw = formats.read_bytes(
        KIND, csv_file("farve;blaa;Blå;;").decode().encode("cp1252"), suffix=".csv"
    )
    assert raw.notes == ["Filen er ikke UTF-8. Den er læst som Windows-1252."]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n \n",
        b"\xef\xbb\xbf",
        csv_file("farve;roed;R\x00d;;"),
        "vocabulary;slug;title".encode("utf-16"),
        b"vocabulary;slug;title\n\x81\x8d\x8f;x;y",
        b"PK\x03\x04 no table",
        b'vocabulary;slug;title\nfarve;roed;"never closed',
    ],
    ids=["0 bytes", "blank", "only a BOM", "NUL", "utf-16", "no encoding", "zip", "open quote"],
)
def test_what_is_no_csv_is_refused_in_words(data: bytes) -> None:
    assert refusal(data).endswith((".", "end of data"))


def test_unknown_missing_and_double_columns_are_named() -> None:
    assert "navn, pris" in refusal(b"vocabulary;slug;navn;pris\n1;2;3;4")
    assert "title" in refusal(b"vocabulary;slug\n1;2")
    assert "slug" in refusal(b"vocabulary;slug;slug;title\n1;2;3;4")


def test_a_row_longer_than_the_heading_is_refused() -> None:
    assert "2" in refusal(csv_file("farve;roed;Rød;;1;for meget"))


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    data = csv_file('farve;roed;"Rød\nover to linjer";;', ";;;;", "farve;gul;Gul;;")
    rows = formats.read_bytes(KIND, data, suffix=".csv").rows
    assert [row.number for row in rows] == [2, 4]


@override_settings(OS2SITE={"IMPORT_MAX_BYTES": 1000})
def test_a_large_file_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    path = tmp_path / "stor.csv"
    with path.open("wb") as file:
        file.truncate(400 * 1024 * 1024)  # A hole: takes no room on the disk.
    tracemalloc.start()
    with pytest.raises(TransferError):
        formats.read(KIND, path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx"])
def test_more_rows_than_the_limit_are_refused(suffix: str) -> None:
    records = [["farve", f"f{n}", "Farve", None, None] for n in range(11)]
    if suffix == ".xlsx":
        data = workbook(*records)
    elif suffix == ".csv":
        data = csv_file(*(";".join(str(cell or "") for cell in line) for line in records))
    else:
        data = json.dumps([{"slug": line[1]} for line in records]).encode()
    with override_settings(OS2SITE={"IMPORT_MAX_ROWS": 10}):
        assert "10" in refusal(data, suffix)
    with override_settings(OS2SITE={"IMPORT_MAX_ROWS": 11}):
        assert len(read(data, suffix)) == 11


def test_fifty_thousand_rows_are_read_in_seconds_and_one_more_is_refused() -> None:
    lines = [f"farve;f{n};Farve {n};;{n}" for n in range(50_000)]
    started = time.thread_time()
    assert len(read(csv_file(*lines))) == 50_000
    assert time.thread_time() - started < 20
    assert "50000" in refusal(csv_file(*lines, "farve;en-mere;En mere;;"))


# --- Excel --------------------------------------------------------------------------------------


def test_numbers_and_dates_of_excel_become_what_the_field_wants() -> None:
    data = workbook(["farve", 101, 2026, None, 3.0])
    assert read(data, ".xlsx") == [
        {"vocabulary": "farve", "slug": "101", "title": "2026", "description": None, "order": 3}
    ]


def test_a_formula_counts_as_its_stored_value() -> None:
    data = workbook(["farve", "roed", "=1+1", None, None])
    assert read(data, ".xlsx")[0]["title"] is None


def test_a_workbook_that_unpacks_to_far_more_is_refused() -> None:
    bomb = io.BytesIO(workbook())
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/picture.png", b"0" * 200_000_000)
    assert len(bomb.getvalue()) < 1_000_000
    tracemalloc.start()
    assert refusal(bomb.getvalue(), ".xlsx") == FAR_LARGER
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_a_workbook_of_very_many_parts_is_refused() -> None:
    bomb = io.BytesIO(workbook())
    with zipfile.ZipFile(bomb, "a") as archive:
        for number in range(1000):
            archive.writestr(f"xl/media/{number}", b"")
    assert refusal(bomb.getvalue(), ".xlsx") == FAR_LARGER


def test_a_workbook_with_entities_is_refused() -> None:
    source = zipfile.ZipFile(io.BytesIO(workbook(["farve", "roed", "Rød", None, None])))
    bomb = io.BytesIO()
    entities = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
    with zipfile.ZipFile(bomb, "w") as archive:
        for name in source.namelist():
            text = source.read(name).decode()
            if name.endswith("sheet1.xml"):
                text = entities + text.replace("roed", "&b;")
            archive.writestr(name, text)
    refusal(bomb.getvalue(), ".xlsx")


def test_a_sheet_that_claims_a_million_columns_is_read_as_far_as_a_kind_goes() -> None:
    book = Workbook()
    book.active.append(HEADING.split(";"))
    book.active.append(["farve", "roed", "Rød"])
    book.active["XFD1048576"] = "langt væk"
    file = io.BytesIO()
    book.save(file)
    started = time.thread_time()
    assert len(read(file.getvalue(), ".xlsx")) == 1
    assert time.thread_time() - started < 20


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old",
        b"slug;title\n",
        b"\x89PNG\r\n",
    ],
    ids=["broken", "old or protected", "csv", "image"],
)
def test_what_is_no_workbook_is_refused_in_words(data: bytes) -> None:
    assert refusal(data, ".xlsx").endswith(".")


# --- JSON ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b"[1]",
        b'[{"slug": NaN}]',
        b"[" * 100_000,
        '[{"slug": "å"}]'.encode("cp1252"),
        b"[{]",
        b"PK\x03\x04",
    ],
    ids=["object", "numbers", "NaN", "deep", "cp1252", "broken", "zip"],
)
def test_what_is_no_array_of_objects_is_refused_in_words(data: bytes) -> None:
    assert "Traceback" not in refusal(data, ".json")


def test_json_with_a_byte_order_mark_is_read() -> None:
    assert read("\ufeff[{}]".encode(), ".json") == [{}]


# --- Writing ------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+45", "-5", "@SUM(A1)", "'=1", "''=1", "'a", "Almindelig"]


def written(suffix: str, tmp_path: Path, *rows: Row) -> Path:
    path = tmp_path / f"ud{suffix}"
    formats.write(KIND, rows, path)
    return path


def formula_rows() -> list[TermRow]:
    return [
        TermRow(vocabulary="v", slug=f"s{n}", title=text, applies_to=[text, "b"], order=-0)
        for n, text in enumerate(FORMULAS)
    ]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_texts_like_formulas_come_back_as_they_were(suffix: str, tmp_path: Path) -> None:
    path = written(suffix, tmp_path, *formula_rows())
    rows = [TermRow.model_validate(row.values) for row in formats.read(KIND, path).rows]
    assert rows == formula_rows()


def test_no_cell_of_a_csv_export_starts_a_formula(tmp_path: Path) -> None:
    import csv

    text = written(".csv", tmp_path, *formula_rows()).read_text(encoding="utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text), delimiter=";") for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_no_cell_of_an_excel_export_is_a_formula(tmp_path: Path) -> None:
    sheet = load_workbook(written(".xlsx", tmp_path, *formula_rows())).active
    cells = [cell for line in sheet.iter_rows() for cell in line]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]


def test_a_text_too_long_for_excel_is_refused_not_cut(tmp_path: Path) -> None:
    row = TermRow(vocabulary="v", slug="s", title="t", description="x" * 40_000)
    with pytest.raises(TransferError):
        written(".xlsx", tmp_path, row)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TransferError, match=r"\.csv, \.xlsx, \.json"):
        formats.write(KIND, [], tmp_path / "ud.ods")
    with pytest.raises(TransferError, match=r"\.yml"):
        formats.read_bytes(KIND, b"name: x", suffix=".yml")


def test_a_folder_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(TransferError):
        formats.write(KIND, [], tmp_path / "mangler" / "ud.csv")
    with pytest.raises(TransferError):
        formats.read(KIND, tmp_path / "mangler.csv")


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    path = written(".xlsx", tmp_path, TermRow(vocabulary="v", slug="s", title="t"))
    before = path.read_bytes()
    with pytest.raises(TransferError):
        written(".xlsx", tmp_path, TermRow(vocabulary="v", slug="s", title="t", note="x" * 40_000))
    assert path.read_bytes() == before
