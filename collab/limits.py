"""Limits that a visitor runs into who tries too much, besides those of signing in, which allauth keeps."""

from dataclasses import dataclass

from allauth.core.internal import ratelimit
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """How often one visitor may do something, as "20/m/ip" (twenty times a minute)."""

    name: str
    rate: str

    def is_exceeded(self, request: HttpRequest) -> bool:
        """Whether the visitor has to wait."""
        return not self._consume(request, dry_run=True)

    def count(self, request: HttpRequest) -> None:
        """Count it once more for this visitor."""
        self._consume(request, dry_run=False)

    def _consume(self, request: HttpRequest, *, dry_run: bool) -> bool:
        usage = ratelimit.consume(
            request,
            app="collab",
            action=self.name,
            config={self.name: self.rate},
            dry_run=dry_run,
            limit_get=True,
        )
        return usage is not None


# Links that open nothing: a person tries an old one now and then, a machine guesses on and on.
unknown_links = Limit("unknown_link", "20/h/ip")
