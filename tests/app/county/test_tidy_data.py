"""The data read back by other means: csv, openpyxl, json; the same everywhere, and as the dictionary and schema say."""

import csv
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.county.tidy_data import write_data
from app.county.whole_reading import WholeChoice
from app.errors import UserFacingError
from app.practice import practising
from app.workspace import Workspace
from tests.app.county.whole_desk import put_entries, with_values
from tests.support import COUNTY

PUBLIC = WholeChoice()
FORMULA = '=HYPERLINK("http://a.b","点我")'
TABLES = ("entries", "list_values", "citations", "units", "fields", "dictionary")


@pytest.fixture
def folder(county: Workspace, tmp_path: Path) -> Path:
    """The data of the usual county, one field of which holds formulas."""
    put_entries(
        county,
        COUNTY,
        "11",
        lambda _, item, content: with_values(content, level1=FORMULA, elements=["+1", "@SUM(A1)", "\t=1", "一"]),
        state="final",
    )
    write_data(county, tmp_path / "数据", PUBLIC)
    return tmp_path / "数据"


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def document(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "data.json").read_text(encoding="utf-8"))


def test_one_row_per_entry_and_lists_in_tables_of_their_own(folder: Path, county: Workspace) -> None:
    entries, said = table(folder, "entries"), document(folder)
    assert len(entries) == len({row["id"] for row in entries}) == len(said["entries"])
    stored = county.store.entries.many(row["id"] for row in entries)
    assert all(stored[row["id"]].revision == row["revision"] for row in entries)
    values = table(folder, "list_values")
    for entry in said["entries"]:
        here = [row for row in values if row["entry"] == entry["id"] and row["element"] == "channels"]
        assert [row["value"] for row in here] == entry["channels"]
        assert [int(row["position"]) for row in here] == list(range(1, len(here) + 1))
    basis = [row for row in table(folder, "citations") if row["entry"] == said["entries"][0]["id"]]
    assert [row["title"] for row in basis] == [each["title"] for each in said["entries"][0]["basis"]]
    assert {row["unit"] for row in entries} == {row["id"] for row in table(folder, "units")}
    assert {row["field"] for row in entries} == {row["code"] for row in table(folder, "fields")}


def test_the_dictionary_names_every_column_there_is(folder: Path) -> None:
    dictionary = table(folder, "dictionary")
    told = {(row["table"], row["name"]) for row in dictionary}
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert {(name, column) for column in next(csv.reader(file))} <= told
    assert all(row["label"] and row["type"] and row["source"] for row in dictionary)
    channels = next(row for row in dictionary if row["name"] == "value（channels）")
    assert "政府网站" in channels["values"]


def test_csv_json_and_workbook_say_the_same(folder: Path) -> None:
    workbook = openpyxl.load_workbook(folder / "data.xlsx")
    assert tuple(workbook.sheetnames) == TABLES
    for name in TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = [[_bared(cell) for cell in row] for row in csv.reader(file)]
        cells = [[_as_csv(cell.value) for cell in row] for row in workbook[name].iter_rows()]
        assert cells == rows
    for entry, row in zip(document(folder)["entries"], table(folder, "entries"), strict=True):
        assert {key: _as_csv(entry[key]) for key in row} == {key: _bared(text) for key, text in row.items()}


def test_nothing_becomes_a_formula(folder: Path) -> None:
    for name in ("entries", "list_values"):
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert not [cell for row in csv.reader(file) for cell in row if cell.lstrip()[:1] in tuple("=+-@")]
    sheets = openpyxl.load_workbook(folder / "data.xlsx")
    formulas = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert not formulas and FORMULA in {cell.value for row in sheets["entries"].iter_rows() for cell in row}
    assert (folder / "entries.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_the_json_keeps_to_its_schema(folder: Path) -> None:
    schema = json.loads((folder / "data.schema.json").read_text(encoding="utf-8"))
    said = document(folder)
    assert not list(_faults(said, schema, "$"))
    said["entries"][0]["standing"] = "别的"
    del said["entries"][1]["id"]
    assert len(list(_faults(said, schema, "$"))) == 2


def test_single_files_and_refusals(county: Workspace, tmp_path: Path) -> None:
    everything = WholeChoice(only_public=False)
    assert write_data(county, tmp_path / "一份.json", everything).files == ("一份.json",)
    said = json.loads((tmp_path / "一份.json").read_text(encoding="utf-8"))
    assert said["is_draft"] and {"returned", "pending"} < {entry["standing"] for entry in said["entries"]}
    write_data(county, tmp_path / "一份.xlsx", PUBLIC)
    with pytest.raises(UserFacingError) as refused:
        write_data(county, tmp_path / "一份.xlsx", PUBLIC)
    assert refused.value.code == "file-exists"
    put_entries(
        county,
        COUNTY,
        "05",
        lambda _, item, content: with_values(content, channels_other="打 138 0013 8000\n找小王"),
    )
    for name in ("个人.json", "个人.xlsx", "个人"):
        with pytest.raises(UserFacingError) as refused:
            write_data(county, tmp_path / name, everything)
        assert refused.value.code == "personal-data" and not (tmp_path / name).exists()


def _bared(text: str) -> str:
    from app.tables.plain_cells import bared

    return bared(text)


def _as_csv(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _faults(value: Any, schema: dict[str, Any], place: str):
    """What a value has against the few rules of JSON Schema that ours uses."""
    kinds = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
    types = schema.get("type", [])
    allowed = tuple(kinds[name] for name in ([types] if isinstance(types, str) else types))
    if allowed and (not isinstance(value, allowed) or (isinstance(value, bool) and bool not in allowed)):
        yield f"{place}: type"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: enum"
    if "const" in schema and value != schema["const"]:
        yield f"{place}: const"
    if isinstance(value, dict):
        yield from (f"{place}.{key}: missing" for key in schema.get("required", ()) if key not in value)
        for key, inner in value.items():
            if key not in schema["properties"]:
                yield f"{place}.{key}: unknown"
            else:
                yield from _faults(inner, schema["properties"][key], f"{place}.{key}")
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _faults(inner, schema["items"], f"{place}[{number}]")


def test_in_practice_every_file_with_entries_says_so(county: Workspace, tmp_path: Path) -> None:
    with practising(True):
        files = write_data(county, tmp_path / "数据", PUBLIC).files
    assert {name for name in files if name.endswith(".csv")} == {f"{name}_练习.csv" for name in TABLES}
    assert "练习" in document(tmp_path / "数据")["title"]
    with (tmp_path / "数据" / "entries_练习.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(document(tmp_path / "数据")["entries"])
    # Made anew in earnest, nothing of it is left.
    assert "entries.csv" in write_data(county, tmp_path / "数据", PUBLIC, force=True).files
    assert not list((tmp_path / "数据").glob("*练习*"))
