"""Clear days, bank holidays and dates worked back from a meeting."""
