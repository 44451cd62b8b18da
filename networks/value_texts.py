"""What each kind of value means, in a few words."""

from django.utils.translation import gettext_lazy as _

from networks.models import ValueKind

VALUE_MEANINGS = {
    ValueKind.PROFESSIONALISM: _("You know your trade, and do what you said you would."),
    ValueKind.KNOWLEDGE: _("You know things that are of use here."),
    ValueKind.IDEAS: _("You see how it could be done otherwise."),
    ValueKind.CONTACTS: _("You know people, and doors open to you."),
    ValueKind.EXPERIENCE: _("You have been through it before, and know what works."),
    ValueKind.VISION: _("You see where it could go, and keep that in view."),
}
