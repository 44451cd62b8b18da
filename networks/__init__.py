"""Organisations, people, networks, and who may see and do what."""
