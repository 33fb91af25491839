"""Readiness rules: one small function a rule."""
