"""How long it takes to bring in many returned copies at once, and whether it grows with their number and their words.

    python -m benchmarks.receive_speed [COPIES...]        default: 5 10 20

Sends the example's strategy (6,000 words) to so many readers, changes each copy by a plan (75 tracked and silent
changes and 30 comments each: 1,500 and 600 for twenty), and brings all of them in. Prints a line for each number of
copies; time with one copy more should stay the same, however many came before. Then a strategy of two and four times
the words goes to two readers, with as many more changes: time for each word should stay the same. Times are those of
the processor, so that what else the machine does makes no difference.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
import tracemalloc
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from msgspec.structs import replace
from tests.readers import PaperReader, W, count_changes, with_parts

from strategy_editor.foundation.resources import sample_path
from strategy_editor.model.project import Project, with_document
from strategy_editor.model.tree import copied_section, document_words
from strategy_editor.session import opening
from strategy_editor.session.receiving import Receiving, look_at
from strategy_editor.session.sending import SendRequest, send
from strategy_editor.session.session import MemoryKeeper, Session

AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
CHANGES, COMMENTS = 75, 30
READERS = 2


def commented(reader: PaperReader, count: int) -> bytes:
    """The reader's file with comments on words of so many paragraphs."""
    texts = reader._texts()
    comments = etree.Element(f"{W}comments", nsmap={"w": W.strip("{}")})
    for number in range(count):
        paragraph = reader.random.choice(texts)
        runs = paragraph.findall(f"{W}r")
        if not runs:
            continue
        run = reader.random.choice(runs)
        start, end, call = (etree.Element(f"{W}{tag}") for tag in ("commentRangeStart", "commentRangeEnd", "r"))
        reference = etree.SubElement(call, f"{W}commentReference")
        for mark in (start, end, reference):
            mark.set(f"{W}id", str(number))
        run.addprevious(start)
        run.addnext(end)
        end.addnext(call)
        comment = etree.SubElement(comments, f"{W}comment")
        comment.set(f"{W}id", str(number))
        comment.set(f"{W}author", reader.name)
        comment.set(f"{W}date", "2026-07-09T10:00:00Z")
        words = etree.SubElement(etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r"), f"{W}t")
        words.text = f"Remark {number} of {reader.name}"
    return with_comments(reader.file(), etree.tostring(comments))


def with_comments(data: bytes, comments: bytes) -> bytes:
    """The file with a part of comments."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    relations = relations.replace(
        "</Relationships>", f'<Relationship Id="rIdRemarks" Type="{kind}" Target="comments.xml"/></Relationships>'
    )
    types = types.replace("</Types>", f'<Override PartName="/word/comments.xml" ContentType="{content}"/></Types>')
    parts = {"word/_rels/document.xml.rels": relations.encode(), "[Content_Types].xml": types.encode()}
    return with_parts(data, {**parts, "word/comments.xml": comments})


def grown(project: Project, times: int) -> Project:
    """The project with a strategy that has all its sections so many times, each time with ids of their own."""
    strategy = next(document for document in project.documents if document.kind == "strategy")
    more = tuple(copied_section(section) for _ in range(times - 1) for section in strategy.sections)
    return with_document(project, replace(strategy, sections=(*strategy.sections, *more)))


def returned_copies(session: Session, count: int, folder: Path, times: int = 1) -> list[Path]:
    """So many copies of the strategy, changed by as many readers; ``times`` as many changes as usual."""
    strategy = next(document for document in session.project.documents if document.kind == "strategy")
    names = tuple(f"Reader {number:02}" for number in range(count))
    made = send(session, SendRequest(names, str(folder / "out"), strategy.id), lambda _tree: session.project)
    out: list[Path] = []
    for number, (path, name) in enumerate(zip(made, names, strict=True)):
        reader = PaperReader(path.read_bytes(), number, name)
        reader.work((CHANGES - 10) * times, tracked=True)
        reader.work(10 * times, tracked=False)
        place = folder / f"{number}.docx"
        place.write_bytes(commented(reader, COMMENTS * times))
        out.append(place)
    return out


def received(session: Session, files: list[Path]) -> Receiving:
    """What the copies bring."""
    project = session.project
    return look_at(project, session.ledger, session.picture, lambda _tree: project, files, now=AT + timedelta(days=30))


class Measured(NamedTuple):
    """What bringing copies in came to. ``seconds`` are those of the processor."""

    changes: int
    comments: int
    suggestions: int
    proposals: int
    seconds: float
    megabytes: float


def measured(project: Project, pictures: dict[str, bytes], copies: int, times: int = 1) -> Measured:
    """Sends so many copies, has them changed, brings them in."""
    with tempfile.TemporaryDirectory() as place:
        session = Session(project, keeper=MemoryKeeper(pictures), clock=lambda: AT)
        files = returned_copies(session, copies, Path(place), times)
        changes = sum(count_changes(file.read_bytes()) for file in files)
        begun = time.process_time()
        found = received(session, files)
        took = time.process_time() - begun
        tracemalloc.start()
        received(session, files[:1])
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
    assert not any(copy.error for copy in found.copies)
    kinds = [item.kind for copy in found.copies for item in copy.items]
    comments = sum(len(thread.messages) for thread in found.project.threads.values())
    return Measured(changes, comments, kinds.count("suggestion"), kinds.count("proposal"), took, peak)


def main() -> None:
    """Measures, and prints two tables."""
    counts = [int(each) for each in sys.argv[1:]] or [5, 10, 20]
    stored = opening.read(sample_path())
    pictures = {digest: stored.picture(digest) for digest in stored.project.pictures}
    sys.stdout.write(f"{words_in(stored.project):,} words\n")
    sys.stdout.write("copies  changes  comments  suggestions  proposals  seconds  s/copy  MB\n")
    for count in counts:
        found = measured(stored.project, pictures, count)
        sys.stdout.write(
            f"{count:6}  {found.changes:7}  {found.comments:8}  {found.suggestions:11}  {found.proposals:9}"
            f"  {found.seconds:7.1f}  {found.seconds / count:6.2f}  {found.megabytes:.0f}\n"
        )
    sys.stdout.write(f"\n{READERS} copies\n")
    sys.stdout.write("  words  changes  comments  suggestions  proposals  seconds  ms/1,000 words  MB\n")
    for times in (1, 2, 4):
        project = grown(stored.project, times)
        found = measured(project, pictures, READERS, times)
        words = words_in(project)
        sys.stdout.write(
            f"{words:7,}  {found.changes:7}  {found.comments:8}  {found.suggestions:11}  {found.proposals:9}"
            f"  {found.seconds:7.1f}  {found.seconds * 1e6 / words / READERS:14.0f}  {found.megabytes:.0f}\n"
        )


def words_in(project: Project) -> int:
    """The words of the strategy."""
    return document_words(next(document for document in project.documents if document.kind == "strategy"))


if __name__ == "__main__":
    main()
