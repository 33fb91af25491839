"""Brings two lines of work on one strategy together: what each changed since the state that both come from.

The face is :func:`.joining.merge`; proposals, which are what both changed differently, are decided in
:mod:`strategy_editor.review.proposals`.
"""
