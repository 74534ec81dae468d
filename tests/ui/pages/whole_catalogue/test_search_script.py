"""The search of the web folder, run by a script engine as a browser would run it."""

import json
from pathlib import Path

from PySide6.QtQml import QJSEngine

from app.county.web_folder import write_web_folder
from app.county.whole_reading import WholeChoice
from tests.app.county.whole_desk import filled_county


def test_search_finds_by_words_pinyin_initials_units_and_common_names(qapp, tmp_path: Path) -> None:
    site = tmp_path / "网页"
    with filled_county(tmp_path / "county").working() as county:
        write_web_folder(county, site, WholeChoice())
    engine = QJSEngine()
    for name in ("data.js", "search.js"):
        result = engine.evaluate((site / name).read_text(encoding="utf-8"), name)
        assert not result.isError(), result.toString()

    def found(asked: str) -> list[tuple[str, str]]:
        code = f"JSON.stringify(SEARCH.find(CATALOGUE, {json.dumps(asked)}).map(n => CATALOGUE.entries[n]))"
        return [(entry[0], entry[3]) for entry in json.loads(engine.evaluate(code).toString())]

    low = found("最低生活保障")
    assert low and found("低保") == found("dibao") and {name for name, _ in low} & {name for name, _ in found("低保")}
    assert {name for name, _ in found("zdshbz")} >= {name for name, _ in low if "最低生活保障" in name}
    assert {place for _, place in found("政策法规文件 白云")} < {place for _, place in found("政策法规文件")}
    assert found("ＤＩＢＡＯ") and not found("没有这样的事项") and not found("  ")
    for _, place in low:
        name, _, anchor = place.partition("#")
        assert f'id="{anchor}"' in (site / name).read_text(encoding="utf-8")
