"""Reads the sample's readable source (TOML for details, a small Markdown for text) into the values of the model."""
