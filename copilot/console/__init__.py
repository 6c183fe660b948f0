"""The pages that the service shows: static files, no build step."""
