"""What a network decides about."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from collab.text import fold
from networks.models import DecisionTopic, Network

MAX_TOPICS = 100  # more than anybody can say something sensible about in one mandate


@transaction.atomic
def add_topic(*, network: Network, name: str) -> DecisionTopic:
    """Add a topic; raise ValidationError when there is one of this name, or when there are very many already."""
    _refuse_double(network, name)
    if network.decision_topics.count() >= MAX_TOPICS:
        raise ValidationError(
            {
                "name": _("There are %(count)s topics already. Put some together before you add another.")
                % {"count": MAX_TOPICS}
            }
        )
    return _save(DecisionTopic(network=network, name=_tidy(name)))


@transaction.atomic
def rename_topic(*, topic: DecisionTopic, name: str) -> DecisionTopic:
    """Call a topic otherwise; what mandates say of it stays. Raise ValidationError when another has this name."""
    _refuse_double(topic.network, name, besides=topic.pk)
    topic.name = _tidy(name)
    return _save(topic)


@transaction.atomic
def remove_topic(*, topic: DecisionTopic) -> None:
    """Remove a topic, and with it what mandates say of it; the mandates themselves stay."""
    topic.delete()


def _tidy(name: str) -> str:
    return " ".join(name.split())


def _refuse_double(network: Network, name: str, besides: int | None = None) -> None:
    """Two spellings of one name are one topic to whoever reads the table."""
    others = network.decision_topics.exclude(pk=besides).values_list("name", flat=True)
    twin = next((other for other in others if fold(other) == fold(name)), None)
    if twin is not None:
        raise ValidationError({"name": _("There is a topic “%(name)s” already.") % {"name": twin}})


def _save(topic: DecisionTopic) -> DecisionTopic:
    try:
        with transaction.atomic():
            topic.save()
    except IntegrityError as error:  # somebody else added it at this very moment
        raise ValidationError(
            {"name": _("There is a topic “%(name)s” already.") % {"name": topic.name}}
        ) from error
    return topic
