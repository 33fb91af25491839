"""Re-opens made files and proves what is and is not in them.

Two opinions that do not know each other: every string of the file must come from the manuscript that it was made of
(``allowed``), and nothing that the strategy keeps back may be in it (``secrets``). ``inspect`` loads the readers of all
formats; ``secrets`` and ``verdicts`` load nothing heavy.
"""
