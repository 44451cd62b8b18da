"""How many of a group see something, as a bar with a piece for each of them."""

from django.utils.safestring import SafeString, mark_safe

MOST_PIECES = 30  # of more the pieces would be too narrow to count
GAP = 0.6  # percent


def draw_share(seen_by: int, answered_by: int) -> SafeString:
    """Return the bar; the figure stands beside it, so a screen reader passes it over."""
    if 0 < answered_by <= MOST_PIECES:
        pieces = answered_by
        drawn = [
            f'<rect class="{"fill" if place < seen_by else "track"}" x="{100 * place / pieces:.2f}%" '
            f'width="{100 / pieces - (GAP if place < pieces - 1 else 0):.2f}%" height="100%" rx="3"/>'
            for place in range(pieces)
        ]
    else:
        width = 100 * seen_by / answered_by if answered_by else 0
        drawn = [
            '<rect class="track" width="100%" height="100%" rx="3"/>',
            f'<rect class="fill" width="{width:.2f}%" height="100%" rx="3"/>',
        ]
    return mark_safe(f'<svg class="seen-bar" aria-hidden="true" focusable="false">{"".join(drawn)}</svg>')
