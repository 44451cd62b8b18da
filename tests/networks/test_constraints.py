"""What the database itself refuses."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from networks.models import Membership
from tests.factories import EngagementFactory, MembershipFactory, NetworkFactory, PersonFactory

pytestmark = pytest.mark.django_db


def test_membership_refuses_the_engagement_of_another_network():
    elsewhere = EngagementFactory()
    membership = MembershipFactory.build(
        network=NetworkFactory(), person=PersonFactory(), engagement=elsewhere
    )

    with pytest.raises(ValidationError) as refusal:
        membership.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        membership.save()
        connection.check_constraints()

    assert list(refusal.value.message_dict) == ["engagement"]
    assert not Membership.objects.exists()
