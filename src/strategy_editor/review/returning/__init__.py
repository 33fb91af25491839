"""Brings in returned copies: what a reader changed and said becomes suggestions, proposals and comments.

A copy goes through four steps, each a pure function. ``sent`` says what went out, paragraph by paragraph, and which
text host each paragraph is. ``matching`` finds the paragraphs of the returned file again: by bookmark, by equal text,
by likeness. ``reading`` turns what differs (tracked or silent) into ``claims``: one host's text, new paragraphs,
paragraphs that went, were split or joined, rows, columns, tables, pictures. ``bringing`` lays the claims of a copy on
today's text: undisputed ones as tracked changes, disputed ones as proposals beside the text; what has no place becomes
a comment that waits to be placed. Nothing is dropped.
"""
