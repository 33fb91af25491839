"""Editing as pure functions: a section as lines, what somebody did to them, and the section that follows from it.

Nothing here knows of a window. The editor and whatever takes in returned copies use the same functions, so that a
change means the same wherever it comes from, made directly or as a suggestion.
"""
