"""A project and an edition become a flat stream of render items."""
