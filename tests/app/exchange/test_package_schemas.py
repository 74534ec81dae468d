import inspect
import json
from pathlib import Path

from app.exchange import refusals
from app.exchange.member_names import MEMBER_NAMES
from app.exchange.schemas import schema_files, write_schemas

_DOCS = Path(__file__).parents[3] / "docs"


def test_the_schemas_in_docs_are_current():
    for name, text in schema_files().items():
        assert (_DOCS / "schemas" / name).read_text(encoding="utf-8") == text


def test_writing_them_anew_gives_valid_json(tmp_path):
    write_schemas(tmp_path / "schemas")
    written = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "schemas").iterdir()}
    assert written["manifest.schema.json"]["$defs"]["Format"]["required"] == ["major", "minor"]
    assert written["signature.schema.json"]["$ref"] == "#/$defs/Signature"


def test_the_documentation_names_every_kind_and_member():
    text = (_DOCS / "package-format.md").read_text(encoding="utf-8")
    for kind, names in MEMBER_NAMES.items():
        assert f"`{kind}`" in text
        for name in names.required | names.optional:
            assert f"`{name}`" in text


def test_the_documentation_names_every_reason_to_refuse():
    text = (_DOCS / "package-format.md").read_text(encoding="utf-8")
    reasons = [reason for _, reason in inspect.getmembers(refusals, inspect.isfunction)]
    assert len(reasons) >= 10
    for reason in reasons:
        assert f"`{reason('a.zwgk', '').code}`" in text
