"""Which texts of the catalogue stand in two languages."""

from modeltranslation.translator import TranslationOptions, register

from roles.models import Cluster, Competence, Role


@register((Cluster, Competence))
class NamedTexts(TranslationOptions):
    fields = ("name", "description")


@register(Role)
class RoleTexts(TranslationOptions):
    fields = ("name", "summary", "brings", "missing", "too_much")
