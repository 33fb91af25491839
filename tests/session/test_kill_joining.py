"""A real process is killed while it brings copies together: nobody's words are torn, lost or doubled.

The files are read here without the program's own readers: plain SQLite, zlib and patterns in JSON.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import zlib
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest

from strategy_editor.session import opening
from strategy_editor.session.paths import working_folder
from strategy_editor.storage import recovery
from tests import bench
from tests.killing import Said, each_kill, last
from tests.session import killed

PHASES = {"joining": 0.06, "expecting": 0.06, "saving": 0.06, "writing": 0.015}
"""What the program may be about to do, and about how many seconds it takes."""

WRITTEN = re.compile(r"\b(anne|theo)(\d{3})(own|both)\b")
HASH = 32


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_kills_while_copies_are_brought_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """250 kills with --full, at least 60 in each phase; else 12, at least 3 in each."""
    wanted, least = (250, 60) if bench.is_full() else (12, 3)
    chance = Random(20090304)
    home, place = tmp_path / "home", tmp_path / "place"
    monkeypatch.setenv("STRATEGY_EDITOR_HOME", str(home))

    def rounds(_phase: str) -> int:
        return chance.randint(1, killed.ROUNDS // 2)

    for said in each_kill(killed, tmp_path, PHASES, rounds, wanted=wanted, least=least, chance=chance):
        _check_as_it_lies(place, said)
        _check_after_recovery(place, said)
        shutil.rmtree(home)


def _check_as_it_lies(place: Path, said: Said) -> None:
    """What a stranger finds on the disk: whole files, with all that was said to be done."""
    for number in range(1, killed.ROUNDS + 1):
        path = place / "theirs" / f"{number}.strategy"
        assert _written(path)["theo"] == _both("theo", number), "Theo's own copy is as it was"
    in_file = _written(place / "a.strategy")
    outside = [index for index, (word, _) in enumerate(said) if word == "replacing"]
    since = said[outside[-1] :] if outside else said
    assert _both("theo", last(said, "replaced")) <= in_file["theo"], "what Theo had saved was overwritten"
    assert in_file["theo"] <= _both("theo", last(said, "joining", "replacing"))
    assert _both("anne", last(since, "saved")) <= in_file["anne"] <= _both("anne", last(said, "writing"))
    working = working_folder()
    folders = [each for each in working.iterdir() if (each / "text.db").exists() and not each.name.startswith("~")]
    if last(said, "writing"):
        closing_up = last(said, "closing")
        assert len(folders) == 1 or closing_up
        for folder in folders:
            copied = shutil.copytree(folder, place / "as it lies")
            kept = _written(copied / "text.db")
            assert _both("anne", last(said, "written")) <= kept["anne"] <= _both("anne", last(said, "writing"))
            assert _both("theo", last(said, "joined", "expected")) <= kept["theo"]
            assert kept["theo"] <= _both("theo", last(said, "joining", "expecting"))
            assert kept["theo"] in [_both("theo", number) for number in range(killed.ROUNDS + 1)], "half of a copy"


def _check_after_recovery(place: Path, said: Said) -> None:
    """The next start takes the work up, brings the last copy in again and saves; everybody's words are there once."""
    path = place / "a.strategy"
    wrote = last(said, "written")
    opened = opening.open_strategy(path, "Anne Wood", unsaved="go-on")
    for again in (path, place / "theirs" / f"{killed.ROUNDS}.strategy", path):
        killed.bring_in(opened, again)
    opened.save()
    opened.close()
    found = _written(path)
    assert found["theo"] == _both("theo", killed.ROUNDS)
    assert _both("anne", wrote) <= found["anne"] <= _both("anne", last(said, "writing"))
    blocks = "".join(text for text in _texts(path) if text.startswith("["))
    for name, numbers in (("theo", killed.ROUNDS), ("anne", wrote)):
        for number in range(1, numbers + 1):
            assert blocks.count(f'"id":"{killed.own(name, number)}"') == 1
    for number in range(1, killed.ROUNDS + 1):
        assert blocks.count(f'"id":"{killed.contested(number)}"') == 1
    assert not recovery.pending(working_folder()), said[-6:]
    assert [each.name for each in sorted(place.iterdir()) if each.name.startswith("~")] == []


def _both(name: str, rounds: int) -> set[str]:
    """What somebody has written in so many rounds."""
    return {f"{name}{number:03d}{kind}" for number in range(1, rounds + 1) for kind in ("own", "both")}


def _written(path: Path) -> dict[str, set[str]]:
    """The words of either in today's text and in what is proposed for it."""
    found: dict[str, set[str]] = {"anne": set(), "theo": set()}
    for text in _texts(path):
        for match in WRITTEN.finditer(text):
            found[match[1]].add(match[0])
    return found


def _texts(path: Path) -> list[str]:
    """The JSON of all pieces of today's tree; every hash is checked."""
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        pieces = {hash: (links, body) for hash, links, body in database.execute("SELECT hash, links, body FROM pieces")}
        ahead: list[bytes] = [tree for (tree,) in database.execute("SELECT tree FROM head")]
    assert len(ahead) == 1
    texts = []
    while ahead:
        hash = ahead.pop()
        links, packed = pieces[hash]
        body = zlib.decompress(packed)
        assert sha256((len(links) // HASH).to_bytes(4, "big") + links + body).digest() == hash
        texts.append(body.decode())
        ahead.extend(links[start : start + HASH] for start in range(0, len(links), HASH))
    return texts
