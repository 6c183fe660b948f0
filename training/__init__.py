"""Scripts that choose the numbers the service ships with, from data given by path."""
