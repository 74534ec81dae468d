"""The search index stays what the documents say, whatever is put in and taken out."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import bigrams
from db.repositories.search import Document
from db.store import Store, create_store

# 𬭎, 㐂, 𠮷 and 𫓧 are in names of people and places; they lie outside of what old tokenizers know.
LETTERS = st.sampled_from("低保障最生活救助𬭎㐂𠮷𫓧aAＡbé1２ ，。-")
WORDS = st.text(LETTERS, max_size=12)
SUBJECTS = st.sampled_from([("entry", "一"), ("entry", "二"), ("entry", "三"), ("item", "一"), ("law", "四")])
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.lists(st.tuples(SUBJECTS, WORDS), max_size=4, unique_by=lambda pair: pair[0])),
        st.tuples(st.just("take out"), st.lists(SUBJECTS, max_size=3)),
        st.tuples(st.just("take out kinds"), st.lists(st.sampled_from(["entry", "item", "law"]), max_size=2)),
        st.tuples(st.just("undone"), st.lists(st.tuples(SUBJECTS, WORDS), min_size=1, max_size=2)),
    ),
    max_size=12,
)


def document(subject: tuple[str, str], words: str) -> Document:
    return Document(*subject, None, None, None, words, words)


def perform(store: Store, known: dict[tuple[str, str], str], act: str, what: list) -> None:
    """Do one act to the store and to a plain dict that says what should then be found."""
    if act == "undone":
        try:
            with store.transaction():
                store.search.put([document(*pair) for pair in dict(what).items()])
                raise InterruptedError
        except InterruptedError:
            return
    with store.transaction():
        if act == "put":
            store.search.put([document(*pair) for pair in what])
            known.update(what)
        elif act == "take out":
            store.search.take_out(what)
            for subject in what:
                known.pop(subject, None)
        else:
            store.search.take_out_kinds(what)
            for subject in [s for s in known if s[0] in what]:
                del known[subject]


def expected(known: dict[tuple[str, str], str], text: str, kind: str) -> set[str]:
    """Find by comparing strings: every run of the text must be part of a run of the document's words."""
    wanted = bigrams.runs(text)
    return {
        id
        for (of_kind, id), words in known.items()
        if of_kind == kind and wanted and all(any(run in having for having in bigrams.runs(words)) for run in wanted)
    }


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS, texts=st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=6))
def test_what_is_found_is_what_comparing_strings_finds(tmp_path_factory, acts: list, texts: list[str]):
    path: Path = tmp_path_factory.mktemp("index") / "index.qd"
    known: dict[tuple[str, str], str] = {}
    with create_store(path) as store:
        for act, what in acts:
            perform(store, known, act, what)
        for text in texts:
            for kind in ("entry", "item", "law"):
                found = store.search.find(text, kind, 50)
                assert {row["id"] for row in found} == expected(known, text, kind), (text, kind)
        assert store.integrity_problems() == []
    assert _tokens(path) == _tokens_anew(path)


def _tokens(path: Path) -> list[tuple]:
    """Every token of the index with the documents and places it stands in."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, search_index, instance)")
        return sorted(database.execute("SELECT term, doc, offset FROM seen").fetchall())


def _tokens_anew(path: Path) -> list[tuple]:
    """The same for an index made anew from the documents that are stored."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT number, kind, words FROM search_document").fetchall()
        database.execute("DROP TABLE search_index")
        database.execute("CREATE VIRTUAL TABLE search_index USING fts5 (tokens, content='', tokenize='ascii')")
        database.executemany(
            "INSERT INTO search_index (rowid, tokens) VALUES (?, ?)",
            [(number, f"{bigrams.mark(kind)} {bigrams.tokens(words)}") for number, kind, words in rows],
        )
        database.execute("CREATE VIRTUAL TABLE temp.seen USING fts5vocab(main, search_index, instance)")
        return sorted(database.execute("SELECT term, doc, offset FROM seen").fetchall())


@settings(deadline=None)
@given(st.text(st.one_of(LETTERS, st.characters(exclude_categories=["Cs"]), st.just(" ")), max_size=60))
def test_tokens_are_the_pairs_of_each_run_and_its_last_character(text: str):
    """Also where words are cut by themselves and kept."""
    pairs = [run[at : at + 2] for run in bigrams.runs(text) for at in range(len(run))]
    assert bigrams.tokens(text).split(" ") == (pairs or [""])


@settings(deadline=None)
@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=3), st.integers(0, 6), st.integers(0, 6))
def test_two_forms_of_a_text_have_the_tokens_of_each(words: list[str], others: list[str], begin: int, end: int):
    before, now = " ".join(words), " ".join([*words[:begin], *others, *words[end:]])
    assert bigrams.tokens_of_both(before, now) == (bigrams.tokens(before), bigrams.tokens(now))


def test_words_that_are_kept_are_so_many_at_most(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bigrams, "_MOST_KEPT", 10)
    monkeypatch.setattr(bigrams, "_KEPT", bigrams._Kept())
    assert bigrams.tokens(" ".join(f"低保{number}" for number in range(100, 125))).split(" ")[-1] == "4"
    assert len(bigrams._KEPT) <= 10
