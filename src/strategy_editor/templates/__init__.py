"""Outlines and council profiles: readable files become values, and a new project grows from them."""
