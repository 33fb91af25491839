"""Spelling, hyphenation and reading level, offline."""
