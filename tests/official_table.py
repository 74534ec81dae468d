"""A ministry's table as somebody gets it: the standard of a field with some changes, as text parted by commas."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.standards.library import load_library

_HEADS = ("一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体", "公开渠道和载体", "公开对象")


def official_rows(field: str = "05") -> dict[str, dict[str, str]]:
    """The rows of the table by item code, the cells by their heads."""
    return {item.code: _row(item.values) for item in load_library().fields[field].items}


def write_official(path: Path, rows: Mapping[str, Mapping[str, str]], field: str = "社会救助") -> Path:
    """Write the rows under the heads of the official table."""
    heads = list(dict.fromkeys(head for row in rows.values() for head in row))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([f"{field}领域基层政务公开标准目录"])
        lines.writerow(heads)
        lines.writerows([row.get(head, "") for head in heads] for row in rows.values())
    return path


def changed_rows() -> dict[str, dict[str, str]]:
    """The table of 社会救助 with one item changed (05-001), one gone (05-013) and one new."""
    rows = official_rows()
    rows["05-001"]["公开内容（要素）"] += "\n乡镇救助政策汇编"
    rows["new"] = rows.pop("05-013") | {"二级事项": "救助金发放名册公示", "公开内容（要素）": "发放时间\n发放标准"}
    return rows


def _row(values: Mapping[str, Any]) -> dict[str, str]:
    basis = [f"《{each['title']}》" + (f"（{each['number']}）" if each["number"] else "") for each in values["basis"]]
    cells = (
        values["level1"],
        values.get("level2", ""),
        "\n".join(values["elements"]),
        "、".join(basis),
        values["deadline"]["text"],
        values["publisher"],
        "、".join(values["channels"]),
        values["audience"],
    )
    rest = {"公开方式": values["mode"], "公开层级": "、".join(values["levels"])}
    return dict(zip(_HEADS, cells, strict=True)) | rest
