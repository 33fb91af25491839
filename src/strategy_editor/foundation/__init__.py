"""What every room may lean on: the error base, the resource finder, ids and the clock."""
