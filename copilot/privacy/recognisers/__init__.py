"""One file for each sort of personal data; each knows how it is written and when it is believed."""
