"""One file a change of the tables; what was released is never edited."""
