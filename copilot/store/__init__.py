"""Conversations, suggestions, feedback and API keys: a port and its SQL adapter (SQLite, later PostgreSQL)."""
