"""What the search index knows: items, laws, entries, notices, boards, help; by Chinese, full pinyin and initials.

`db.bigrams` finds any substring; here the words are chosen that should lead to a thing, and the query is widened
by the aliases people use (低保 for 最低生活保障).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from app.drafting.entry import item_title, title_of
from app.standards.help_records import GLOSSARY_PAGE, GLOSSARY_TITLE
from app.standards.library import Library
from app.standards.spelling import pinyin_words
from app.workspace import Workspace
from db.repositories.search import Document

KINDS = ("entry", "item", "notice", "board", "law")
HELP, FIELD = "help", "field"
"""Pages of the help, and fields as a whole, which only the window has a place for: it asks for them as well."""
# Counts the ways items, laws and boards of before were put into the index: another number puts them there anew.
_REFERENCE_FORM = 4
_LEAST_OF_FIELD = 2


def document_of(library: Library, subject_kind: str, subject_id: str, content: dict[str, Any]) -> Document | None:
    """Return the index document of a subject; None for what cannot be found by words or was removed."""
    if content.get("removed"):
        return None
    if subject_kind == "entry":
        return _entry_document(library, subject_id, content)
    if subject_kind == "notice":
        title = content["title"]
        return _document("notice", subject_id, title, title, content["organisation"], content["field"])
    if subject_kind == "board":
        title = content["board"]["title"]
        return _document("board", subject_id, title, title, content["organisation"], None)
    return None


def reference_documents(library: Library) -> list[Document]:
    """Return the documents of every standard item and law, and of the help."""
    documents = []
    for definition in library.definitions.values():
        if definition.shape != "catalogue":
            continue
        for item in library.items(definition.code):
            title = item_title(definition, item)
            field = library.fields.get(item.field) if item.field else None
            name = field.name if field else ""
            words = f"{title} {name} {pinyin_words(name)} {item.code} {_all_text(item.values)}"
            documents.append(_document("item", item.code, title, words, None, item.field, item.code))
    for law in library.laws:
        words = " ".join((law.title, *law.short_titles, law.number or ""))
        documents.append(_document("law", law.title, law.title, words, None, None))
    for page in library.help_pages.values():
        documents.append(_document(HELP, page.code, page.title, f"{page.title} {page.about} {page.text}", None, None))
    terms = " ".join(" ".join((term.term, *term.also, term.means)) for term in library.glossary)
    documents.append(_document(HELP, GLOSSARY_PAGE, GLOSSARY_TITLE, f"{GLOSSARY_TITLE} {terms}", None, None))
    return documents


def refresh_reference_index(workspace: Workspace) -> None:
    """Put items, laws and boards into the index when the standards, or the way they are put there, changed."""
    store, indexed = workspace.store, f"{workspace.library.digest} {_REFERENCE_FORM}"
    if store.settings.get("indexed_library") == indexed:
        return
    with store.transaction():
        store.search.take_out_kinds(("item", "law", HELP))
        store.search.put(reference_documents(workspace.library))
        rows = store.records.of_kind("board")
        boards = (document_of(workspace.library, "board", row.id, row.content) for row in rows)
        store.search.put([board for board in boards if board is not None])
        store.settings.put("indexed_library", indexed)


def search(workspace: Workspace, text: str, *, kinds: tuple[str, ...] = KINDS, limit: int = 50) -> list[dict[str, Any]]:
    """Find entries, items, notices, boards and laws: [{kind, id, title, field, item, organisation}], entries first,
    our own before those of other units.

    Within a kind what an alias means comes before what only contains the letters. Where there is more than the
    limit, every kind keeps a share of it.
    """
    found = {
        kind: _fields(workspace, text) if kind == FIELD else _found(workspace, text, kind, limit) for kind in kinds
    }
    share = max(1, limit // max(1, len(kinds)))
    room = limit - sum(min(share, len(rows)) for rows in found.values())
    shown = []
    for rows in found.values():
        more = min(room, max(0, len(rows) - share))
        room -= more
        shown += rows[: share + more]
    return shown


def _found(workspace: Workspace, text: str, kind: str, limit: int) -> list[dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for wording in wordings(workspace.library.aliases, text):
        for row in _of_this_edition(workspace, wording, kind, limit):
            rows.setdefault(row["id"], row)
    asked = text.strip().casefold()
    # Of the help, what is called so is meant before what only speaks of it.
    return sorted(
        rows.values(),
        key=lambda row: (
            row["organisation"] not in (None, workspace.organisation.id),
            kind == HELP and asked not in row["title"].casefold(),
        ),
    )


def _fields(workspace: Workspace, text: str) -> list[dict[str, Any]]:
    """Return the fields that are called so, by a part of the name or the beginning of its pinyin or initials."""
    asked = text.strip().casefold()
    if len(asked) < _LEAST_OF_FIELD:
        return []
    fields = workspace.library.fields.values()
    called = [each for each in fields if asked in each.name or _begins(pinyin_words(each.name), asked)]
    return [
        {"kind": FIELD, "id": each.code, "organisation": None, "field": each.code, "item": None, "title": each.name}
        for each in called
    ]


def _begins(spellings: str, asked: str) -> bool:
    return asked.isascii() and any(word.startswith(asked) for word in spellings.split())


def _of_this_edition(workspace: Workspace, wording: str, kind: str, limit: int) -> list[dict[str, Any]]:
    """Return at most `limit` documents of a kind, passing over the entries of other editions."""
    find = workspace.store.search.find
    if kind != "entry" or not workspace.has_other_editions():
        return find(wording, kind, limit)
    asked = limit
    while True:
        found = find(wording, kind, asked)
        ours = workspace.store.entries.of_edition((row["id"] for row in found), workspace.edition)
        kept = [row for row in found if row["id"] in ours]
        if len(kept) >= limit or len(found) < asked:
            return kept[:limit]
        asked *= 4


def wordings(aliases: Mapping[str, tuple[str, ...]], text: str) -> list[str]:
    """What to look for where somebody asks for a text: what it means as an alias, and the text itself."""
    asked = text.strip().casefold()
    meant = [means for alias, means in aliases.items() if asked in _spellings(alias, asked)]
    return [*(wording for means in meant for wording in means), text]


def _spellings(alias: str, asked: str) -> list[str]:
    return [alias, *pinyin_words(alias).split()] if asked.isascii() else [alias]


def _entry_document(library: Library, subject_id: str, content: dict[str, Any]) -> Document:
    definition = library.definitions.get(content["checklist"])
    title = title_of(definition, content["values"]) if definition else content["item"] or subject_id
    words = f"{title} {content['item'] or ''} {_all_text(content['values'])}"
    return _document("entry", subject_id, title, words, content["organisation"], content["field"], content["item"])


def _document(
    kind: str,
    id: str,
    title: str,
    words: str,
    organisation: str | None,
    field: str | None,
    item: str | None = None,
) -> Document:
    return Document(kind, id, organisation, field, item, title, f"{words} {pinyin_words(title)}")


def _all_text(value: Any) -> str:
    found: list[str] = []
    _find_texts([value], found)
    return " ".join(found)


def _find_texts(parts: Iterable[Any], found: list[str]) -> None:
    for part in parts:
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, dict):
            _find_texts(part.values(), found)
        elif isinstance(part, _LISTS):
            _find_texts(part, found)


_LISTS = (list, tuple)
