"""Old strategies as councils have them, with all their faults, and the truth about each."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field

from PIL import Image

from tests.word.reading.making import STYLES, docx, p, r, relation

MORE_STYLES = STYLES + (
    '<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/>'
    '<w:basedOn w:val="Heading2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:rPr><w:sz w:val="56"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Bullet"><w:name w:val="List Bullet"/></w:style>'
)
BULLETS = "".join(
    f'<w:lvl w:ilvl="{depth}"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>' for depth in range(3)
)
COUNTED = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
)
HEADINGS = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>'
)
NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{index}">{levels}</w:abstractNum>'
    for index, levels in enumerate((BULLETS, COUNTED, HEADINGS))
) + "".join(
    f'<w:num w:numId="{index}"><w:abstractNumId w:val="{of}"/></w:num>'
    for index, of in ((1, 0), (3, 2), *((number, 1) for number in range(10, 60)))
)

WAYS = ("styled", "sizes", "typed", "capitals", "outline", "underlined", "live")
"""How the headings of a file are made."""
NOUNS = "Homes Networks Savings Schools Transport Staff Records Telephones Libraries Contracts".split()  # noqa: SIM905
FILLER = "the council will work with partners so that residents can use services at times that suit them".split()  # noqa: SIM905


@dataclass
class Truth:
    """What a careful reader would say is in the file."""

    headings: list[tuple[str, int]] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    items: list[tuple[str, str, int]] = field(default_factory=list)
    tables: list[tuple[int, int, int, str]] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)


class Author:
    """Writes one file. ``way`` says how its headings are made."""

    def __init__(self, seed: random.Random, way: str) -> None:
        self._seed = seed
        self._way = way
        self._body: list[str] = []
        self._counts = [0, 0, 0]
        self._notes: list[str] = []
        self._list = 9
        self._pictures: list[bytes] = []
        self.truth = Truth()

    def file(self) -> bytes:
        """The bytes of the file."""
        notes = "".join(
            f'<w:footnote w:id="{index + 2}">{p(text)}</w:footnote>' for index, text in enumerate(self._notes)
        )
        return docx(
            "".join(self._body),
            parts={"styles": MORE_STYLES, "numbering": NUMBERING, "footnotes": notes},
            files={f"word/media/image{index}.png": data for index, data in enumerate(self._pictures)},
            relations="".join(
                relation(f"image{index}", "image", f"media/image{index}.png") for index in range(len(self._pictures))
            ),
        )

    def sentence(self, words: int = 0) -> str:
        chosen = self._seed.choices(FILLER, k=words or self._seed.randint(9, 24))
        return " ".join(chosen).capitalize() + "."

    # ---- parts

    def title(self) -> None:
        self._body.append(p("Transport Strategy 2018 to 2024", style="Title"))
        self.truth.paragraphs.append("Transport Strategy 2018 to 2024")
        self._gap()

    def heading(self, level: int) -> None:
        number = sum(self._counts) + 1
        text = f"{self._seed.choice(NOUNS)} and {self._seed.choice(NOUNS).lower()} {number}"
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (3 - level)
        typed = ".".join(map(str, self._counts[:level]))
        bold = "<w:b/>"
        match self._way:
            case "styled":
                made = p(text, style=f"Heading{level}")
            case "outline":
                made = p(r(text), properties=f'<w:outlineLvl w:val="{level - 1}"/>')
            case "sizes":
                made = p(r(text, f'{bold}<w:sz w:val="{(34, 28, 24)[level - 1]}"/>'))
            case "typed":
                made = p(r(f"{typed}.", bold), "<w:r><w:tab/></w:r>", r(text, bold))
            case "capitals":
                text = text.upper() if level == 1 else text
                made = p(r(text, bold + ("", "", "<w:i/>")[level - 1]))
            case "underlined":
                made = p(r(text, bold + ('<w:u w:val="single"/>', "", "<w:i/>")[level - 1]))
            case _:
                place = f'<w:numPr><w:ilvl w:val="{min(level, 2) - 1}"/><w:numId w:val="3"/></w:numPr>'
                level = min(level, 2)
                made = p(r(text, bold), properties=place)
        self._body.append(made)
        self.truth.headings.append((text, level))

    def paragraph(self) -> None:
        text = self.sentence()
        match self._seed.randrange(7):
            case 0:
                lead = "Important:"
                self._body.append(p(r(lead, "<w:b/>"), r(" " + text)))
                text = f"{lead} {text}"
            case 1:
                text = "3.5 million journeys " + text.lower()
                self._body.append(p(text))
            case 2:
                self._notes.append(self.sentence())
                call = f'<w:r><w:footnoteReference w:id="{len(self._notes) + 1}"/></w:r>'
                self._body.append(p(text, call))
                self.truth.footnotes.append(self._notes[-1])
            case _:
                self._body.append(p(text))
        self.truth.paragraphs.append(text)
        self._gap()

    def _gap(self) -> None:
        self._body.append(p() * self._seed.randint(0, 2))

    def bullets(self) -> None:
        way = self._seed.choice(("typed", "style", "list", "indent"))
        for index in range(self._seed.randint(2, 5)):
            text = self.sentence(5).rstrip(".")
            deep = way != "typed" and index > 0 and self._seed.random() < 0.3
            level = 2 if deep else 1
            place = f'<w:numPr><w:ilvl w:val="{level - 1 if way == "list" else 0}"/><w:numId w:val="1"/></w:numPr>'
            indent = f'<w:ind w:left="{720 * level}"/>'
            match way:
                case "typed":
                    self._body.append(p("•\t" + text))
                case "style":
                    self._body.append(p(text, style="Bullet2" if deep else "Bullet"))
                case "list":
                    self._body.append(p(text, properties=place))
                case _:
                    self._body.append(p(text, properties=place + indent))
            self.truth.items.append((text, "bullet", level))

    def numbers(self) -> None:
        self._list += 1
        typed = self._seed.random() < 0.5
        for index in range(self._seed.randint(2, 4)):
            text = self.sentence(6)
            place = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{self._list}"/></w:numPr>'
            self._body.append(p(f"({'abcd'[index]})\t{text}") if typed else p(text, properties=place))
            self.truth.items.append((text, "letter" if typed else "number", 1))

    def table(self) -> None:
        rows, columns = self._seed.randint(3, 5), self._seed.randint(2, 4)
        marked = self._seed.random() < 0.3
        bold = self._seed.random() < 0.6
        caption = self._seed.choice(("", "Spending by year"))
        if caption:
            self._body.append(
                p(f"Table {len(self.truth.tables) + 1}: {caption}", style=self._seed.choice(("", "Caption")))
            )
        column = '<w:gridCol w:w="2000"/>'
        grid = "".join(self._row(index, rows, columns, marked, bold) for index in range(rows))
        self._body.append(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/></w:tblPr>'
            f"<w:tblGrid>{column * columns}</w:tblGrid>{grid}</w:tbl>"
        )
        self._body.append(p())
        self.truth.tables.append((rows, columns, 1, caption))

    def _row(self, index: int, rows: int, columns: int, marked: bool, bold: bool) -> str:
        head = "<w:trPr><w:tblHeader/></w:trPr>" if marked and index == 0 else ""
        cells = []
        for column in range(columns):
            words = (
                f"Year {column}" if index == 0 else f"Line {index}" if column == 0 else f"£{index * 10 + column},000"
            )
            merged = "<w:tcPr><w:vMerge{}/></w:tcPr>"
            spans = columns > 2 and rows > 3 and column == 0 and index in (1, 2)
            change = merged.format(' w:val="restart"' if index == 1 else "") if spans else ""
            words = "" if spans and index == 2 else words
            cells.append(f"<w:tc>{change}{p(r(words, '<w:b/>' if bold and index == 0 else ''))}</w:tc>")
        return f"<w:tr>{head}{''.join(cells)}</w:tr>"

    def picture(self) -> None:
        out = io.BytesIO()
        colour = (self._seed.randrange(256), self._seed.randrange(256), len(self._pictures))
        Image.new("RGB", (20, 10), colour).save(out, "PNG")
        number = len(self._pictures)
        self._pictures.append(out.getvalue())
        said = self._seed.choice(("", "A map of the roads", "image7.png"))
        drawing = (
            '<w:r><w:drawing><wp:inline><wp:extent cx="2880000" cy="1440000"/>'
            f'<wp:docPr id="{number + 1}" name="Picture" descr="{said}"/>'
            f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="image{number}"/>'
            "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        self._body.append(p(drawing))
        caption = self._seed.choice(("", "Roads in the borough"))
        if caption:
            self._body.append(p(f"Figure {number + 1} - {caption}", style="Caption"))
        told = said if said != "image7.png" else ""
        self.truth.figures.append((told or caption, caption))

    def box(self) -> None:
        text = self.sentence()
        inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
        choice = (
            f'<mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:docPr id="90" name="Box"/><a:graphic><a:graphicData>'
            f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor>"
            "</w:drawing></mc:Choice>"
        )
        fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback>"
        self._body.append(p(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"))
        self.truth.boxes.append(text)


def legacy_file(seed: random.Random, way: str) -> tuple[bytes, Truth]:
    """A file of three chapters, and the truth about it."""
    author = Author(seed, way)
    author.title()
    for _ in range(3):
        author.heading(1)
        author.paragraph()
        for _ in range(seed.randint(1, 2)):
            author.heading(2)
            for part in seed.sample(("paragraph", "bullets", "numbers", "table", "picture", "box"), k=4):
                getattr(author, part)()
                author.paragraph()
            if seed.random() < 0.5:
                author.heading(3)
                author.paragraph()
    return author.file(), author.truth
