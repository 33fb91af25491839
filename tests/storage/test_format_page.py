"""The page about the file format says what the program does."""

from __future__ import annotations

import re
import sqlite3
import zlib
from contextlib import closing
from hashlib import sha256
from json import loads
from pathlib import Path

from strategy_editor.model.text import plain
from strategy_editor.storage import project_file, schema, tree
from tests.bench import ROOT
from tests.model.values import document, paragraph, project, section

PAGE = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_program() -> None:
    (sql,) = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
    assert [statement.strip() for statement in sql.split(";") if statement.strip()] == list(schema.TABLES)


def test_the_numbers_are_those_of_the_program() -> None:
    assert f"`{schema.APPLICATION_ID:#x}`" in PAGE
    assert f"(`PRAGMA user_version`) | {schema.FORMAT} |" in PAGE
    assert f"page size | {schema.PAGE} bytes" in PAGE
    assert f"{tree.HASH} bytes each" in PAGE
    assert "divides, and after 24" in PAGE
    assert (tree.CUT, tree.MOST) == (4, 24)


def test_the_parts_are_those_of_the_program() -> None:
    (listed,) = re.findall(r"The parts of a top piece, in order: (.*?)\.", PAGE, re.DOTALL)
    assert re.findall(r"`(\w+)`", listed) == [part.name for part in tree.PARTS]


def test_a_reader_written_from_the_page_alone_finds_the_words(tmp_path: Path) -> None:
    """With nothing but SQLite, zlib, SHA-256 and JSON, as the page describes them."""
    part = section("Aims", *(paragraph(f"Words {n}") for n in range(60)), children=(section("Deeper", paragraph("x")),))
    value = project(document(part))
    path = tmp_path / "a.strategy"
    project_file.create(path, value)
    with closing(sqlite3.connect(path)) as connection:
        ((top,),) = connection.execute("SELECT tree FROM head").fetchall()

        def piece(hash: bytes) -> tuple[dict, list[bytes]]:  # type: ignore[type-arg]
            ((links, body),) = connection.execute("SELECT links, body FROM pieces WHERE hash = ?", (hash,)).fetchall()
            text = zlib.decompress(body)
            assert sha256((len(links) // 32).to_bytes(4, "big") + links + text).digest() == hash
            return loads(text), [links[n : n + 32] for n in range(0, len(links), 32)]

        fields, links = piece(top)
        before = sum(fields["parts"].get(name, 0) for name in ("outline", "profile"))
        book, sections = piece(links[before])
        assert book["title"] == value.documents[0].title
        found, below = piece(sections[0])
        groups = [piece(hash)[0] for hash in below[: found["lists"]]]
        assert [block["id"] for group in groups for block in group] == [block.id for block in part.blocks]
        children = [piece(hash)[0]["section"]["title"][0]["content"] for hash in below[found["lists"] :]]
        assert children == [plain(part.children[0].title)]
