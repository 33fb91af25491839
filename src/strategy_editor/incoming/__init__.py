"""Documents from outside as values, and what can be made of them.

``values`` is the neutral value that a reader gives (:class:`~strategy_editor.incoming.values.Incoming`); ``views``
shows it with all changes accepted or rejected, and walks through its paragraphs.
"""
