"""The command ``import``: plan, change, JSON, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from strategy_editor.__main__ import main
from strategy_editor.model.text import plain
from strategy_editor.session import opening
from tests.test_schemas import judged
from tests.word.reading.making import docx, ins, p, r

Output = pytest.CaptureFixture[str]


@pytest.fixture
def strategy(home: Path, tmp_path: Path) -> Path:
    return opening.create(
        opening.NewStrategy(tmp_path / "New.strategy", "general-strategy", "english-council", "Roads")
    )


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.docx"
    body = p("Foreword", style="Heading1") + p("Dear reader.") + p("Zebra crossings", style="Heading1") + p("Stripes.")
    path.write_bytes(docx(body))
    return path


def answer(capsys: Output) -> dict[str, object]:
    told: dict[str, object] = json.loads(capsys.readouterr().out)
    return told


def test_a_plan_changes_nothing(strategy: Path, old: Path, capsys: Output) -> None:
    before = opening.read(strategy).project
    assert main(["import", str(strategy), str(old), "--plan", "--json"]) == 0
    told = judged("import", answer(capsys))
    assert [(line["title"], line["use"]) for line in told["lines"]] == [
        ("Foreword", "text"),
        ("Zebra crossings", "left"),
    ]
    assert (told["placed"], told["left_over"], told["changed"]) == (3, 3, False)
    assert opening.read(strategy).project == before


def test_lines_can_be_sent_elsewhere(strategy: Path, old: Path, capsys: Output) -> None:
    document = next(each for each in opening.read(strategy).project.documents if each.kind == "strategy")
    command = ["import", str(strategy), str(old), "--place", "1=beside:Foreword", "--place", f"0=new:{document.id}"]
    assert main([*command, "--json"]) == 0
    told = judged("import", answer(capsys))
    assert [line["use"] for line in told["lines"]] == ["new", "reference"]
    after = opening.read(strategy).project
    assert [each.title for each in after.references] == ["Zebra crossings"]
    grown = after.document(document.id)
    assert grown is not None
    titles = [plain(section.title) for section in grown.sections]
    assert titles[-1] == "Foreword"
    assert len(grown.sections) == len(document.sections) + 2, "the outline's own Foreword came, to be read beside"


def test_people_read_what_was_done(home: Path, old: Path, capsys: Output) -> None:
    sample = opening.copy_of_sample()
    assert main(["import", str(sample), str(old), "--document", "A"]) == 0
    said = capsys.readouterr().out
    assert "Foreword: left over" in said
    assert "one change that can be undone" in said


def test_comments_and_changes_come_as_is_wished(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    said = '<w:commentRangeStart w:id="0"/>', r("reader"), '<w:commentRangeEnd w:id="0"/>'
    call = '<w:r><w:commentReference w:id="0"/></w:r>'
    old = tmp_path / "remarked.docx"
    body = p("Foreword", style="Heading1") + p("Dear ", *said, call, ins(r(" and writer"), by="Anna"), ".")
    comment = f'<w:comment w:id="0" w:author="Ben Okafor">{p("Which one?")}</w:comment>'
    old.write_bytes(docx(body, parts={"comments": comment}))
    keep = ["import", str(strategy), str(old), "--changes", "keep"]
    assert main([*keep, "--comments", "leave", "--plan", "--json"]) == 0
    told = judged("import", answer(capsys))
    assert (told["comments"], told["suggestions"]) == (0, 1)
    assert main(keep) == 0
    printed = capsys.readouterr().out
    assert "1 comment is brought in, to be decided." in printed
    assert "1 suggested change is brought in, to be decided." in printed
    after = opening.read(strategy).project
    assert {each.name for each in after.people} >= {"Anna", "Ben Okafor"}
    assert main([*keep, "--comments", "perhaps"]) == 2


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--document", "Z"], 2, "no document"),
        (["--changes", "perhaps"], 2, "accept, leave or keep"),
        (["--place", "9=above"], 2, "names no line"),
        (["--place", "0=Nowhere"], 2, "no section"),
        (["--place", "nonsense"], 2, "names no line"),
    ],
)
def test_wrong_use_is_told(
    strategy: Path, old: Path, capsys: Output, arguments: list[str], code: int, said: str
) -> None:
    before = opening.read(strategy).project
    assert main(["import", str(strategy), str(old), *arguments]) == code
    assert said in capsys.readouterr().err
    assert opening.read(strategy).project == before


def test_files_that_cannot_be_read_and_changes_that_wait(strategy: Path, tmp_path: Path, capsys: Output) -> None:
    tracked = tmp_path / "tracked.docx"
    tracked.write_bytes(docx(p(ins(r("new"))) + p("old")))
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04 nothing more")
    for path, code in ((tracked, 1), (broken, 3), (tmp_path / "none.docx", 4)):
        assert main(["import", str(strategy), str(path)]) == code
        assert capsys.readouterr().err.strip().endswith(".")
    assert main(["import", str(strategy), str(tracked), "--changes", "accept"]) == 0
