"""Writes HTML."""
