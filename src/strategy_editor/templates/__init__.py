"""Outlines and council profiles: readable files in, values out."""
