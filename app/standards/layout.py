"""Which files of the resources folder make up the library. Light: imported at every start."""

from pathlib import Path

STANDARDS, CHECKLISTS, NOTICES, INSPECTION = "standards", "checklists", "notices", "inspection"
FORMER = "standards/former"
"""Packs that were replaced: read only where an entry follows one, and no part of the library."""
NOTICE_RULES = "notices/rules.yaml"
VOCABULARY = "words/importer-vocabulary.yaml"
TABLE_WORDS = "words/table-words.yaml"
ALIASES = "words/aliases.yaml"
REASONS = "words/reasons.yaml"
COMMENTS = "words/comments.yaml"
OFFICES = "words/offices.yaml"
WORDING = "words/wording.yaml"
PLACES = "words/places.yaml"
LAWS = "laws/laws.yaml"
HELP = "help"
GLOSSARY, TOUR = "help/glossary.yaml", "help/tour.yaml"
COMPILED = "compiled.msgpack"


def source_paths(root: Path) -> list[Path]:
    """The files of a resources folder that the library is made from, those that exist, in a fixed order."""
    named = (VOCABULARY, ALIASES, REASONS, COMMENTS, OFFICES, WORDING, PLACES, LAWS, GLOSSARY, TOUR)
    paths = [root / name for name in named if (root / name).exists()]
    for folder in (STANDARDS, CHECKLISTS, NOTICES, INSPECTION):
        paths += (root / folder).glob("*.yaml")
    paths += (root / HELP).glob("*.md")
    return sorted(paths)
