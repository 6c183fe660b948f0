"""Trains the heads that read customers: `python -m training.triage`."""
