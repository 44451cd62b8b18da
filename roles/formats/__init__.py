"""A report as others read it: JSON for programs, plain text for a terminal."""
