"""The acts about publishing: what is not for publication, and making the papers of an edition."""

from __future__ import annotations

from functools import partial

from strategy_editor.app.bench import Bench, Bindings
from strategy_editor.app.dialogs.after_meeting import AfterMeetingDialog, CorrectionDialog
from strategy_editor.app.dialogs.exempting import mark_exempt
from strategy_editor.app.dialogs.export import ExportDialog
from strategy_editor.session.papers import papers_of

_EDITIONS = {
    "export": "cabinet",
    "export-web": "web",
    "export-draft": "draft",
    "export-large-print": "large-print",
    "export-print": "print",
}


def bindings(bench: Bench) -> Bindings:
    """What these acts do in one window."""
    made: Bindings = {id: partial(_export, bench, edition) for id, edition in _EDITIONS.items()}
    made["after-meeting"] = partial(_ask, bench, AfterMeetingDialog)
    made["correct-published"] = partial(_ask, bench, CorrectionDialog)
    made["exempt"] = lambda: mark_exempt(bench.window.desk, bench.writing, bench.window)
    made["only-papers"] = lambda: bench.application.only_papers(bench.window)
    return made


def _ask(bench: Bench, kind: type[AfterMeetingDialog | CorrectionDialog]) -> None:
    """Asks what the meeting decided, or what was corrected; a version that was named is saved at once."""
    opened = bench.keeping.opened
    before = len(opened.session.ledger.versions)
    kind(bench.window.desk, opened, bench.window).exec()
    if len(opened.session.ledger.versions) > before:
        bench.keeping.save()


def _export(bench: Bench, edition: str) -> None:
    """Asks what to make, and makes it; what was published is saved at once, with its record."""
    opened, window = bench.keeping.opened, bench.window
    folder = opened.path.parent / f"{opened.path.stem} papers"
    theme = bench.application.theme
    dialog = ExportDialog(papers_of(opened), theme, edition, folder, window.desk.document_id, window)
    dialog.place_wanted.connect(window.desk.go_to)
    dialog.exec()
    if dialog.published:
        bench.keeping.save()
