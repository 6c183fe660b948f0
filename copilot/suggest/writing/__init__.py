"""A language model that adds a draft: the port, its adapters, and who watches over them."""
