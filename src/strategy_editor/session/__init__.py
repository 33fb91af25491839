"""One open project: the only door for change, its history, its file, its jobs."""
