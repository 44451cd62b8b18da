"""How clear a purpose is, in words."""

from django.utils.translation import pgettext_lazy

CLARITY_WORDS = {
    1: pgettext_lazy("how clear it is", "not at all"),
    2: pgettext_lazy("how clear it is", "hardly"),
    3: pgettext_lazy("how clear it is", "partly"),
    4: pgettext_lazy("how clear it is", "mostly"),
    5: pgettext_lazy("how clear it is", "entirely"),
}
