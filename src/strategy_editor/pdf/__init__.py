"""Writes PDF: accessible, print and large print."""
