"""A self-hosted copilot for people who answer customers in live chat."""

__version__ = "0.1.0"
