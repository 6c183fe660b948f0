"""Tasks: a data set and a subject in, a section of the report out."""
