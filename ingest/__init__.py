"""A document becomes a Report, and a Report goes on the shelf."""
