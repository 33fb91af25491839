"""Publishing on the command line: what stops it, what is made, what is remembered."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.model.ledger import Override, Publication
from strategy_editor.model.reviews import Anchor, Message, Thread
from strategy_editor.session import export as exporting
from strategy_editor.session.commands import Put
from strategy_editor.session.opening import edit, read
from tests.inspection.canaries import NOW
from tests.publishing import small_file

Output = pytest.CaptureFixture[str]


@pytest.fixture
def strategy(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_file(tmp_path_factory.mktemp("shared"))


def commented(path: Path) -> None:
    with edit(path) as opened:
        thread = Thread("remark", Anchor("project"), (Message("m", "", NOW, "Is this right?"),))
        opened.session.apply(Put(thread))


def test_a_pack_is_made_checked_and_remembered(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "out"
    command = ["publish", str(strategy), "--edition", "cabinet", "--out", str(out), "--as", "Priya Kaur", "--json"]
    stops = _stops(strategy, capsys)
    assert main([*command, *stops]) == 0
    told = json.loads(capsys.readouterr().out)
    assert all(check["passed"] for made in told["files"] for check in made["checks"])
    assert {len(made["checks"]) > 8 for made in told["files"]} == {True}
    stored = read(strategy)
    published = [entry for entry in stored.ledger.entries if isinstance(entry, Publication)]
    assert len(published) == 1
    assert (published[0].edition, published[0].by) == ("cabinet", "Priya Kaur")
    assert stored.of_tree(published[0].tree) == stored.project
    for path, digest in published[0].files:
        assert hashlib.sha256((out / path).read_bytes()).hexdigest() == digest
    assert sorted(path.name for path in out.iterdir()) == ["manifest.json", "public"]


def _stops(strategy: Path, capsys: Output) -> list[str]:
    """What the rules say against the sample today, set aside: this test is not about them."""
    main(["check", str(strategy), "--edition", "cabinet", "--json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    rules = sorted({each["id"] for each in found if each["severity"] == "stop"})
    return [part for rule in rules for part in ("--set-aside", f"{rule}=Known")]


def test_a_stop_is_told_and_nothing_is_made(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    commented(strategy)
    out = tmp_path / "out"
    assert main(["publish", str(strategy), "--edition", "cabinet", "--out", str(out)]) == 1
    assert "A comment" in capsys.readouterr().err
    assert not out.exists()
    assert not any(isinstance(entry, Publication) for entry in read(strategy).ledger.entries)
    assert main(["export", str(strategy), "--edition", "cabinet", "--out", str(out)]) == 0


def test_a_stop_is_set_aside_with_a_reason_that_is_kept(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    stops = _stops(strategy, capsys)
    commented(strategy)
    command = ["publish", str(strategy), "--edition", "cabinet", "--out", str(tmp_path / "out"), *stops]
    assert main([*command, "--set-aside", "C40"]) == 2
    assert main([*command, "--set-aside", "C40="]) == 2
    assert main([*command, "--set-aside", "P04=Never mind"]) == 2
    assert main([*command, "--set-aside", "c40=Agreed by telephone"]) == 0
    kept = [entry for entry in read(strategy).ledger.entries if isinstance(entry, Override)]
    assert ("C40", "Agreed by telephone") in {(each.rule, each.reason) for each in kept}


def test_a_version_is_published_as_it_was(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    stops = _stops(strategy, capsys)
    assert main(["versions", str(strategy), "--save", "v1.0"]) == 0
    commented(strategy)
    out = tmp_path / "out"
    command = ["publish", str(strategy), "--edition", "cabinet", "--out", str(out), "--version", "v1.0", *stops]
    assert main(command) == 0
    entry = [each for each in read(strategy).ledger.entries if isinstance(each, Publication)][-1]
    assert entry.version == "v1.0"
    assert not read(strategy).of_tree(entry.tree).threads


def test_a_pack_that_leaks_is_not_handed_over(
    strategy: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = exporting._WRITERS["pdf"]

    def leaking(written, pictures, out, progress):
        pages = real(written, pictures, out, progress)
        out.write(b"a note for Priya")
        return pages

    monkeypatch.setitem(exporting._WRITERS, "pdf", leaking)
    out = tmp_path / "out"
    for command in ("publish", "export"):
        given = [command, str(strategy), "--edition", "cabinet", "--out", str(out)]
        assert main([*given, *(_stops(strategy, capsys) if command == "publish" else [])]) == 1
        assert "not fit to be handed over" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [] or not out.exists()


def test_a_copy_to_write_on_is_entered_as_the_window_does_it(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    command = ["export", str(strategy), "--edition", "pen", "--out", str(tmp_path / "out"), "--format", "pdf"]
    assert main([*command, "--for", "Cllr Jones", "--part", "public", "--as", "Priya Kaur"]) == 0
    assert "Copy 1, for Cllr Jones." in capsys.readouterr().out
    stored = read(strategy)
    (entry,) = stored.ledger.sent_copies
    assert (entry.number, entry.form, entry.by) == (1, "paper", "Priya Kaur")
    assert entry.part == "public"
    assert {each.id: each.name for each in stored.project.people}[entry.person] == "Cllr Jones"
    assert main([*command, "--for", "Cllr Smith", "--copy", "7"]) == 0
    assert [each.number for each in read(strategy).ledger.sent_copies] == [1, 7]
    assert main([*command, "--for", "Cllr Smith", "--version", "none"]) == 2
    assert len(read(strategy).ledger.sent_copies) == 2


def test_a_designers_pack_and_web_pages_can_be_folders(strategy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["export", str(strategy), "--edition", "designer", "--out", str(out), "--unpacked"]) == 0
    web = ["export", str(strategy), "--edition", "web", "--format", "zip", "--out", str(out), "--unpacked"]
    assert main(web) == 0
    assert not list(out.rglob("*.zip"))
    assert list(out.glob("public/*/Text.docx"))
    assert list(out.glob("public/*/index.html"))
    assert list(out.glob("public/*/sections/*.html"))
