"""The values: a project is an immutable value, and everything else is a function of one, two or three of them."""
