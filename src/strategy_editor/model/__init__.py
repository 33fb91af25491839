"""The values: a project is an immutable value, and everything else is a function of one, two or three of them.

``project`` holds the document set; ``section`` its structure; ``blocks`` and ``text`` what is written; ``records``
what the documents share; ``reviews`` remarks and suggestions; ``ledger`` what cannot be undone; ``outline`` and
``profile`` what a council brings. ``tree`` finds and replaces, ``numbering`` and ``facts`` draw what is never typed,
``encoding`` writes values down and reads them back.
"""
