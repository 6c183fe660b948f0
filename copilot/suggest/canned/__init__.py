"""Approved replies: read, filled, ranked, and learnt from what operators pick."""
