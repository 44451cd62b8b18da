"""Suggestions: the fewest moves that clear what is critical or cumulated, found by an exact solver."""

from roles.suggestions.suggest import Outcome, suggest

__all__ = ["Outcome", "suggest"]
