"""Readers of data sets by path: our own JSONL, and public formats."""
