"""What may be sent: what each sentence of a draft rests on, and what must not be said."""
