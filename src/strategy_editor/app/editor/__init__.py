"""The editor: one section as a view of the model. Qt edits; what it did is compared with the model, and drawn."""
