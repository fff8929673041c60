"""A question becomes an Answer with the places where it stands."""
