"""One file for each kind of draft: what it says, and when it is of use."""
