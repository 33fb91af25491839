"""Brings remarks in from an e-mail, a note, a marked PDF or a spreadsheet, and keeps what they came in as proof."""

from __future__ import annotations

import csv
import email
import hashlib
import io
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from msgspec import Struct

from strategy_editor.foundation.errors import DiskRefused, WrongUse
from strategy_editor.model.records import Picture
from strategy_editor.model.reviews import Channel
from strategy_editor.model.text import clean_line
from strategy_editor.review.reading_remarks import MOST, read_pasted, read_rows, split_remarks, with_wording
from strategy_editor.review.taking_in import Remark, Taken, take_in
from strategy_editor.review.wording import remarks_counted
from strategy_editor.session.clearing import LARGEST_EVIDENCE, keep_evidence
from strategy_editor.session.commands import Become, Put, Several
from strategy_editor.session.registers import labels_of
from strategy_editor.session.session import Session

ENDINGS: dict[str, str] = {
    ".eml": "message/rfc822",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".pdf": "application/pdf",
}


_OTHER_SPREADSHEETS = (".xls", ".xlsm", ".xlsb", ".numbers")


class Came(Struct, frozen=True):
    """What came in: the remarks read out of it, and the thing itself (its bytes, kind and name) as proof."""

    remarks: tuple[Remark, ...]
    data: bytes
    media_type: str
    name: str


def read_words(text: str, person: str, at: datetime, channel: Channel = "email") -> Came:
    """Remarks in pasted words; the head of an e-mail says who and when, where it is there."""
    mail = read_pasted(text)
    found = split_remarks(mail.text, mail.person or person, mail.at or at, channel)
    return Came(found, text.encode("utf-8"), "text/plain", "Pasted words")


def read_file(path: Path, person: str, at: datetime, channel: Channel | None = None) -> Came:
    """Remarks in a file; raises WrongUse for one that cannot hold any, NotAStrategy for one that is damaged."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        advice = f"There are: {', '.join(ENDINGS)}."
        if ending in _OTHER_SPREADSHEETS:
            advice = "Save the spreadsheet as .xlsx or .csv."
        raise WrongUse(f"Remarks cannot be read from “{path.name}”.", advice=advice)
    data = _bytes_of(path)
    match ending:
        case ".eml":
            found = _mail(data, person, at, channel or "email")
        case ".csv":
            found = read_rows(_rows(data, path.name), person, at)
        case ".xlsx" | ".ods":
            from strategy_editor.word.reading.spreadsheet import read_spreadsheet  # only for whoever got one

            found = read_rows(read_spreadsheet(data, path.name)[: MOST + 1], person, at)
        case ".pdf":
            found = _marked(data, person, at)
        case _:
            found = read_words(_decoded(data), person, at, channel or "email").remarks
    return Came(found, data, ENDINGS[ending], path.name)


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_EVIDENCE:
            raise WrongUse(f"{path.name} is larger than 20 MB.", advice="Keep what matters of it.")
        return path.read_bytes()
    except FileNotFoundError:
        raise WrongUse(f"There is no file {path}.", advice="Check the name.") from None
    except OSError as error:
        raise DiskRefused(f"{path.name} cannot be read ({error.strerror}).") from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _rows(data: bytes, name: str) -> list[list[str]]:
    text = _decoded(data)
    try:
        dialect: type[csv.Dialect] | str = csv.Sniffer().sniff(text[:4000], delimiters=",;\t")
    except csv.Error:
        dialect = "excel"
    try:
        return [row for _, row in zip(range(MOST + 1), csv.reader(io.StringIO(text), dialect), strict=False)]
    except csv.Error as error:
        raise WrongUse(f"{name} is not a table that can be read.", advice="Save it as CSV again.") from error


def _mail(data: bytes, person: str, at: datetime, channel: Channel) -> tuple[Remark, ...]:
    read = email.message_from_bytes(data, policy=default)
    assert isinstance(read, EmailMessage)
    try:
        body = read.get_body(preferencelist=("plain", "html"))
        text = body.get_content() if body is not None else ""
    except (LookupError, ValueError, AttributeError, KeyError):
        text = _decoded(data)
    if body is not None and body.get_content_type() == "text/html":
        raise WrongUse("This e-mail has no plain words.", advice="Open it and paste its words instead.")
    name, address = parseaddr(str(read.get("From", "")))
    sent = _sent(str(read.get("Date", "")))
    pasted = read_pasted(text)
    return split_remarks(pasted.text, clean_line(name or address) or person, sent or at, channel)


def _sent(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)


def _marked(data: bytes, person: str, at: datetime) -> tuple[Remark, ...]:
    from strategy_editor.pdf.annotations import read_annotations  # only for whoever got a marked PDF

    out = []
    for each in read_annotations(data):
        words = each.text or (f"Delete “{each.quote}”." if each.deletes else "Marked without words.")
        remark = Remark(clean_line(each.author) or person, each.at or at, "pdf", words, quote=each.quote)
        if each.deletes and each.quote:
            remark = Remark(
                remark.person, remark.at, "pdf", each.text, quote=each.quote, instead_of=each.quote, deletes=True
            )
        out.append(remark if remark.deletes else with_wording(remark))
    return tuple(out[:MOST])


def take(session: Session, came: Came, document: str = "") -> Taken:
    """Puts the remarks into the strategy as one act, with what they came in; the same thing twice adds nothing."""
    source = hashlib.sha256(came.data).hexdigest()
    taken = take_in(
        session.project, came.remarks, labels_of(session.project), source=source, evidence=source, document=document
    )
    if taken.new:
        keep_evidence(session, came.data)
        kept = Put(Picture(source, came.media_type, 0, 0, came.name))
        name = f"{remarks_counted(taken.new)} brought in"
        session.apply(session.signed(Several((Become(taken.project, name), kept), name)))
    return taken


def in_words(taken: Taken) -> str:
    """What has come of remarks that were taken in, as a sentence."""
    return f"{remarks_counted(taken.new)} brought in." if taken.new else "These remarks were here already."
