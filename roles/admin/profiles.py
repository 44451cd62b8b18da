"""What people say of themselves, on the page of a person."""

from typing import ClassVar

from django.contrib import admin

from collab.admin import Inline
from networks.admin.people import PersonAdmin
from networks.models import Person
from roles.admin.erasing import ErasablePersonMixin
from roles.models import RoleStance, SelfAssessment


class RoleStanceInline(Inline):
    model = RoleStance
    related = ("role", "person")
    shared_choices = ("role",)
    ordering = ("role__position",)


class SelfAssessmentInline(Inline):
    model = SelfAssessment
    related = ("competence", "person")
    shared_choices = ("competence",)
    ordering = ("competence__position",)


admin.site.unregister(Person)


@admin.register(Person)
class PersonWithProfileAdmin(ErasablePersonMixin, PersonAdmin):
    """A person, with their stance on the roles and their generic profile."""

    inlines: ClassVar[list[type]] = [RoleStanceInline, SelfAssessmentInline, *PersonAdmin.inlines]
