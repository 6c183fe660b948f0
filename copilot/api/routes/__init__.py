"""The calls, one file for each part of the contract."""
