"""The command line: ``main`` runs it, every other module registers the commands of one subject."""

COMMANDS = (
    "new",
    "info",
    "check",
    "agenda",
    "export",
    "publish",
    "minutes",
    "correct",
    "versions",
    "apply",
    "import",
    "send",
    "receive",
    "decide",
    "register",
    "merge",
    "ask",
    "rounds",
    "remarks",
    "clearances",
    "ask-clearance",
    "clear",
    "compare",
    "selftest",
)
"""All commands. Here, so that a start that opens the window loads none of them."""
