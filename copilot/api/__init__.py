"""The HTTP interface: Litestar, thin handlers over the services."""
