"""Steps, answers and periods of time in what customers say: what it takes to follow a branching procedure."""
