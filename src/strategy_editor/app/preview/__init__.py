"""The pages beside the text, as they will be."""
