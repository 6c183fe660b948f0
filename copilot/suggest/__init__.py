"""The pipeline from a redacted conversation to drafts worth sending."""
