"""The names-and-places head: people, street addresses and postcodes, from the token vectors of the encoder pass."""
