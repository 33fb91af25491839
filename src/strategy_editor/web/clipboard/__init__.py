"""What other programs put on the clipboard becomes blocks, and blocks become HTML and text that others can paste."""
