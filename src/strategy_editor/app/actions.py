"""Every act of the menus, as a table: id, words, icon, shortcut, what it tells. The window binds what each does."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from strategy_editor.app.icons import icon
from strategy_editor.app.theme import Theme


class Act(Struct, frozen=True):
    """An act. ``keys`` is a shortcut as Qt writes it; ``checks``: it is on or off."""

    id: str
    words: str
    keys: str = ""
    picture: str = ""
    tip: str = ""
    checks: bool = False


SEPARATOR = Act("", "")

MENUS: tuple[tuple[str, tuple[Act, ...]], ...] = (
    (
        "&File",
        (
            Act("new", "&New strategy…", "Ctrl+N", "file-plus", "Start a strategy by an outline"),
            Act("open", "&Open…", "Ctrl+O", "folder-open", "Open a strategy from your computer or a shared folder"),
            Act("open-review", "Open to re&view…", "", "", "Comment and suggest in a copy; the file itself stays free"),
            Act("recent", "Open &recent"),
            Act("import-word", "&Import from Word…", "", "import", "Bring an old Word strategy into the outline"),
            Act("only-papers", "Only &make the papers…", "", "", "Open a strategy for reading, to export it"),
            SEPARATOR,
            Act("save", "&Save", "Ctrl+S", "save", "Save the strategy and check what was written"),
            Act("save-as", "Save &as…", "Ctrl+Shift+S", "", "Save under another name, and go on with that one"),
            Act("save-copy", "Save a &copy…", "", "copy", "Save a copy, and go on with this one"),
            Act(
                "bring-copy",
                "&Bring in another strategy file…",
                "",
                "",
                "A colleague’s copy of this one: both become one",
            ),
            Act("versions", "V&ersions…", "", "history", "Name this version, or look at an earlier one"),
            SEPARATOR,
            Act("print", "&Print…", "Ctrl+P", "printer", "Print the document in hand"),
            SEPARATOR,
            Act("next-year", "Next &year’s strategy…", "", "", "A new file from the last approved version"),
            Act("progress-report", "Pro&gress report", "", "", "Draft what was achieved against what was agreed"),
            Act("recover", "&Work that was not saved…", "", "", "What was not in a file when the program ended"),
            SEPARATOR,
            Act("close", "C&lose window", "Ctrl+W"),
            Act("quit", "&Quit", "Ctrl+Q"),
        ),
    ),
    (
        "&Edit",
        (
            Act("undo", "&Undo", "Ctrl+Z", "undo-2"),
            Act("redo", "&Redo", "Ctrl+Y", "redo-2"),
            SEPARATOR,
            Act("cut", "Cu&t", "Ctrl+X", "scissors"),
            Act("copy", "&Copy", "Ctrl+C", "copy"),
            Act("paste", "&Paste", "Ctrl+V", "clipboard-paste"),
            Act("paste-plain", "Paste as plain te&xt", "Ctrl+Shift+V"),
            Act("select-all", "Select &all", "Ctrl+A"),
            SEPARATOR,
            Act("find", "&Find…", "Ctrl+F", "search", "Find words in the section, the document or all documents"),
            Act("replace", "R&eplace…", "Ctrl+H", "replace", "Find words and put others in their place"),
            Act("find-next", "Find &next", "F3"),
            Act("find-previous", "Find pre&vious", "Shift+F3"),
            Act(
                "next-misspelt",
                "Next spelling &mistake",
                "Alt+F7",
                "",
                "The menu key offers words for it",
            ),
            SEPARATOR,
            Act("spelling", "Check &spelling", "", "spell-check", "Mark misspelt words as you type", checks=True),
            Act(
                "say-spelling",
                "Sa&y spelling mistakes",
                "",
                "",
                "To a screen reader, at the caret",
                checks=True,
            ),
            Act("autocorrect", "Put &quotes and dashes right", "", "", "As you type; undo takes it back", checks=True),
        ),
    ),
    (
        "&View",
        (
            Act("show-outline", "&Documents", "Ctrl+1", "panel-left", "Show or hide the documents", checks=True),
            Act(
                "show-side", "&Checks and comments", "Ctrl+2", "panel-right", "Show or hide the right side", checks=True
            ),
            Act(
                "show-guidance",
                "&Guidance",
                "Ctrl+3",
                "lightbulb",
                "Show or hide what a section should cover",
                checks=True,
            ),
            Act("focus", "&Only the text", "F11", "maximize", "Hide everything but the text", checks=True),
            Act("preview", "&Preview", "F7", "eye", "Show the pages as they will be, beside the text", checks=True),
            Act(
                "read-whole",
                "Read the w&hole document",
                "Shift+F7",
                "book-open",
                "The pages alone; a click or Enter goes to the text there, Esc back to where you were",
                checks=True,
            ),
            SEPARATOR,
            Act("zoom-in", "Zoom &in", "Ctrl+=", "zoom-in"),
            Act("zoom-out", "Zoo&m out", "Ctrl+-"),
            Act("zoom-reset", "&Usual size", "Ctrl+0"),
            Act("page-width", "Lines as long a&s on the page", "", "", "Or else as wide as the window", checks=True),
            SEPARATOR,
            Act("reading", "How it r&eads…", "Ctrl+Shift+R", "book-open", "Reading age, long sentences, hard words"),
            SEPARATOR,
            Act("theme-system", "Colou&rs of the desktop", "", "sun-moon", checks=True),
            Act("theme-light", "&Light", "", "sun", checks=True),
            Act("theme-dark", "Dar&k", "", "moon", checks=True),
            SEPARATOR,
            Act("analyst-labels", "&Analyst’s terms", "", "", "Show the terms demand, control and supply", checks=True),
            Act("next-panel", "Go &to the next panel", "F6", "", "Outline, title, text, lists: round and round"),
            Act("previous-panel", "&Back to the previous panel", "Shift+F6"),
            Act("previous-section", "Pre&vious section", "Ctrl+PgUp", "chevron-up"),
            Act("next-section", "&Next section", "Ctrl+PgDown", "chevron-down"),
        ),
    ),
    (
        "&Insert",
        (
            Act("insert-table", "&Table…", "", "table", "Insert a table"),
            Act("insert-figure", "&Picture…", "", "image", "Insert a picture, and say what it shows"),
            Act("insert-chart", "&Chart…", "", "chart-column", "Draw a chart from a table of this document"),
            Act("insert-footnote", "&Footnote", "Ctrl+Alt+F", "footprints"),
            Act("insert-reference", "C&ross-reference…", "Ctrl+Alt+R", "hash", "Refer to a section, table or figure"),
            Act(
                "insert-detail", "&Detail used throughout…", "Ctrl+Alt+D", "tag", "Insert a date, name or sum held once"
            ),
            Act("insert-box", "&Box", "", "square", "Set a case study or key facts apart"),
            Act("insert-list", "&List drawn from details…", "", "list-checks", "Milestones, register, glossary…"),
            SEPARATOR,
            Act(
                "edit-object", "Change what is &here…", "Alt+Return", "pencil", "Change the picture, chart or reference"
            ),
            Act("insert-page-break", "Page brea&k", "Ctrl+Return", "separator-horizontal"),
            SEPARATOR,
            Act("add-section", "&Section", "Ctrl+Shift+N", "plus", "Add a section behind this one"),
            Act("offered-sections", "Section of the &outline…", "", "list-tree", "Sections that the outline offers"),
            Act("add-document", "Doc&ument…", "", "file-plus", "Add another document of the set"),
        ),
    ),
    (
        "F&ormat",
        (
            Act("bold", "&Bold", "Ctrl+B", "bold", checks=True),
            Act("italic", "&Italic", "Ctrl+I", "italic", checks=True),
            Act("superscript", "Su&perscript", "Ctrl+Shift+=", "superscript", checks=True),
            Act("subscript", "&Subscript", "Ctrl+Shift+-", "subscript", checks=True),
            Act("link", "&Link…", "Ctrl+K", "link"),
            Act("welsh", "In &Welsh", "Ctrl+Alt+W", "languages", "Mark the words as Welsh", checks=True),
            Act("clear-format", "&Clear formatting", "Ctrl+Space", "remove-formatting"),
            SEPARATOR,
            Act("body", "Body &text", "Ctrl+Alt+0", "pilcrow"),
            Act("numbered", "&Numbered paragraph", "Ctrl+Alt+N"),
            Act("heading-1", "Heading &1", "Ctrl+Alt+1", "heading"),
            Act("heading-2", "Heading &2", "Ctrl+Alt+2"),
            Act("heading-3", "Heading &3", "Ctrl+Alt+3"),
            Act("bullets", "B&ullets", "Ctrl+Shift+8", "list"),
            Act("numbers", "Nu&mbers", "Ctrl+Shift+7", "list-ordered"),
            Act("quote", "&Quotation", "", "quote"),
            Act("note", "N&ote", "", "notebook-pen"),
            Act("letters", "L&etters (a), (b)"),
            Act("restart-numbering", "Be&gin a new count here"),
            SEPARATOR,
            Act("indent", "&Further in", "Ctrl+]", "indent-increase"),
            Act("outdent", "Furt&her out", "Ctrl+[", "indent-decrease"),
            SEPARATOR,
            Act(
                "exempt",
                "Not for public&ation…",
                "Ctrl+Alt+P",
                "eye-off",
                "Keep something out of public papers",
            ),
            Act("section-numbering", "What ta&kes numbers here"),
        ),
    ),
    (
        "&Table",
        (
            Act("row-above", "Row &above"),
            Act("row-below", "Row &below", "Ctrl+Alt+Down", "between-horizontal-end"),
            Act("column-before", "Column to the &left"),
            Act("column-behind", "Column to the &right", "Ctrl+Alt+Right", "between-vertical-end"),
            SEPARATOR,
            Act("row-up", "Move row &up"),
            Act("row-down", "Move row &down"),
            Act("column-left", "Move colu&mn to the left"),
            Act("column-right", "Move column to the ri&ght"),
            SEPARATOR,
            Act("remove-rows", "Delete r&ow", "", "rows-3"),
            Act("remove-columns", "Delete &column", "", "columns-3"),
            Act("remove-table", "Delete &table", "", "trash-2"),
            SEPARATOR,
            Act("header-row", "&First row names the columns"),
            Act("header-column", "First column &names the rows"),
            Act("total-row", "T&his row adds up those above it"),
            Act("update-totals", "Add up aga&in", "F9"),
            SEPARATOR,
            Act("sort-up", "&Sort by this column"),
            Act("sort-down", "Sort by this column, bac&kwards"),
            Act("align-left", "Align column l&eft"),
            Act("align-centre", "Align column in the middle"),
            Act("align-right", "Align column right, for figures"),
            SEPARATOR,
            Act(
                "table-properties",
                "Source, &widths and headers…",
                "",
                "sliders-horizontal",
                "What is said of the table",
            ),
            SEPARATOR,
            Act("merge-cells", "&Join cells", "", "table-cells-merge"),
            Act("split-cell", "Se&parate cells", "", "table-cells-split"),
            Act("landscape", "On a page that lies on its side"),
        ),
    ),
    (
        "&Review",
        (
            Act(
                "track-changes", "&Track changes", "Ctrl+Shift+E", "pencil", "What you change is suggested", checks=True
            ),
            SEPARATOR,
            Act("view-marked", "Text with changes &marked", "", "", "Shows what is suggested", checks=True),
            Act("view-final", "Text as it &would be", "", "", "Shows the text with all changes accepted", checks=True),
            Act("view-original", "Te&xt as it was", "", "", "Shows the text with all changes rejected", checks=True),
            SEPARATOR,
            Act("next-change", "&Next change or comment", "F8", "arrow-down"),
            Act("previous-change", "&Previous change or comment", "Shift+F8", "arrow-up"),
            Act("accept-change", "&Accept", "Ctrl+Alt+A", "check", "Accept the change here, or all that are selected"),
            Act("reject-change", "&Reject", "Ctrl+Alt+X", "x", "Reject the change here, or all that are selected"),
            SEPARATOR,
            Act("add-comment", "&Comment…", "Ctrl+Alt+M", "message-square-plus", "Comment on the selected words"),
            Act("to-decide", "To &decide", "Ctrl+Alt+L", "list-checks", "List all comments and suggestions"),
            SEPARATOR,
            Act("send-copies", "&Send for review…", "", "send", "Make a Word copy for each reader"),
            Act(
                "bring-in",
                "&Bring in returned copies…",
                "Ctrl+Shift+B",
                "inbox",
                "What readers changed and said in the copies that you sent them",
            ),
            SEPARATOR,
            Act("finish-review", "&Finish and send back…", "", "log-out", "Say what you think, and save the file"),
            Act("ask-remarks", "As&k for remarks…", "", "send", "Say who is to read what, by when"),
            Act("add-remarks", "Add remarks from &e-mail or paper…", "", "mail", "Bring in what did not come in Word"),
            Act("share", "W&ho has been asked…", "", "users", "Who has what, what is due, what came back"),
            SEPARATOR,
            Act("ask-clearance", "Ask for c&learance…", "", "shield-check", "Make a paper of exactly these words"),
            Act("clearance", "Who has cleared &it", "", "badge-check", "Each role of the chain, and how far it is"),
            SEPARATOR,
            Act("register", "Resp&onses to comments…", "", "clipboard-list", "Write down what was said and done"),
        ),
    ),
    (
        "E&xport",
        (
            Act("export", "&Cabinet pack…", "Ctrl+E", "download", "Make and publish what goes to the meeting"),
            Act("export-web", "&Website…", "", "", "Make and publish what goes on the website"),
            Act("export-draft", "&Draft…", "", "", "Today’s text, marked DRAFT, with gaps visible: always possible"),
            Act("export-large-print", "&Large print…", "", "", "18 point type, with the same numbers"),
            Act("export-print", "P&rinted version…", "", "", "One for the printer"),
            Act("export-designer", "Desi&gner’s pack…", "", "", "Text, pictures, captions, credits and permissions"),
            Act("export-pen", "Cop&y to write on…", "", "", "On paper, with a wide margin and numbered paragraphs"),
            SEPARATOR,
            Act("ready", "Ready &for Cabinet?…", "Ctrl+F7", "list-checks", "What stands in the way of the whole pack"),
            Act("agenda", "T&ext for the agenda…", "", "", "Title, purpose and recommendations as plain text"),
            Act("after-meeting", "&After the meeting…", "", "landmark", "Record the decision, amendments and approval"),
            Act("correct-published", "C&orrect what was published…", "", "", "A dated note, and a version of its own"),
        ),
    ),
    (
        "&Council",
        (
            Act("council-settings", "Council &settings…", "", "building-2", "Headings, numbering, dates and words"),
            Act("council-checks", "&Checks…", "", "list-checks", "What the checks look for, and words to avoid"),
            Act("outlines", "&Outlines…", "", "layout-template", "Make, change and share outlines"),
        ),
    ),
    (
        "&Help",
        (
            Act("guide", "&User guide", "F1", "circle-question-mark"),
            Act("keyboard", "&Keyboard shortcuts", "", "keyboard"),
            Act("folders", "&Where things are kept", "", "hard-drive"),
            Act("about", "&About", "", "info"),
        ),
    ),
)
"""The menus, in order."""


class Actions:
    """The acts as Qt's actions, by id. Menus leave out those that nothing is bound to, and hidden ones."""

    def __init__(self, owner: QWidget, theme: Theme) -> None:
        self._by_id: dict[str, QAction] = {}
        for _, acts in MENUS:
            for act in acts:
                if act.id in self._by_id:
                    raise ValueError(f"{act.id} stands in two menus")
                if act.id:
                    self._by_id[act.id] = self._make(owner, act, theme)

    def __getitem__(self, id: str) -> QAction:
        return self._by_id[id]

    def bind(self, bindings: dict[str, Callable[[], object]]) -> None:
        """Says what acts do; each does one thing."""
        for id, does in bindings.items():
            if self._by_id[id].property("bound"):
                raise ValueError(f"{id} is bound already")
            self._by_id[id].triggered.connect(lambda _=False, does=does: does())
            self._by_id[id].setProperty("bound", True)

    def keep_to(self, ids: frozenset[str]) -> None:
        """Hides every other act, its shortcut too; for a window that is not for all of them."""
        for id, action in self._by_id.items():
            action.setVisible(id in ids)

    def fill(self, bar: QMenuBar, submenus: dict[str, QMenu]) -> None:
        """Fills the menu bar; an act with a submenu opens that."""
        for title, acts in MENUS:
            menu = bar.addMenu(title)
            for act in acts:
                if act == SEPARATOR:
                    menu.addSeparator()
                elif not self._by_id[act.id].isVisible():
                    continue
                elif act.id in submenus:
                    submenus[act.id].setTitle(act.words)
                    menu.addMenu(submenus[act.id])
                elif self._by_id[act.id].property("bound"):
                    menu.addAction(self._by_id[act.id])
            if menu.isEmpty():
                bar.removeAction(menu.menuAction())

    def dress(self, theme: Theme) -> None:
        """Draws the icons in the colours of the theme."""
        for _, acts in MENUS:
            for act in acts:
                if act.picture:
                    self._by_id[act.id].setIcon(icon(act.picture, theme.text, theme.muted))

    def _make(self, owner: QWidget, act: Act, theme: Theme) -> QAction:
        made = QAction(act.words, owner)
        made.setCheckable(act.checks)
        if act.keys:
            made.setShortcut(QKeySequence(act.keys))
        if act.picture:
            made.setIcon(icon(act.picture, theme.text, theme.muted))
        plain = act.words.replace("&", "").rstrip("…")
        told = act.tip or plain
        made.setToolTip(f"{told} ({made.shortcut().toString()})" if act.keys else told)
        made.setStatusTip(told)
        owner.addAction(made)
        return made
