"""Carry out a swap in a process of its own, on the tests' database, and die at its given change of a role.

TEST_DATABASE=name python -m tests.roles.killed_while_moving SWAP PERSON CHANGES
"""

import os
import signal
import sys
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
django.setup()

from django.db.models.signals import post_delete, post_save

from networks.models import Person
from roles.models import RoleAssignment, RoleSwap
from roles.services.swaps import carry_out_swap

swap, person, changes = map(int, sys.argv[1:])


def die_in_time(**_details: Any) -> None:
    """Count the changes, and die without a chance to tidy anything up."""
    global changes  # noqa: PLW0603
    sys.stderr.write("moved\n")
    changes -= 1
    if not changes:
        os.kill(os.getpid(), signal.SIGKILL)


post_save.connect(die_in_time, sender=RoleAssignment)
post_delete.connect(die_in_time, sender=RoleAssignment)
carry_out_swap(swap=RoleSwap.objects.get(pk=swap), person=Person.objects.get(pk=person))
