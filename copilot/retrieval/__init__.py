"""Articles → passages → hits: the live knowledge base and its search."""
