"""How good the copilot is, on data: tasks, data sets, measures and reports; `python -m eval run` starts it."""
