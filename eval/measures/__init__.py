"""Measures: numbers in, figures out (pure); an empty set is an error, never a zero."""
