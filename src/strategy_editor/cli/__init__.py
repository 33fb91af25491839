"""The command line: ``main`` runs it, every other module registers the commands of one subject."""

COMMANDS = (
    *("new", "info", "versions", "paragraph", "compare", "merge", "recover", "refresh", "progress", "apply"),
    "import",
    *("ask", "rounds", "remind", "send", "receive", "review-copy", "finish", "remarks", "decide", "register"),
    *("clearances", "ask-clearance", "clear"),
    *("check", "agenda", "fonts", "export", "publish", "minutes", "correct"),
    "selftest",
)
"""All commands, as ``--help`` lists them: a strategy and its file; an old one; review; clearance; what goes out.

Here, so that a start that opens the window loads none of them.
"""
