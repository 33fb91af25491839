"""The Strategy Editor: a desktop program with which council officers draft, review and publish a strategy."""

__version__ = "0.1.0"
