"""The drafter without a language model: what it quotes, and each kind of draft."""
