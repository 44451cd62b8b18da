"""The mails of a rating round: to those who are asked, and to whoever is asked about."""

from collections.abc import Iterable

from django.core.mail import EmailMessage

from networks.models import Person
from networks.services.mails import address_of, compose, send_or_refuse
from roles.models import RatingRound


def send_rating_mails(
    *, rating_round: RatingRound, raters: Iterable[Person], answer_page: str, person_page: str
) -> None:
    """Mail everybody who is asked, the asker aside, and whoever is asked about when somebody else asks.

    Each in their own language, if we have an address. Raise ValidationError when the mails cannot be sent.
    """
    mails = [
        _mail("rating_request", rating_round, rater, answer_page)
        for rater in raters
        if rater != rating_round.asked_by and address_of(rater)
    ]
    if rating_round.asked_by != rating_round.person and address_of(rating_round.person):
        mails.append(_mail("rating_told", rating_round, rating_round.person, person_page))
    send_or_refuse(mails)


def _mail(name: str, rating_round: RatingRound, reader: Person, page: str) -> EmailMessage:
    texts = {"round": rating_round, "reader": reader, "address": page, "asker": rating_round.asked_by}
    return compose(f"roles/email/{name}", to=address_of(reader), language=reader.language, texts=texts)
