"""Training of the names-and-places head: `python -m training.names`."""
