"""Definitions of a workspace's own: what the program ships reads back as itself, and nothing faulty is ever gone by."""

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserFacingError
from app.standards.definition_data import known_codes, shipped_data
from app.standards.definition_files import definition_text, definitions_in, place_of, read_definitions
from app.standards.definition_forms import form_values, row_with, rows_of, with_rows
from app.standards.definition_parts import library_with_part, read_part
from app.standards.definition_sections import sections_of
from app.standards.library import Library, load_library
from app.standards.own_definitions import KINDS

EVERY = [(kind, code) for kind in KINDS for code in known_codes(load_library(), kind)]
EXEMPTIONS = "exemption-list"


@pytest.fixture
def library() -> Library:
    return load_library()


def test_what_the_program_ships_is_a_definition_of_itself(library: Library) -> None:
    for kind, code in EVERY:
        part = read_part(library, kind, shipped_data(kind, code))
        assert part.code == code
        after = library_with_part(library, kind, part, "x")
        if kind == "checklist":
            assert after.definitions == library.definitions and after.items(code) == library.items(code)
        elif kind == "field":
            assert after.fields == library.fields and after.known_items(code) == library.known_items(code)
        elif kind == "notice":
            assert after.notice_templates == library.notice_templates
        elif kind == "words":
            assert after.words == library.words


def test_what_an_element_lacks_is_told_at_that_element(library: Library) -> None:
    data = copy.deepcopy(shipped_data("checklist", EXEMPTIONS))
    elements = data["checklist"]["elements"]
    elements.insert(2, {"key": "until", "label": "保密期限", "kind": "text"})
    for missing, told in (("question", "保密到哪天？"), ("example", "2030年")):
        with pytest.raises(UserFacingError) as refused:
            read_part(library, "checklist", data)
        assert place_of(data, refused.value) == ("checklist", "elements", 2, missing)
        elements[2][missing] = told
    elements[2]["key"] = "Until"
    with pytest.raises(UserFacingError) as refused:
        read_part(library, "checklist", data)
    assert place_of(data, refused.value) == ("checklist", "elements", 2, "key")


def test_what_is_written_to_a_file_reads_back_as_the_same() -> None:
    for kind, code in (
        *SAMPLES,
        ("field", "10"),
        ("checklist", "disclosure-requests"),
        ("words", "aliases"),
        ("words", "tables"),
    ):
        (told,) = definitions_in(definition_text(shipped_data(kind, code)), "定义.yaml")
        assert (told.kind, told.data) == (kind, shipped_data(kind, code))


texts = st.text(max_size=20)
leaves = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts


def places(data: Any, way: tuple = ()) -> list[tuple]:
    """Every place in a definition."""
    inside = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [way] * bool(way) + [place for key, value in inside for place in places(value, (*way, key))]


SAMPLES = [
    ("checklist", EXEMPTIONS),
    ("field", "07"),
    ("notice", "NT-01"),
    ("masking", "masking"),
    ("words", "wording"),
]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_a_change_anywhere_is_taken_whole_or_refused_in_chinese(data: st.DataObject) -> None:
    kind, code = data.draw(st.sampled_from(SAMPLES))
    changed = copy.deepcopy(shipped_data(kind, code))
    where = changed
    *way, last = data.draw(st.sampled_from(places(changed)))
    for step in way:
        where = where[step]
    if data.draw(st.booleans()):
        del where[last]
    else:
        where[last] = data.draw(leaves | st.just([]) | st.just({}))
    library = load_library()
    try:
        (told,) = definitions_in(definition_text(changed), "定义.yaml")
        part = read_part(library, told.kind, told.data)
    except UserFacingError as error:
        assert any("\u4e00" <= character <= "\u9fff" for character in error.message)
        return
    # Taken: what stands says exactly what was written, read again it is the same.
    after = library_with_part(library, told.kind, part, "x")
    (again,) = definitions_in(definition_text(told.data), "定义.yaml")
    assert again.data == told.data
    assert read_part(library, told.kind, again.data) == part
    assert after.digest != library.digest


def with_elements(change: Any) -> dict[str, Any]:
    data = copy.deepcopy(shipped_data("checklist", EXEMPTIONS))
    change(data["checklist"], data.get("items", []))
    return data


def without_remark(checklist: dict[str, Any], items: list[dict[str, Any]]) -> None:
    checklist["elements"] = [each for each in checklist["elements"] if each["key"] != "remark"]
    checklist["columns"] = [each for each in checklist["columns"] if each.get("element") != "remark"]
    for item in items:
        item.pop("remark", None)


def test_an_element_left_out_is_known_still_but_asked_no_more(library: Library) -> None:
    part = read_part(library, "checklist", with_elements(without_remark))
    assert [each.key for each in part.what.retired] == ["remark"]
    assert "remark" not in [each.key for each in part.what.elements]
    assert part.what.element("remark").label == "备注（审查和调整）"
    # Entries that follow an item follow it still.
    assert [item.digest for item in part.items] == [item.digest for item in library.items(EXEMPTIONS)]


def masked_columns(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in data["templates"][0]["table"]["columns"] if each["mask"] != "none"]


@pytest.mark.parametrize(
    ("kind", "code", "change", "said"),
    [
        ("checklist", EXEMPTIONS, lambda d: d["checklist"]["elements"][1].update(kind="date", choices=[]), "不能改成"),
        ("checklist", "disclosure-requests", lambda d: d["checklist"]["elements"].pop(), "不能去掉要素"),
        ("checklist", "disclosure-requests", lambda d: d["checklist"].update(code="new-register"), "要有程序支持"),
        ("checklist", "standard-catalogue", lambda d: d["checklist"]["elements"].pop(), "levels.*不存在"),
        (
            "checklist",
            EXEMPTIONS,
            lambda d: d["checklist"].update(retired=[]) or d["checklist"].update(shape="x"),
            "shape",
        ),
        ("field", "07", lambda d: d["field"].update(code="77"), "编号"),
        ("field", "07", lambda d: d["items"][0].update(levels=["village", "moon"]), "moon"),
        ("notice", "NT-01", lambda d: d["templates"][0].update(title_pattern="关于{nowhere}的公示"), "nowhere"),
        ("notice", "NT-01", lambda d: masked_columns(d)[0].update(mask="phone"), "张贴时.*这里改了"),
        ("notice", "NT-01", lambda d: masked_columns(d)[0].update(mask_web="none"), "上网时.*这里改了"),
        ("masking", "masking", lambda d: d["kinds"]["id_number"]["web"].update(keep_head=6), "只能更严"),
        ("masking", "masking", lambda d: d["kinds"]["address"]["paper"].update(level="full"), "只能更严"),
        ("masking", "masking", lambda d: d["kinds"]["phone"]["web"].update(keep_tail=-1), "只能更严"),
        ("checklist", EXEMPTIONS, lambda d: d["checklist"].update(code="../../x"), "编号“../../x”"),
        ("checklist", EXEMPTIONS, lambda d: d["checklist"].update(code="a" * 300), "编号“a"),
        ("checklist", EXEMPTIONS, lambda d: d["checklist"].update(name="清\u202e单\n"), "看不见的字"),
        ("checklist", EXEMPTIONS, lambda d: d["checklist"].update(name="长" * 300), "太长"),
        ("words", "offices", lambda d: d["offices"][0].update(fields=["99"]), "99"),
        ("words", "reasons", lambda d: d["reasons"].append(d["reasons"][0]), "重复了"),
        ("words", "reasons", lambda d: d["reasons"][0].update(text="{本县}没有"), "本县"),
    ],
)
def test_what_entries_packs_and_code_rely_on_cannot_go(library, kind, code, change, said) -> None:
    data = shipped_data(kind, code)
    change(data)
    with pytest.raises(UserFacingError, match=said):
        read_part(library, kind, data)


def test_masking_can_be_made_stricter(library: Library) -> None:
    data = shipped_data("masking", "masking")
    data["kinds"] = {"name": data["kinds"]["name"] | {"paper": {"level": "partial"}}}
    masking = library_with_part(library, "masking", read_part(library, "masking", data), "x").masking
    assert masking.rule("name", "paper").level == "partial"
    assert masking.rule("id_number", "web").keep_head == 0  # what it does not speak of stays at the floor


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("checklist:\n  code: a\n  code: b\n", "第3行的“code”重复"),
        ("checklist: [\n", "第2行"),
        ("a: &x [1]\nchecklist: *x\n", "第1行用了 YAML 的"),
        ("checklist: !!python/object:os.system {}\n", "第1行用了 YAML 的"),
        ("checklist: " + "[" * 3000 + "]" * 3000, "第1行嵌套得太深"),
        ("checklist: " + "长" * 400_000, "太大"),
        ("checklist: .nan\n", "不是数的数字"),
        ("1: 2\nchecklist: {}\n", "名称要写成文字"),
        ("- checklist\n", "开头"),
        ("anything: else\n", "看不出是哪一种定义"),
        ("", "开头"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "坏的.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserFacingError, match=said):
        read_definitions(path)


def test_a_file_that_is_no_text_or_far_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "图.yaml"
    path.write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(UserFacingError, match="UTF-8"):
        read_definitions(path)
    path.write_bytes(b"#" * 1_000_001)
    with pytest.raises(UserFacingError, match="太大"):
        read_definitions(path)


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_refused_or_read_never_crash(tmp_path_factory, content: bytes) -> None:
    path = tmp_path_factory.mktemp("任意") / "x.yaml"
    path.write_bytes(content)
    with pytest.raises(UserFacingError):
        read_definitions(path)


def test_a_fault_is_told_with_its_line(library: Library) -> None:
    text = definition_text(shipped_data("checklist", EXEMPTIONS))
    line = next(number for number, each in enumerate(text.splitlines(), 1) if each == "    kind: citations")
    (told,) = definitions_in(text.replace("    kind: citations", "    kind: citation"), "清单.yaml")
    with pytest.raises(UserFacingError) as caught:
        read_part(library, told.kind, told.data)
    assert told.with_line(caught.value).message.startswith(f"清单.yaml 第 {line} 行：")


def test_several_templates_in_one_file_are_told_apart() -> None:
    both = [shipped_data("notice", code)["templates"][0] for code in ("NT-01", "NT-02")]
    text = yaml.safe_dump({"templates": both}, allow_unicode=True)
    first, second = definitions_in(text, "模板.yaml")
    assert [each.data["templates"][0]["code"] for each in (first, second)] == ["NT-01", "NT-02"]


def test_what_a_form_shows_is_written_back_as_it_was(library: Library) -> None:
    for kind, code in EVERY:
        data = shipped_data(kind, code)
        for section in sections_of(library, kind, data):
            rows = rows_of(data, section)
            assert with_rows(data, section, rows) == data
            for row in rows:
                shown = form_values(section, row)
                for element in section.form.elements:
                    assert row_with(section, row, element.key, shown[element.key]) == row, (code, element.key)
