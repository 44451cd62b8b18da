"""How many pairs of a network understand each other, as a bar."""

from django.utils.safestring import SafeString, mark_safe

from networks.listening_rules import Figure, HowMany


def draw_pairs(figure: Figure, pairs: int) -> SafeString:
    """Return a bar of the pairs counted; too few to tell leave it empty, nearly all fill it.

    It adds nothing to the words beside it, so a screen reader passes it over.
    """
    shares = {HowMany.FEW: 0.0, HowMany.NEARLY_ALL: 100.0}
    width = shares.get(figure.how_many, 100.0 * (figure.count or 0) / pairs)
    fill = f'<rect class="fill" width="{width:.1f}%" height="100%" rx="4"/>' if width else ""
    return mark_safe(
        '<svg class="bar network" aria-hidden="true" focusable="false">'
        f'<rect class="track" width="100%" height="100%" rx="4"/>{fill}</svg>'
    )
