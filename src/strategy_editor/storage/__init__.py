"""The project file, the working copy, versions and recovery. The only room that knows SQLite."""
