"""Branching procedures, and where a conversation is in one."""
