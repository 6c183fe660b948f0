"""The words in which people ask for personal data, warn of giving it, and name a safe place for it."""
