"""Raw text in, `RedactedText` out: recognisers, placeholders, the vault, and the check of what we compose ourselves."""
