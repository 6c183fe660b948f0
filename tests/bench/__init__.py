"""How fast the copilot is, measured: `python -m tests.bench`; ratios to what a user would pick instead where there are any."""
