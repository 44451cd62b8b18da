"""Writing the plain records of the oracle's worlds to the database."""

from datetime import date

from networks.models import (
    Attendance,
    Authority,
    BalanceReading,
    CheckIn,
    CollaborationPolicy,
    Consultation,
    DecisionTopic,
    Engagement,
    ListeningNote,
    Mandate,
    Membership,
    Network,
    Organisation,
    Person,
    PurposeClarity,
    PurposeVersion,
)
from roles.models import (
    Cluster,
    Competence,
    CompetenceRating,
    EmptySeat,
    MappingCount,
    MappingRound,
    NetworkNorms,
    Role,
    RoleAssignment,
    RoleStance,
    SelfAssessment,
)
from tests.roles.analysis.world import Network as PlainNetwork
from tests.roles.analysis.world import World


def write(world: World) -> dict[str, Network]:
    """Write a world to an empty database; people keep their keys. Return the networks by slug."""
    write_catalogue(world)
    Person.objects.bulk_create(Person(pk=key, name=name, name_key=name) for key, name in world.people.items())
    for key, (slug, name, answered) in world.organisations.items():
        Organisation.objects.bulk_create([Organisation(pk=key, slug=slug, name=name, name_key=slug)])
        if answered:
            answers = dict.fromkeys(CollaborationPolicy.QUESTIONS[:answered], "So.")
            CollaborationPolicy.objects.create(organisation_id=key, **answers)
    roles = {role.slug: role for role in Role.objects.all()}
    RoleStance.objects.bulk_create(
        RoleStance(person_id=person, role=roles[role], stance=stance)
        for (person, role), stance in world.stances.items()
    )
    competences = {each.slug: each for each in Competence.objects.all()}
    SelfAssessment.objects.bulk_create(
        SelfAssessment(person_id=person, competence=competences[name], score=4)
        for person, name in world.assessed
    )
    return {plain.slug: write_network(plain, roles, competences) for plain in world.networks}


def write_catalogue(world: World) -> None:
    """Place the roles as the world does."""
    Competence.objects.all().delete()
    clusters = {cluster.slug: cluster for cluster in Cluster.objects.all()}
    slugs = [slug for slug, _place, _cluster in world.roles]
    Role.objects.exclude(slug__in=slugs).delete()
    for slug, place, cluster in world.roles:
        Role.objects.filter(slug=slug).update(place=place, cluster=clusters[cluster] if cluster else None)
    for position, (name, role) in enumerate(world.competences.items()):
        Competence.objects.create(
            slug=name,
            position=position,
            name=name,
            description=name,
            role=Role.objects.get(slug=role) if role else None,
        )


def write_network(plain: PlainNetwork, roles: dict[str, Role], competences: dict[str, Competence]) -> Network:
    """Write one network and all that belongs to it."""
    network = Network.objects.create(
        slug=plain.slug,
        name=plain.name,
        started_on=plain.started,
        ended_on=plain.ended,
        phase=plain.phase,
        **dict.fromkeys(plain.purpose, "Said."),
    )
    if plain.norms:
        NetworkNorms.objects.create(network=network, **plain.norms)
    organisations = {each.organisation for each in plain.memberships if each.organisation} | plain.stakes
    engagements = {
        key: Engagement.objects.create(
            network=network, organisation_id=key, stake="Much." if key in plain.stakes else ""
        )
        for key in organisations
    }
    topics = [DecisionTopic.objects.create(network=network, name=f"Topic {number}") for number in range(3)]
    for each in plain.memberships:
        write_membership(network, each, engagements, roles, topics)
    BalanceReading.objects.bulk_create(
        BalanceReading(
            network=network,
            person_id=person,
            read_on=day,
            organisation_share=organisation,
            individual_share=individual,
            network_share=share,
        )
        for person, day, organisation, individual, share in plain.readings
    )
    CheckIn.objects.bulk_create(
        CheckIn(network=network, person_id=person, answered_on=day) for person, day in plain.check_ins
    )
    CompetenceRating.objects.bulk_create(
        CompetenceRating(
            network=network,
            person_id=rated,
            rater_id=rater,
            competence=competences[name],
            rated_on=day,
            score=score,
        )
        for rated, rater, name, day, score in plain.ratings
    )
    EmptySeat.objects.bulk_create(
        EmptySeat(network=network, role=roles[slug], reason="So.", decided_on=decided, look_again_on=again)
        for slug, decided, again in plain.left_empty
    )
    write_together(network, plain, roles)
    return network


def write_together(network: Network, plain: PlainNetwork, roles: dict[str, Role]) -> None:
    """Write how people stand with each other."""
    for number, purpose in enumerate(plain.purposes, start=1):
        version = PurposeVersion.objects.create(network=network, number=number, written_on=purpose.written)
        PurposeClarity.objects.bulk_create(
            PurposeClarity(version=version, person_id=person, score=score, said_on=day)
            for person, score, day in purpose.said
        )
    for meeting in plain.meetings:
        held = Consultation.objects.create(network=network, held_on=meeting.held, topic="Much.")
        Attendance.objects.bulk_create(
            Attendance(consultation=held, person_id=person, chaired=person == meeting.chair)
            for person in meeting.people
        )
    ListeningNote.objects.bulk_create(
        ListeningNote(
            network=network,
            author_id=note.author,
            about_id=note.about,
            drives="Much.",
            answer=note.answer,
            answered_on=note.answered,
        )
        for note in plain.notes
    )
    for each in plain.rounds:
        closed = each.closed or date.max
        laid = MappingRound.objects.create(
            network=network,
            way=each.way,
            opened_on=date(2020, 1, 1),
            closes_on=closed,
            closed_on=each.closed,
            answered_by=each.answered_by,
        )
        MappingCount.objects.bulk_create(
            MappingCount(round=laid, role=roles[role], person_id=person, seen_by=count)
            for (role, person), count in each.counts.items()
        )


def write_membership(network, plain, engagements, roles, topics) -> None:
    """Write one membership with its assignments and mandates."""
    membership = Membership.objects.create(
        network=network,
        person_id=plain.person,
        engagement=engagements.get(plain.organisation),
        joined_on=plain.joined,
        left_on=plain.left,
        **dict.fromkeys(plain.voice, "Mine."),
    )
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            membership=membership,
            role=roles[each.role],
            started_on=each.started,
            ended_on=each.ended,
            start_known=each.known,
            **{f"for_{motive}": True for motive in each.motives},
        )
        for each in plain.assignments
    )
    for each in plain.mandates:
        mandate = Mandate.objects.create(
            membership=membership,
            granted_on=each.granted,
            starts_on=each.first,
            ends_on=each.last,
            withdrawn_on=each.withdrawn,
        )
        for topic in topics[: each.topics]:
            Authority.objects.create(mandate=mandate, topic=topic, level="decides")
