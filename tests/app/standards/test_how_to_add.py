"""The recipes of docs/how-to-add.md: each example is put in as it stands there, compiled and used."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from app.calendar.work_calendar import load_calendar
from app.checks.rule import Rule
from app.drafting.entry import EntryContent
from app.notices.filling import fill_notice
from app.resources import resource_root
from app.standards.library import Library
from app.standards.loading import load_content

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "how-to-add.md").read_text(encoding="utf-8")
_FILE = re.compile(r"`resources/(?P<name>[\w/-]+\.yaml)`：\n\n```yaml\n(?P<text>.*?)```", re.DOTALL)
_LINES = re.compile(
    r"`resources/(?P<name>[\w/-]+\.yaml)` [^\n]*`(?P<part>\w+)` 里：\n\n```yaml\n(?P<text>.*?)```", re.DOTALL
)
_CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The program's own resources with every example put in."""
    root = tmp_path_factory.mktemp("added") / "resources"
    names = ("standards", "checklists", "notices", "inspection", "words", "laws")
    for name in names:
        shutil.copytree(resource_root() / name, root / name)
    files = {found["name"]: found["text"] for found in _FILE.finditer(PAGE)}
    assert set(files) == {"checklists/well-list.yaml", "standards/90-wells.yaml", "notices/wells.yaml"}
    for name, text in files.items():
        assert not (root / name).exists()
        (root / name).write_text(text, encoding="utf-8")
    (lines,) = _LINES.finditer(PAGE)
    kept = yaml.safe_load((root / lines["name"]).read_text(encoding="utf-8"))
    kept[lines["part"]] += yaml.safe_load(lines["text"])
    (root / lines["name"]).write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
    return Library(load_content(root), "added")


def test_a_checklist_that_was_added_can_be_filled(library: Library) -> None:
    definition = library.definitions["well-list"]
    assert [element.label for element in definition.elements] == ["机井", "管理人", "收费"]
    assert all(element.question and element.example and element.help for element in definition.elements)
    assert library.item("well-list", "W-01").values["fee"] == "每小时8元"


def test_a_field_that_was_added_can_be_adopted(library: Library) -> None:
    assert library.fields["90"].name == "农村机井"
    (item,) = library.fields["90"].items
    assert (item.code, item.levels, item.evidence) == ("90-001", ("township",), "recalled")


def test_a_notice_that_was_added_can_be_filled_in(library: Library) -> None:
    answers = {
        "village": "白马村",
        "reason": "检修",
        "stop_start": "2026-11-24",
        "stop_end": "2026-11-25",
        "phone": "0990-6120331",
        "publisher": "白马村村民委员会",
        "publish_date": "2026-11-23",
        "supervision_phone": "0990-6120332",
    }
    filled = fill_notice(
        library.notice_templates["NT-90"],
        library.notice_rules,
        answers,
        calendar=load_calendar(),
        today=date(2026, 11, 23),
    )
    assert filled.title == "白马村机井停用通知"
    assert any("因检修，机井定于" in str(paragraph) for paragraph in filled.paragraphs)


def test_a_word_that_was_added_is_found(library: Library) -> None:
    ((met, name),) = library.wording.former_in("由机井办收取")
    assert (met.start, met.end, name.now) == (1, 4, "水利站")


def test_a_rule_that_was_added_looks(library: Library) -> None:
    made: dict[str, tuple[Rule, ...]] = {}
    exec(compile("\n".join(_CODE.findall(PAGE)), "how-to-add.md", "exec"), made)
    (rule,) = made["RULES"]

    def doubts(publisher: str) -> list[str]:
        values = {"publisher": publisher}
        content = EntryContent("o", "standard-catalogue", "2026", "90", "90-001", False, (0, ""), values)
        return [doubt.element for doubt in rule.look(None, content)]

    assert doubts("县有关部门") == ["publisher"] and doubts("兴隆镇人民政府") == []
