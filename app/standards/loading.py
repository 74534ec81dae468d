"""From the resources folder to one checked `Content`. Every fault names the file and the item."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from app.standards.checklists import checklist_of, field_in, items_of
from app.standards.help_pages import load_help
from app.standards.inspection_rules import Inspection
from app.standards.layout import (
    ALIASES,
    CHECKLISTS,
    COMMENTS,
    INSPECTION,
    LAWS,
    NOTICE_RULES,
    NOTICES,
    OFFICES,
    PLACES,
    REASONS,
    STANDARDS,
    TABLE_WORDS,
    VOCABULARY,
    WORDING,
)
from app.standards.models import STANDARD_CATALOGUE, Content, Definition, Field, Item, NoticeRules, NoticeTemplate
from app.standards.notice_templates import rules_of, template_of
from app.standards.pack_files import require_modest
from app.standards.problems import bad_resource, read_as
from app.standards.source import Source, read_source, require_sections
from app.standards.targets import Targets
from app.standards.word_lists import (
    aliases_in,
    comments_in,
    laws_in,
    offices_in,
    places_in,
    reasons_in,
    table_words_in,
    vocabulary_in,
    wording_in,
)


def load_content(root: Path) -> Content:
    """Reads and checks all packs, checklists, notices, words and laws below `root` (about half a second).

    Raises UserFacingError for the first fault, naming file and item.
    """
    checklists = _load_definitions(root)
    definitions = tuple(definition for _, definition in checklists)
    fields = _load_fields(root, definitions)
    targets = Targets(
        frozenset(field.code for field in fields), frozenset(item.code for field in fields for item in field.items)
    )
    rules = rules_of(read_source(root / NOTICE_RULES, root))
    return Content(
        fields=fields,
        definitions=definitions,
        items=_load_items(checklists, targets),
        notice_rules=rules,
        notice_templates=_load_templates(root, rules, targets),
        vocabulary=vocabulary_in(read_source(root / VOCABULARY, root)),
        tables=table_words_in(read_source(root / TABLE_WORDS, root)),
        aliases=aliases_in(read_source(root / ALIASES, root)),
        laws=laws_in(read_source(root / LAWS, root)),
        reasons=reasons_in(read_source(root / REASONS, root)),
        comments=comments_in(read_source(root / COMMENTS, root)),
        offices=offices_in(read_source(root / OFFICES, root)),
        wording=wording_in(read_source(root / WORDING, root)),
        places=places_in(read_source(root / PLACES, root)),
        inspections=_load_inspections(root),
        help=load_help(root),
    )


def read_field(path: Path, definition: Definition) -> Field:
    """Return the field of a pack in a file of its own, whose items are of the standard catalogue. Raises
    `UserFacingError` naming the file and what is wrong in it."""
    require_modest(path)
    return field_in(read_source(path, path.parent), definition)


def _folder(root: Path, name: str) -> Iterable[Source]:
    return (read_source(path, root) for path in sorted((root / name).glob("*.yaml")))


def _load_definitions(root: Path) -> list[tuple[Source, Definition]]:
    checklists: list[tuple[Source, Definition]] = []
    for source in _folder(root, CHECKLISTS):
        definition = checklist_of(source)
        if any(definition.code == other.code for _, other in checklists):
            raise bad_resource(source.name, f"清单编号“{definition.code}”在别的文件里已经有了")
        checklists.append((source, definition))
    return checklists


def _load_items(checklists: list[tuple[Source, Definition]], targets: Targets) -> dict[str, tuple[Item, ...]]:
    return {
        definition.code: items_of(source, definition, targets)
        for source, definition in checklists
        if definition.code != STANDARD_CATALOGUE
    }


def _load_fields(root: Path, definitions: tuple[Definition, ...]) -> tuple[Field, ...]:
    catalogue = next((each for each in definitions if each.code == STANDARD_CATALOGUE), None)
    if catalogue is None:
        name = f"{root.name}/{CHECKLISTS}"
        raise bad_resource(name, f"没有编号为“{STANDARD_CATALOGUE}”的清单", "请补上这个文件后再试")
    fields: dict[str, Field] = {}
    for source in _folder(root, STANDARDS):
        field = field_in(source, catalogue)
        if field.code in fields:
            raise bad_resource(source.name, f"领域编号“{field.code}”在别的文件里已经有了")
        fields[field.code] = field
    return tuple(fields[code] for code in sorted(fields))


def _load_inspections(root: Path) -> tuple[Inspection, ...]:
    found: dict[str, Inspection] = {}
    for source in _folder(root, INSPECTION):
        require_sections(source, ("inspection",))
        inspection = read_as(Inspection, source.data["inspection"], source.name, "文件的“inspection”")
        if fault := inspection.fault():
            raise bad_resource(source.name, f"{inspection.name}的{fault}")
        if inspection.code in found:
            raise bad_resource(source.name, f"检查编号“{inspection.code}”在别的文件里已经有了")
        found[inspection.code] = inspection
    return tuple(sorted(found.values(), key=lambda each: each.order))


def _load_templates(root: Path, rules: NoticeRules, targets: Targets) -> tuple[NoticeTemplate, ...]:
    templates: dict[str, NoticeTemplate] = {}
    for source in _folder(root, NOTICES):
        if source.name.endswith(NOTICE_RULES):
            continue
        require_sections(source, ("templates",))
        for data in read_as(list[dict[str, Any]], source.data["templates"], source.name, "文件的“templates”"):
            template = template_of(data, rules, targets, source.name)
            if template.code in templates:
                raise bad_resource(source.name, f"模板 {template.code} 重复了", "请改成不同的编号后再试")
            templates[template.code] = template
    return tuple(templates[code] for code in sorted(templates))
