"""Clear days, bank holidays, and the dates that follow from the date of a meeting: pure functions, all offline."""
