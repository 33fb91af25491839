"""What of a council's Word template is kept, what stays behind, and what is refused with a sentence."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from lxml import etree

from strategy_editor.foundation.errors import StrategyError
from strategy_editor.inspection.word_file import open_word
from strategy_editor.word import word_template
from strategy_editor.word.reading.opening import Unreadable
from tests.bench import examples
from tests.word.council_template import council_template
from tests.word.gallery import gallery
from tests.word.other_templates import ADDRESS, northvale
from tests.word.own_checks import W
from tests.word.test_writer import made, written

HEADER = "word/header1.xml"
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return northvale(tmp_path_factory.mktemp("template"))


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_header(template: bytes, inside: str) -> bytes:
    """The template with this header, its relationships kept."""
    return packed({**parts_of(template), HEADER: f"<w:hdr {_SPACES}>{inside}</w:hdr>".encode()})


def run(text: str, properties: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}<w:t>{text}</w:t></w:r>"


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_TRACK = 'w:id="1" w:author="P. Kaur" w:date="2026-01-01T00:00:00Z"'
_BOX = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="urn:shape">'
    "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></a:graphicData></a:graphic></wp:inline>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>In a box</v:textbox></v:shape></w:pict>"
    "</mc:Fallback></mc:AlternateContent>"
)
_LINKED = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData'
    ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:link="rId77"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)

CLEANED = {
    "tracked": (
        f"<w:ins {_TRACK}>{run('Added')}</w:ins><w:del {_TRACK}><w:r><w:delText>Taken out</w:delText></w:r></w:del>",
        "tracked changes were accepted",
        "Added",
    ),
    "commented": (f'<w:commentRangeStart w:id="1"/>{run("Said")}<w:commentRangeEnd w:id="1"/>', "comments", "Said"),
    "box": (f"<w:r>{_BOX}</w:r>{run('Beside')}", "Text boxes", "Beside"),
    "hidden": (run("Unseen", "<w:vanish/>") + run("Seen"), "Hidden words", "Seen"),
    "shown": (run("Seen", '<w:vanish w:val="0"/>'), "", "Seen"),
    "file name": (field(" FILENAME \\p ", "C:\\secret.dotx") + run("Named"), "Fields that Word fills in", "Named"),
    "nested field": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
        + field(" PAGE ", "1")
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("Unseen")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + run("After"),
        "Fields that Word fills in",
        "After",
    ),
    "open field": (
        run("Before") + field(" AUTHOR ", "Unseen").removesuffix(_END),
        "Fields that Word fills in",
        "Before",
    ),
    "page": (field(" PAGE ", "1"), "", "1"),
    "link": (f'<w:hyperlink r:id="rId66">{run("northvale")}</w:hyperlink>', "plain words now", "northvale"),
    "linked picture": (_LINKED + run("Beside"), "outside the file", "Beside"),
    "control": (
        f'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{run("A")}</w:sdtContent></w:sdt>',
        "",
        "A",
    ),
}


@pytest.mark.parametrize("case", CLEANED)
def test_a_header_is_freed_of_what_has_no_place_in_a_paper(template: bytes, case: str) -> None:
    inside, sentence, words = CLEANED[case]
    made = word_template(with_header(template, f'<w:p w:rsidR="00AA11BB">{inside}</w:p>'))
    assert any(sentence in each for each in made.told)
    found = etree.fromstring(parts_of(made.data)[HEADER])
    assert "".join(found.itertext(f"{W}t")) == words
    assert {fault.check for fault in open_word(made.data).faults} <= {"properties"}
    everything = b"".join(parts_of(made.data).values())
    for trace in (b"P. Kaur", b"Unseen", b"Taken out", b"In a box", b"secret", b"rsid", b"00AA11BB", b"rId77"):
        assert trace not in everything


def test_of_a_template_its_look_its_words_and_its_logo_are_kept(template: bytes) -> None:
    made = word_template(template)
    parts = parts_of(made.data)
    assert set(parts) >= {"word/styles.xml", HEADER, "word/footer1.xml", "word/media/image1.png"}
    assert not [name for name in parts if name.startswith(("docProps", "customXml", "word/webSettings"))]
    assert ADDRESS in "".join(etree.fromstring(parts[HEADER]).itertext(f"{W}t"))
    assert "".join(etree.fromstring(parts["word/footer1.xml"]).itertext(f"{W}t")) == "1 "
    assert b"write your report" not in b"".join(parts.values())
    assert any("text in it was left out" in each for each in made.told)
    assert any("Who made it" in each for each in made.told)


def test_what_was_cleaned_stays_as_it_is(template: bytes, tmp_path: Path) -> None:
    for each in (template, council_template(tmp_path / "t.dotm", macros=True).read_bytes()):
        once = word_template(each)
        assert word_template(once.data).data == once.data
        assert word_template(once.data).told == ()


def test_macros_stay_behind_and_that_is_said(tmp_path: Path) -> None:
    made = word_template(council_template(tmp_path / "t.dotm", macros=True).read_bytes())
    assert any("macros in the file were left out" in each for each in made.told)
    assert not [name for name in parts_of(made.data) if "vba" in name.lower()]


def changed(name: str, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    return lambda template: packed({**parts_of(template), name: change(parts_of(template)[name])})


def _bomb(template: bytes) -> bytes:
    return packed({**parts_of(template), "word/styles.xml": b"<a>" + b" " * 9_000_000 + b"</a>"})


def _locked(_template: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def _without_styles(template: bytes) -> bytes:
    return packed({name: data for name, data in parts_of(template).items() if "styles" not in name})


_ENTITIES = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:styles'
REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "empty"),
    "a letter": (lambda _: b"Dear all", "not a Word file"),
    "a PDF": (lambda _: b"%PDF-1.7", "a PDF"),
    "locked": (_locked, "password"),
    "cut off": (lambda template: template[:900], "cannot be opened"),
    "entities": (changed("word/styles.xml", lambda data: data.replace(b"<w:styles", _ENTITIES, 1)), "harm"),
    "bomb": (_bomb, "far larger"),
    "ill-formed": (changed("word/styles.xml", lambda data: data[:-400]), "damaged"),
    "no styles": (_without_styles, "no styles"),
    "large": (lambda template: template + b"\0" * 20_000_001, "larger than 20 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_used_is_refused_in_words(template: bytes, case: str) -> None:
    make, sentence = REFUSED[case]
    with pytest.raises(Unreadable, match=sentence):
        word_template(make(template))


def test_embedded_fonts_and_pictures_in_lists_and_themes_stay_behind(template: bytes) -> None:
    parts = parts_of(template)
    theme = next(name for name in parts if "/theme/" in name)
    relations = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    fill = b"<a:bgFillStyleLst><a:blipFill><a:blip %s r:embed='rId1'/></a:blipFill>" % relations
    font = b"<w:embedRegular %s r:id='rId1'/></w:font>" % relations
    parts[theme] = parts[theme].replace(b"<a:bgFillStyleLst>", fill, 1)
    parts["word/fontTable.xml"] = parts["word/fontTable.xml"].replace(b"</w:font>", font, 1)
    assert b"blip" in parts[theme]
    assert b"embedRegular" in parts["word/fontTable.xml"]
    made = parts_of(word_template(packed(parts)).data)
    assert b"blip" not in made["word/theme/theme1.xml"]
    assert b"embedRegular" not in made["word/fontTable.xml"]


@pytest.mark.long
def test_whatever_happens_to_a_template_ends_in_a_sentence_or_in_a_clean_one(template: bytes) -> None:
    """Bytes, tags and attributes are changed at random: what is taken nevertheless makes a file that is whole."""
    seed = random.Random(11)
    whole = gallery()
    found = made(whole, whole.documents[1])
    taken = 0
    for _ in range(examples(120)):
        parts = parts_of(template)
        for _ in range(seed.randint(1, 4)):
            name = seed.choice([name for name in parts if name.endswith((".xml", ".rels"))])
            parts[name] = _spoilt(seed, parts[name])
        try:
            made_of = word_template(packed(parts))
        except StrategyError:
            continue
        taken += 1
        assert word_template(made_of.data).data == made_of.data
        data = written(found, template=made_of.data, page_numbers="none")
        assert open_word(data).faults == [], name
    assert taken


def _spoilt(seed: random.Random, data: bytes) -> bytes:
    at = seed.randrange(len(data))
    match seed.randrange(4):
        case 0:
            return data[:at] + bytes([seed.randrange(256)]) + data[at + 1 :]
        case 1:
            return data[:at] + data[at + seed.randrange(60) :]
        case 2:
            tags = re.findall(rb"w:(\w+)", data) or [b"w"]
            return data.replace(b"w:" + seed.choice(tags), b"w:" + seed.choice(tags), 1)
        case _:
            values = re.findall(rb'"([^"]*)"', data) or [b""]
            return data.replace(b'"%s"' % seed.choice(values), b'"%s"' % seed.choice(values), 1)
