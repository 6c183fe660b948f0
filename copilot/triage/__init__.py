"""What a support lead sees at a glance: language, frustration, urgency, escalation."""
