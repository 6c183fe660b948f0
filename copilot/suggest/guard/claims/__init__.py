"""What a sentence claims: words, quantities, denials, commitments, conditions; and where two sentences disagree."""
