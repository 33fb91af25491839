"""The parts that the window lays out: header, section page, side panels, status bar."""
