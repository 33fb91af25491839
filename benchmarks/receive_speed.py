"""How long it takes to bring in many returned copies at once, and whether it grows with their number.

    python -m benchmarks.receive_speed [COPIES...]        default: 5 10 20

Sends the example's strategy (12,000 words) to so many readers, changes each copy by a plan (75 tracked and silent
changes and 30 comments each: 1,500 and 600 for twenty), and brings all of them in. Prints a line for each number of
copies; time with one copy more should stay the same, however many came before.
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

from lxml import etree
from tests.readers import PaperReader, W, count_changes, with_parts

from strategy_editor.foundation.resources import sample_path
from strategy_editor.model.tree import document_words
from strategy_editor.session import opening
from strategy_editor.session.receiving import Receiving, look_at
from strategy_editor.session.sending import SendRequest, send
from strategy_editor.session.session import MemoryKeeper, Session

AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
CHANGES, COMMENTS = 75, 30


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


def returned_copies(session: Session, count: int, folder: Path) -> list[Path]:
    """So many copies of the strategy, changed by as many readers."""
    strategy = next(document for document in session.project.documents if document.kind == "strategy")
    names = tuple(f"Reader {number:02}" for number in range(count))
    made = send(session, SendRequest(names, str(folder / "out"), strategy.id), lambda _tree: session.project)
    out: list[Path] = []
    for number, (path, name) in enumerate(zip(made, names, strict=True)):
        reader = PaperReader(path.read_bytes(), number, name)
        reader.work(CHANGES - 10, tracked=True)
        reader.work(10, tracked=False)
        place = folder / f"{number}.docx"
        place.write_bytes(commented(reader, COMMENTS))
        out.append(place)
    return out


def received(session: Session, files: list[Path]) -> Receiving:
    """What the copies bring."""
    project = session.project
    return look_at(project, session.ledger, session.picture, lambda _tree: project, files, now=AT + timedelta(days=30))


def main() -> None:
    """Measures, and prints a table."""
    counts = [int(each) for each in sys.argv[1:]] or [5, 10, 20]
    stored = opening.read(sample_path())
    pictures = {digest: stored.picture(digest) for digest in stored.project.pictures}
    strategy = next(document for document in stored.project.documents if document.kind == "strategy")
    sys.stdout.write(f"{document_words(strategy):,} words\n")
    sys.stdout.write("copies  changes  comments  suggestions  proposals  seconds  s/copy  MB\n")
    for count in counts:
        with tempfile.TemporaryDirectory() as place:
            session = Session(stored.project, keeper=MemoryKeeper(pictures), clock=lambda: AT)
            files = returned_copies(session, count, Path(place))
            changes = sum(count_changes(file.read_bytes()) for file in files)
            begun = time.perf_counter()
            found = received(session, files)
            took = time.perf_counter() - begun
            tracemalloc.start()
            received(session, files[:1])
            peak = tracemalloc.get_traced_memory()[1] / 1e6
            tracemalloc.stop()
        kinds = [item.kind for copy in found.copies for item in copy.items]
        assert not any(copy.error for copy in found.copies)
        comments = sum(len(thread.messages) for thread in found.project.threads.values())
        sys.stdout.write(
            f"{count:6}  {changes:7}  {comments:8}  {kinds.count('suggestion'):11}  {kinds.count('proposal'):9}"
            f"  {took:7.1f}  {took / count:6.2f}  {peak:.0f}\n"
        )


if __name__ == "__main__":
    main()
