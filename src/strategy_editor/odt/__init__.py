"""Writes OpenDocument text."""
