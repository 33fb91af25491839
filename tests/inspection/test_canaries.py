"""A word in every place where a word can hide is in no public file; and the inspection sees it when stripping fails."""

from __future__ import annotations

import pytest

from strategy_editor.inspection.allowed import Allowed
from strategy_editor.inspection.secrets import secrets_of
from strategy_editor.inspection.strings import Opened
from strategy_editor.review.consequences import settled_project
from tests.inspection.canaries import Planted, found_in, planted
from tests.inspection.making import all_files, failed, inspected, made, written

DOCUMENTS = ("report", "strategy", "open", "secret")


@pytest.fixture(scope="module")
def full() -> Planted:
    return planted()


def test_there_are_words_in_every_place(full: Planted) -> None:
    assert len(full.hidden) > 80
    assert len(full.exempt) > 25


SAID = {"draft": {"zqreason"}, "pen": {"zqreason"}, "designer": {"zqpermission", "zqpermissiontoo"}}
"""A draft says why a section does not apply; a designer is told by what right a picture is used."""


@pytest.mark.parametrize(("edition", "format"), list(all_files()))
def test_no_public_file_holds_a_word_that_is_kept_back(full: Planted, edition: str, format: str) -> None:
    reasons = SAID.get(edition, set())
    for document in DOCUMENTS:
        of = written(full, document, edition)
        data, pages = made(full, of, format)
        assert found_in(data, full.hidden) <= reasons
        assert failed(inspected(full, of, format, data, pages)) == []


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_the_other_part_holds_what_is_not_for_publication_and_nothing_else_that_is_kept_back(
    full: Planted, format: str
) -> None:
    seen: set[str] = set()
    for document in DOCUMENTS:
        of = written(full, document, "cabinet", "exempt")
        data, pages = made(full, of, format)
        assert failed(inspected(full, of, format, data, pages, "exempt")) == []
        seen |= found_in(data, full.hidden)
    assert seen <= full.exempt
    assert len(seen) >= len(full.exempt) - 2


# ---- when stripping is switched off, the inspection sees it


def _leaks(full: Planted, document: str, format: str, edition: str = "cabinet") -> set[str]:
    of = written(full, document, edition)
    data, pages = made(full, of, format)
    assert found_in(data, full.hidden), "the mutation does nothing"
    return {each.name for each in inspected(full, of, format, data, pages) if each.is_leak}


@pytest.mark.parametrize("format", ["docx", "pdf", "html", "zip"])
def test_exempt_words_are_noticed_when_nothing_is_taken_out(
    full: Planted, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strategy_editor.manuscript.drawing.public_project", lambda project, wording: project)
    for document in ("strategy", "secret", "report"):
        assert "secrets" in _leaks(full, document, format)


_HOLES = ("block", "section", "row", "text_block", "runs", "document", "replaced")


@pytest.mark.parametrize("hole", _HOLES)
def test_each_way_of_taking_out_is_noticed_when_it_fails(
    full: Planted, hole: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from strategy_editor.manuscript import exempt

    monkeypatch.setattr(exempt._Stripper, hole, lambda self, value, *_: value)
    document = "secret" if hole == "document" else "strategy"
    assert "secrets" in _leaks(full, document, "docx")


def test_insertions_are_noticed_when_suggestions_are_taken_as_accepted(
    full: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "strategy_editor.manuscript.drawing._settled", lambda project: settled_project(project, lambda suggestion: True)
    )
    for format in ("docx", "pdf", "html"):
        assert "secrets" in _leaks(full, "strategy", format)


_NOT_IN_THE_TEXT = {
    *("zqpicturetext", "zqpicturecomment", "zqexemptpicture", "zqmailfrom", "zqmailsubject", "zqmailbody"),
    *("zqexemptglossary", "zqowner", "zqunusedfact", "zqlabel", "zqlaterdecision", "zqminute", "zqimplication"),
}
"""In pictures and evidence, which are looked at by themselves; and what other documents may say: a term, a name, a
detail, a decision, a heading. Of those the positive check knows better: they are not in the manuscript."""


def test_every_word_is_noticed_when_it_is_put_into_the_text(full: Planted) -> None:
    """Each word by itself, as if its place had been printed: one paragraph with all of them, none overlooked."""
    of = written(full, "open", "cabinet")
    secrets = secrets_of(full.project, full.ledger, public=True)
    opened = Opened()
    for word in full.hidden:
        opened.say(f"Something about {word}, in passing", "a paragraph")
    secrets.look(opened)
    assert {fault.check for fault in opened.faults} == {"secrets"}
    assert {word for word in full.hidden if word not in secrets.words} == _NOT_IN_THE_TEXT
    allowed = Allowed(of)
    assert [word for word in full.hidden if not allowed.unknown(word)] == []
