"""Says a customer's problem back to them, in their own words and in the second person, to be confirmed."""
