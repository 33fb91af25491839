"""Starts the program: the window, or the command line where arguments ask for it."""
