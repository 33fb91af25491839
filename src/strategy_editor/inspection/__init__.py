"""Re-opens made files and proves what is and is not in them."""
