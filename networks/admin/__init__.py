"""The administration pages of this app; each module one noun and what belongs to it."""

from networks.admin import mandates, memberships, networks, organisations, people, retention

__all__ = ["mandates", "memberships", "networks", "organisations", "people", "retention"]
