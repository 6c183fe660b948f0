"""How fast the copilot is, with ratios to what a user would pick instead: `python -m tests.bench`."""
