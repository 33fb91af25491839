"""Spelling, hyphenation, reading level, acronyms, plain English and typing aids. All of it works offline."""
