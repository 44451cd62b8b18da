"""The administration pages of this app, and what it adds to those of the networks.

Ratings that people give each other have none, on purpose: not even an administrator sees who rated whom.
"""

from roles.admin import access_history, assignments, catalogue, erasing, profiles

__all__ = ["access_history", "assignments", "catalogue", "erasing", "profiles"]
