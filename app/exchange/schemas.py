"""JSON Schemas of the package format, made from the models that read and write it.

`python -m app.exchange.schemas docs/schemas` writes them anew; a test compares.
"""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from app.checks.finding import FindingFacts
from app.drafting.entry import EntryContent
from app.exchange.answers import AnswerContent
from app.exchange.entry_rows import EntryRowIn
from app.exchange.manifest import Manifest
from app.exchange.pack_rows import PackRowIn
from app.exchange.profiles import ProfileFile
from app.exchange.recovering import RecoveryFile
from app.exchange.redaction_rows import RedactionRowIn
from app.exchange.register_rows import RegistersFile
from app.exchange.returning import OutcomeRow, ReceiptFile
from app.exchange.rule_rows import RULE_CONTENTS, RuleRowIn
from app.exchange.signature import Signature
from app.exchange.starting import StartFile, UnitRecord
from app.exchange.subject_rows import SubjectRow
from app.exchange.verdicts import VerdictContent
from app.exchange.work_contents import RecordRowIn, RevisionRowIn, WorkSettings
from app.standards.own_packs import PackContent

_MODELS: dict[str, type] = {
    "manifest.schema.json": Manifest,
    "signature.schema.json": Signature,
    "entries.schema.json": EntryRowIn,
    "entry-content.schema.json": EntryContent,
    "findings.schema.json": FindingFacts,
    "verdicts.schema.json": SubjectRow,
    "verdict-content.schema.json": VerdictContent,
    "answer-content.schema.json": AnswerContent,
    "receipt.schema.json": ReceiptFile,
    "outcomes.schema.json": OutcomeRow,
    "recovery.schema.json": RecoveryFile,
    "start.schema.json": StartFile,
    "unit-record.schema.json": UnitRecord,
    "records.schema.json": RecordRowIn,
    "revisions.schema.json": RevisionRowIn,
    "redactions.schema.json": RedactionRowIn,
    "registers.schema.json": RegistersFile,
    "work-settings.schema.json": WorkSettings,
    "profile.schema.json": ProfileFile,
    "standards.schema.json": PackRowIn,
    "standard-pack.schema.json": PackContent,
    "rules.schema.json": RuleRowIn,
    **{f"{kind}.schema.json": model for kind, model in RULE_CONTENTS.items()},
}


def schema_files() -> dict[str, str]:
    """The text of every schema file by its name."""
    return {name: _schema_text(model) for name, model in _MODELS.items()}


def write_schemas(folder: Path) -> None:
    """Write every schema file into the folder, replacing what is there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_files().items():
        (folder / name).write_text(text, encoding="utf-8")


def _schema_text(model: type) -> str:
    schema: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(model)}
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1]))
