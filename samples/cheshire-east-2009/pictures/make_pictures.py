"""Draws the sample's pictures. Run this file with Python.

Each is 1,900 pixels wide (160 mm at 300 dots an inch) and no letter is smaller than nine points. Nothing is copied:
every line is drawn here. Running it again gives the same pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).resolve().parent
FONTS = HERE.parents[2] / "resources" / "fonts"
WIDTH = 1900
DOTS_PER_INCH = 300
COLOURS = 96
"""Few enough for small files, enough for smooth edges of letters."""

NAVY, BLUE, PALE, TEAL, MINT, GOLD, CREAM, GREY, INK, WHITE = (
    "#1f3a5f",
    "#2f6296",
    "#e3edf7",
    "#1d6f6a",
    "#dff1ee",
    "#8a5a00",
    "#fbf0d9",
    "#c3ccd6",
    "#1c2733",
    "#ffffff",
)

Rectangle = tuple[float, float, float, float]


class Sheet:
    """A white page to draw on, with text that wraps and stands in the middle of its box."""

    def __init__(self, height: int, colour: str = WHITE) -> None:
        self.image = Image.new("RGB", (WIDTH, height), colour)
        self.draw = ImageDraw.Draw(self.image)

    def font(self, size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
        return ImageFont.truetype(str(FONTS / f"SourceSans3-{'SemiBold' if bold else 'Regular'}.ttf"), size)

    def wrapped(self, text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
        lines: list[str] = []
        for part in text.split("\n"):
            line = ""
            for word in part.split():
                longer = f"{line} {word}".strip()
                if line and font.getlength(longer) > width:
                    lines.append(line)
                    line = word
                else:
                    line = longer
            lines.append(line)
        return lines

    def text(
        self, where: Rectangle, text: str, size: int = 42, colour: str = INK, *, bold: bool = False, left: bool = False
    ) -> None:
        """Wrapped text, in the middle of ``where`` from top to bottom."""
        font = self.font(size, bold=bold)
        lines = self.wrapped(text, font, where[2] - where[0] - 28)
        step = size * 1.22
        y = (where[1] + where[3] - step * len(lines)) / 2 + step / 2
        for line in lines:
            x = where[0] + 14 if left else (where[0] + where[2]) / 2
            self.draw.text((x, y), line, colour, font, anchor="lm" if left else "mm")
            y += step

    def box(
        self,
        where: Rectangle,
        text: str = "",
        fill: str = PALE,
        colour: str = INK,
        size: int = 42,
        *,
        edge: str = NAVY,
        bold: bool = False,
    ) -> None:
        self.draw.rounded_rectangle(where, 18, fill, edge, 4)
        if text:
            self.text(where, text, size, colour, bold=bold)

    def line(self, *points: tuple[float, float], colour: str = NAVY, width: int = 6) -> None:
        self.draw.line(points, colour, width, joint="curve")

    def arrow(self, *points: tuple[float, float], colour: str = NAVY) -> None:
        """A line with a head at its last point; the last stretch runs straight across or straight down."""
        self.line(*points, colour=colour)
        (x0, y0), (x1, y1) = points[-2:]
        if x0 == x1:
            way = 1 if y1 > y0 else -1
            head = [(x1, y1), (x1 - 16, y1 - 28 * way), (x1 + 16, y1 - 28 * way)]
        else:
            way = 1 if x1 > x0 else -1
            head = [(x1, y1), (x1 - 28 * way, y1 - 16), (x1 - 28 * way, y1 + 16)]
        self.draw.polygon(head, colour)


def columns(count: int, gap: float = 30, left: float = 30, right: float = WIDTH - 30) -> list[tuple[float, float]]:
    """The left and right edges of equal columns."""
    width = (right - left - gap * (count - 1)) / count
    return [(left + index * (width + gap), left + index * (width + gap) + width) for index in range(count)]


def strategy_on_a_page() -> Sheet:
    sheet = Sheet(1500)
    sheet.box(
        (30, 30, 1870, 230),
        "Residents tell us once, staff work where they are needed,\nand one set of systems serves the whole council",
        NAVY,
        WHITE,
        58,
        bold=True,
    )
    aims = ("Better for residents", "Better for staff", "Better value")
    for (left, right), aim in zip(columns(3), aims, strict=True):
        sheet.box((left, 270, right, 420), aim, TEAL, WHITE, 56, edge=TEAL, bold=True)
    commitments = (
        ("225", "applications, down from 412, by March 2012"),
        ("80%", "of requests settled at first contact by March 2012"),
        ("120", "services fully online by\nMarch 2012"),
        ("2,500", "staff equipped to work flexibly by December 2011"),
        ("2", "data centres in place of six rooms by September 2011"),
        ("£11.0m", "net yearly cost by 2011/12, down from £12.4m"),
    )
    places = [(left, top, right) for top in (470, 820) for left, right in columns(3)]
    for (left, top, right), (figure, words) in zip(places, commitments, strict=True):
        sheet.box((left, top, right, top + 310))
        sheet.text((left, top + 10, right, top + 130), figure, 92, NAVY, bold=True)
        sheet.text((left, top + 134, right, top + 300), words, 46)
    supports = ("Clear governance", "Skilled people", "Strong partners", "Safe information")
    for (left, right), support in zip(columns(4), supports, strict=True):
        sheet.box((left, 1180, right, 1330), support, CREAM, size=50, edge=GOLD, bold=True)
    sheet.text((30, 1350, 1870, 1480), "Reviewed every year; first review in March 2010", 46)
    return sheet


def document_family() -> Sheet:
    sheet = Sheet(1180)
    sheet.box((600, 30, 1300, 160), "Corporate Plan", CREAM, size=52, edge=GOLD, bold=True)
    sheet.arrow((950, 160), (950, 250))
    sheet.box((500, 250, 1400, 420), "ICT Strategy 2009 to 2012", NAVY, WHITE, 60, bold=True)
    groups = (
        (
            "Appendices",
            TEAL,
            MINT,
            ("A  Applications", "B  Infrastructure", "C  Finance", "D  Information Management"),
        ),
        ("Considered separately", GOLD, CREAM, ("Security Policy",)),
        (
            "In production",
            BLUE,
            PALE,
            (
                "Electronic Desktop Roadmap",
                "Data Centre Services",
                "Flexible & Mobile Working Strategy",
                "Digital connectivity",
            ),
        ),
    )
    for (left, right), (title, edge, fill, documents) in zip(columns(3, 50), groups, strict=True):
        middle = (left + right) / 2
        sheet.arrow((950, 420), (950, 480), (middle, 480), (middle, 550))
        sheet.box((left, 550, right, 650), title, edge, WHITE, 48, edge=edge, bold=True)
        for row, document in enumerate(documents):
            sheet.box((left, 680 + row * 120, right, 785 + row * 120), document, fill, size=42, edge=edge)
    return sheet


def governance() -> Sheet:
    sheet = Sheet(1350)
    sheet.box((650, 30, 1250, 170), "Cabinet", NAVY, WHITE, 60, bold=True)
    sheet.box((1420, 30, 1870, 170), "Scrutiny", CREAM, size=50, edge=GOLD)
    sheet.arrow((1420, 100), (1250, 100), colour=GOLD)
    sheet.text((1255, 105, 1420, 165), "advises", 40)
    sheet.arrow((950, 170), (950, 250))
    sheet.box((530, 250, 1370, 390), "Portfolio Holder for Performance and Capacity", BLUE, WHITE, 48, bold=True)
    sheet.arrow((950, 390), (950, 470))
    sheet.box((530, 470, 1370, 640), "ICT Programme Board\nchaired by the Chief Executive", TEAL, WHITE, 50, bold=True)
    groups = (
        ("Design Group", "architecture and security"),
        ("Information Governance Group", "risk, records and sharing"),
        ("Service Users Group", "needs and service levels"),
        ("Shared Services Board", "joint with Cheshire West and Chester Council"),
    )
    for (left, right), (title, words) in zip(columns(4), groups, strict=True):
        middle = (left + right) / 2
        sheet.arrow((middle, 770), (middle, 710), (950, 710), (950, 640))
        sheet.box((left, 770, right, 1090), fill=MINT, edge=TEAL)
        sheet.text((left, 780, right, 910), title, 46, bold=True)
        sheet.text((left, 910, right, 1085), words, 42)
    sheet.box(
        (30, 1180, 1870, 1320), "Project boards: one for each project, each with a sponsor from a service", size=48
    )
    sheet.arrow((950, 1180), (950, 640))
    return sheet


def architecture() -> Sheet:
    sheet = Sheet(1340)
    sheet.text((20, 20, 1030, 120), "Now: four stacks", 60, NAVY, bold=True)
    sheet.text((1120, 20, 1870, 120), "2012: one design in layers", 60, NAVY, bold=True)
    councils = ("Congleton", "Crewe and Nantwich", "Macclesfield", "County, our part")
    layers = ("Contact centre", "Applications", "Information", "Computer rooms")
    fills = (PALE, CREAM, MINT, "#e9e9ee")
    for (left, right), council, fill in zip(columns(4, 16, 20, 1030), councils, fills, strict=True):
        sheet.text((left - 14, 130, right + 14, 260), council, 41, bold=True)
        for row, layer in enumerate(layers):
            sheet.box((left, 270 + row * 265, right, 510 + row * 265), layer, fill, size=40)
    sheet.arrow((1040, 788), (1110, 788), colour=TEAL)
    steps = (
        ("Web, telephone, one-stop shops, partners", BLUE, WHITE),
        ("One customer record, forms and payments", TEAL, WHITE),
        ("Service systems:\none for each job", PALE, INK),
        ("Master records: people, property, streets", MINT, INK),
        ("One network, two data centres, one set of security controls", NAVY, WHITE),
    )
    for row, (words, fill, colour) in enumerate(steps):
        top = 270 + row * 212
        sheet.box((1120, top, 1760, top + 187), words, fill, colour, 46, bold=True)
    sheet.box((1780, 270, 1870, 1305), fill=CREAM, edge=GOLD)
    label = Image.new("RGB", (980, 80), CREAM)
    ImageDraw.Draw(label).text((490, 40), "Integration service", INK, sheet.font(50, bold=True), anchor="mm")
    sheet.image.paste(label.rotate(90, expand=True), (1786, 297))
    return sheet


def roadmap() -> Sheet:
    sheet = Sheet(1560)
    lanes = (
        (
            "Customers",
            TEAL,
            ((0, 7, "One website"), (3, 24, "Customer record in six services"), (6, 36, "120 services online")),
        ),
        (
            "Applications",
            BLUE,
            ((0, 19, "Finance, payroll, tax and benefits"), (6, 24, "Planning"), (0, 36, "Old systems retired")),
        ),
        (
            "Infrastructure",
            NAVY,
            ((0, 4, "Service desk"), (0, 24, "One network and telephone system"), (3, 30, "Two data centres")),
        ),
        ("People", GOLD, ((2, 12, "Security training"), (3, 33, "2,500 flexible workers"))),
        ("Information", "#5b3f8c", ((0, 9, "Asset register"), (6, 36, "Records system in all services"))),
    )
    left, right = 370.0, 1870.0
    month = (right - left) / 36
    halves: tuple[str, ...] = ("Apr to Sep\n2009", "Oct 2009 to\nMar 2010", "Apr to Sep\n2010", "Oct 2010 to\nMar 2011")
    halves += ("Apr to Sep\n2011", "Oct 2011 to\nMar 2012")
    for index, half in enumerate(halves):
        x = left + index * 6 * month
        sheet.box((x, 20, x + 6 * month, 150), half, PALE, size=40, bold=True)
    top = 175.0
    for name, colour, bars in lanes:
        bottom = top + 26 + len(bars) * 86
        sheet.draw.rectangle((30, top, right, bottom), "#f5f7fa")
        sheet.text((30, top, left, bottom), name, 48, colour, bold=True, left=True)
        for index in range(1, 6):
            sheet.line((left + index * 6 * month, top), (left + index * 6 * month, bottom), colour=GREY, width=3)
        for row, (start, end, words) in enumerate(bars):
            place = (left + start * month, top + 16 + row * 86, left + end * month, top + 88 + row * 86)
            short = sheet.font(42, bold=True).getlength(words) > place[2] - place[0] - 28
            sheet.box(place, "" if short else words, colour, WHITE, 42, edge=colour, bold=True)
            if short:
                beside = (place[2] + 4, place[1], place[2] + 500, place[3])
                sheet.text(beside, words, 42, colour, bold=True, left=True)
        top = bottom + 20
    return sheet


def record_life_cycle() -> Sheet:
    sheet = Sheet(560)
    stages = (
        ("Create", "title, owner, place", BLUE),
        ("Use", "changes only with authority", BLUE),
        ("Keep", "out of daily folders", TEAL),
        ("Review", "when its time is up", GOLD),
        ("End", "delete for certain, or archive", NAVY),
    )
    places = columns(5, 70)
    for index, ((left, right), (title, words, colour)) in enumerate(zip(places, stages, strict=True)):
        sheet.box((left, 60, right, 230), title, colour, WHITE, 60, edge=colour, bold=True)
        sheet.box((left, 260, right, 500), words, PALE, size=44, edge=colour)
        if index:
            sheet.arrow((places[index - 1][1], 145), (left, 145))
    return sheet


def cover() -> Sheet:
    """Hills, a town, a canal and fields, and a network of lines above them."""
    sheet = Sheet(1300, "#dcebf7")
    draw = sheet.draw
    draw.polygon(
        [(0, 620), (260, 430), (560, 600), (900, 360), (1300, 610), (1620, 440), (1900, 600), (1900, 1300), (0, 1300)],
        "#9fb9cf",
    )
    draw.polygon([(0, 760), (420, 620), (900, 760), (1400, 640), (1900, 780), (1900, 1300), (0, 1300)], "#5f8fa8")
    draw.polygon([(0, 900), (600, 800), (1200, 920), (1900, 820), (1900, 1300), (0, 1300)], "#3f7d6e")
    draw.polygon([(0, 1060), (700, 980), (1500, 1080), (1900, 1010), (1900, 1300), (0, 1300)], "#7fae63")
    draw.polygon([(820, 1300), (960, 1025), (1010, 1025), (1120, 1300)], "#cfe6f2")
    for index, (x, height) in enumerate(
        ((250, 150), (350, 210), (450, 120), (540, 260), (640, 160), (1350, 140), (1440, 200))
    ):
        roof = 870 - height + 40
        draw.rectangle((x, roof, x + 84, 930), "#f4efe4")
        draw.polygon([(x - 10, roof), (x + 42, roof - 60), (x + 94, roof)], "#8a4b3c" if index % 2 else NAVY)
        for row in range(roof + 24, 890, 56):
            draw.rectangle((x + 16, row, x + 34, row + 28), BLUE)
            draw.rectangle((x + 50, row, x + 68, row + 28), BLUE)
    nodes = [(180, 300), (430, 170), (700, 280), (960, 130), (1240, 250), (1500, 140), (1740, 300)]
    for first, second in pairwise(nodes):
        sheet.line(first, second, colour=NAVY, width=5)
    for start, end in ((0, 2), (2, 4), (4, 6), (1, 3), (3, 5)):
        sheet.line(nodes[start], nodes[end], colour=BLUE, width=3)
    for node, foot in zip(
        nodes, ((250, 880), (392, 640), (582, 590), (985, 1025), (1392, 712), (1482, 650), (1740, 800)), strict=True
    ):
        sheet.line(node, foot, colour=BLUE, width=2)
        draw.ellipse((node[0] - 22, node[1] - 22, node[0] + 22, node[1] + 22), TEAL, WHITE, 5)
    return sheet


PICTURES: dict[str, Callable[[], Sheet]] = {
    "strategy-on-a-page": strategy_on_a_page,
    "document-family": document_family,
    "governance": governance,
    "architecture": architecture,
    "roadmap": roadmap,
    "record-life-cycle": record_life_cycle,
    "cover": cover,
}


def main() -> None:
    for name, draw in PICTURES.items():
        image = draw().image.quantize(COLOURS, dither=Image.Dither.NONE)
        image.save(HERE / f"{name}.png", optimize=True, dpi=(DOTS_PER_INCH, DOTS_PER_INCH))


if __name__ == "__main__":
    main()
