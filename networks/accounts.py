"""How accounts come about."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: an account comes with an invitation or from an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
