"""Measurements that need a fresh process of their own, each answering a typed request with a typed answer."""
