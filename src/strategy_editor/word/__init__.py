"""Writes and reads Word documents."""
