"""What is carried in resources/: every file licensed, and fit for what the program does with it."""

import re
from fnmatch import fnmatch
from pathlib import Path

import hunspell
import pyphen
import pytest
from fontTools.ttLib import TTFont
from lxml import etree

TOP = Path(__file__).parents[1]
RESOURCES = TOP / "resources"
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
TICKS_ARROWS_AND_SIGNS = "✓✔✗✘☐☑☒→←↑↓⇒●○■□★⚠ℹ☎✉≤≥≠≈½⅓①ⅣŵŷŴŶẁ\N{REPLACEMENT CHARACTER}"
PICTOGRAMS = "😀👍🎯📄📊🔒📅🏠🚗💻🙂"


def test_every_carried_file_stands_in_the_licence_list_and_every_text_named_there_exists() -> None:
    text = (TOP / "LICENCES-THIRD-PARTY.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:fonts|icons|dictionaries|colour)/[^`]+)`", text)
    carried = [
        path.relative_to(RESOURCES).as_posix()
        for folder in ("fonts", "icons", "dictionaries", "colour")
        for path in (RESOURCES / folder).iterdir()
    ]
    assert [file for file in carried if not any(fnmatch(file, pattern) for pattern in named)] == []
    assert [pattern for pattern in named if not any(fnmatch(file, pattern) for file in carried)] == []


def test_every_dependency_stands_in_the_licence_list() -> None:
    text = (TOP / "LICENCES-THIRD-PARTY.md").read_text(encoding="utf-8").lower()
    project = (TOP / "pyproject.toml").read_text(encoding="utf-8")
    block = project[project.index("\ndependencies = [") : project.index("[project.optional-dependencies]")]
    names = re.findall(r'^\s+"([A-Za-z0-9_.-]+)', block, re.MULTILINE)
    assert len(names) > 10
    assert [name for name in names if name.lower() not in text] == []


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_fonts_are_truetype_and_may_be_embedded(path: Path) -> None:
    font = TTFont(path)
    assert "glyf" in font  # the PDF writer embeds TrueType outlines only
    assert font["OS/2"].fsType == 0  # "installable": no limit on embedding
    letters = "" if path.stem == "NotoEmoji-Regular" else "Aâŵŷé£€–’“"
    assert [letter for letter in letters if ord(letter) not in font.getBestCmap()] == []


def test_the_fallback_fonts_have_the_signs_that_text_fonts_lack() -> None:
    def missing(name: str, signs: str) -> list[str]:
        known = TTFont(RESOURCES / "fonts" / name).getBestCmap()
        return [sign for sign in signs if ord(sign) not in known]

    assert missing("DejaVuSans.ttf", TICKS_ARROWS_AND_SIGNS) == []
    assert missing("NotoEmoji-Regular.ttf", PICTOGRAMS) == []


@pytest.mark.parametrize("path", sorted((RESOURCES / "icons").glob("*.svg")), ids=lambda path: path.stem)
def test_icons_are_drawn_in_the_colour_that_the_theme_gives(path: Path) -> None:
    icon = etree.fromstring(path.read_bytes())
    assert icon.get("viewBox") == "0 0 24 24"
    assert icon.get("stroke") == "currentColor"


def test_the_dictionaries_know_their_languages() -> None:
    folder = str(RESOURCES / "dictionaries") + "/"
    english = hunspell.Hunspell("en_GB", hunspell_data_dir=folder)
    welsh = hunspell.Hunspell("cy_GB", hunspell_data_dir=folder)
    assert all(map(english.spell, ["council", "colour", "organise", "organisation"]))
    assert not any(map(english.spell, ["color", "councell", "stratergy"]))
    assert all(map(welsh.spell, ["cyngor", "gwasanaethau", "strategaeth"]))
    assert not welsh.spell("council")


def test_the_words_of_local_government_are_ones_that_the_dictionary_lacks() -> None:
    lines = (RESOURCES / "dictionaries" / "local-government.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if not line.startswith("#")]
    english = hunspell.Hunspell("en_GB", hunspell_data_dir=str(RESOURCES / "dictionaries") + "/")
    assert {"wellbeing", "GIS", "ICT", "masterplan"} <= set(words)
    assert len(words) == len(set(words)) > 300
    assert [word for word in words if english.spell(word)] == []
    assert [word for word in words if word != word.strip() or " " in word] == []


def test_welsh_is_hyphenated() -> None:
    patterns = pyphen.Pyphen(filename=str(RESOURCES / "dictionaries" / "hyph_cy.dic"), left=2, right=3)
    assert patterns.inserted("llywodraeth") == "llywodr-aeth"
    assert patterns.inserted("cynllunio") == "cyn-llunio"
