"""The left side of the window: the documents of the set, and the sections of the one in hand."""
