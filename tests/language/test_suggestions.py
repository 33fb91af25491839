"""Suggestions, and the helper process that makes them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import msgspec
import pytest

from strategy_editor.language.suggester import Suggester
from strategy_editor.language.suggestions import MOST_SUGGESTIONS, Answer, Request, serve, suggestions_for


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


@pytest.fixture(scope="module")
def suggester() -> Iterator[Suggester]:
    made = Suggester(patience=60)
    yield made
    made.close()


def test_the_likeliest_word_comes_first(suggester: Suggester) -> None:
    assert suggester.suggest("stratergy")[0] == "strategy"
    assert suggester.suggest("recieved")[0] == "received"
    assert suggester.suggest("cyngro", "cy-GB")[0] == "cyngor"
    assert suggester.problem == ""


def test_curly_apostrophes_stay_curly(suggester: Suggester) -> None:
    assert suggester.suggest("councill’s")[0] == "council’s"


def test_words_of_the_project_are_offered_first(suggester: Suggester) -> None:
    assert suggester.suggest("Maclesfeild", known=["Macclesfield", "Crewe"])[0] == "Macclesfield"
    assert "Crewe" not in suggester.suggest("Maclesfeild", known=["Macclesfield", "Crewe"])


def test_a_language_without_a_dictionary_offers_known_words_only(suggester: Suggester) -> None:
    assert suggester.suggest("Crewee", "fr-FR", known=["Crewe"]) == ("Crewe",)


def test_there_are_never_too_many_and_never_the_word_itself() -> None:
    found = suggestions_for("caat", "en-GB", ["cart", "coat", "carat", "caat"])
    assert 0 < len(found) <= MOST_SUGGESTIONS
    assert "caat" not in found
    assert suggestions_for("a" * 500, "en-GB") == ()
    assert suggestions_for("", "en-GB") == ()


def test_the_process_answers_line_by_line() -> None:
    asked = [Request(7, "stratergy"), Request(8, "councill")]
    answers = BytesIO()
    serve(BytesIO(b"".join(msgspec.json.encode(each) + b"\n" for each in asked)), answers)
    found = [msgspec.json.decode(line, type=Answer) for line in answers.getvalue().splitlines()]
    assert [each.id for each in found] == [7, 8]
    assert "council" in found[1].suggestions


def test_a_helper_that_takes_too_long_is_killed_and_another_question_starts_anew() -> None:
    slow = Suggester(patience=0.2, command=python("import time; time.sleep(600)"))
    assert slow.suggest("stratergy") == ()
    assert "took too long" in slow.problem
    assert slow.suggest("stratergy") == ()
    slow.close()


@pytest.mark.parametrize(
    "command",
    [
        python("raise SystemExit(3)"),
        python("input(); print('nonsense')"),
        python('input(); print(\'{"id": 99, "suggestions": []}\')'),
        ("/no/such/program",),
    ],
)
def test_a_helper_that_fails_leaves_no_suggestions_and_a_sentence(command: tuple[str, ...]) -> None:
    broken = Suggester(patience=60, command=command)
    assert broken.suggest("stratergy") == ()
    assert broken.problem == "There are no suggestions: their helper failed."
    broken.close()


def test_after_closing_it_can_be_asked_again() -> None:
    suggester = Suggester(patience=60)
    suggester.close()
    assert "council" in suggester.suggest("councill")
    suggester.close()
    assert "council" in suggester.suggest("councill")
    suggester.close()


def test_modules_that_lie_in_the_folder_of_the_day_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rapidfuzz.py").write_text("raise SystemExit('foreign code')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    suggester = Suggester(patience=60)
    assert "council" in suggester.suggest("councill")
    suggester.close()
