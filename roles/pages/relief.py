"""Who would be relieved if somebody took up a role that nobody holds."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from roles.analysis import Give, Member, Snapshot, analyse, move
from roles.pages.reports import ReadReport
from roles.texts.base import inside_sentence, listed, number_word

FEWEST = 2  # whoever has one role in a cluster carries nobody else's work
NAMED = 3  # more names than this say little
DOMINANCE = "role-dominance-organisation"


def relief_sentence(read: ReadReport, role: int) -> str:
    """Say who would be relieved by a holder of this role (its bit); empty when nobody in particular.

    The work of a role that nobody holds comes on top of what others do near it: those who hold most roles of its
    cluster, or of the cockpit. And an organisation that holds too large a share is relieved when the analysis says
    so once whoever carries least elsewhere has taken it up.
    """
    people, organisations = _most_loaded(read.snapshot, role), _relieved_organisations(read, role)
    sentences = []
    if people:
        held = (people[0].roles & _near(read.snapshot, role)).bit_count()
        sentences.append(_people(read, role, [each.name for each in people], held))
    if organisations:
        sentences.append(
            _("With somebody from elsewhere, %(organisations)s would no longer hold too large a share.")
            % {"organisations": listed(organisations, _("%(first)s and %(last)s"))}
        )
    return " ".join(sentences)


def _near(snapshot: Snapshot, role: int) -> int:
    """The roles among which the work of a role lands: the cockpit, or its cluster's own; none at network level."""
    catalogue = snapshot.catalogue
    if role & catalogue.core:
        return catalogue.core
    return next((own for own in catalogue.own.values() if role & own), 0)


def _most_loaded(snapshot: Snapshot, role: int) -> list[Member]:
    near = _near(snapshot, role)
    most = max([(each.roles & near).bit_count() for each in snapshot.members], default=0)
    if most < FEWEST:
        return []
    found = [each for each in snapshot.members if (each.roles & near).bit_count() == most]
    return sorted(found, key=lambda each: each.name.casefold()) if len(found) <= NAMED else []


def _people(read: ReadReport, role: int, names: list[str], held: int) -> str:
    words = {"who": listed(names, _("%(first)s and %(last)s")), "count": number_word(held)}
    for cluster, own in read.snapshot.catalogue.own.items():
        if role & own:
            words["cluster"] = inside_sentence(read.names.cluster_names.get(cluster, cluster))
            text = ngettext(
                "%(who)s holds %(count)s roles in %(cluster)s work now, and would be relieved.",
                "%(who)s each hold %(count)s roles in %(cluster)s work now, and would be relieved.",
                len(names),
            )
            return text % words
    text = ngettext(
        "%(who)s holds %(count)s of the roles in the cockpit now, and would be relieved.",
        "%(who)s each hold %(count)s of the roles in the cockpit now, and would be relieved.",
        len(names),
    )
    return text % words


def _relieved_organisations(read: ReadReport, role: int) -> list[str]:
    """Return the organisations whose share is too large now, and no longer once somebody else has the role."""
    flagged = [each.subject for each in read.report.findings if each.code == DOMINANCE]
    found = []
    for organisation in flagged:
        others = [
            each
            for each in read.snapshot.members
            if each.organisation is None
            or read.snapshot.organisations[each.organisation].slug != organisation.id
        ]
        if not others:
            continue
        lightest = min(others, key=lambda each: (each.roles.bit_count(), each.person))
        after = analyse(move(read.snapshot, [Give(lightest.person, role)]))
        if not any(each.code == DOMINANCE and each.subject == organisation for each in after.findings):
            found.append(organisation.name)
    return found
