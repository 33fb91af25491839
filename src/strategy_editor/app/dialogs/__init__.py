"""Questions that the window asks: who are you, what to start, what to export, which version."""
