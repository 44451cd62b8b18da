"""What points to a person or an account and is shown to them in no section, and why."""

LEFT_OUT = {
    "roles.competencerating.rater": "Who rated what is shown to nobody, the rater included: somebody else might "
    "look over their shoulder, or ask them to show it.",
    "networks.historicalmandate.asked_by": "The mandate itself says so, and is counted.",
    "networks.historicalmandate.granted_by": "The mandate itself says so, and is counted.",
    "networks.historicalmandate.closed_by": "The mandate itself says so, and is counted.",
    "networks.historicalmandate.coach": "The mandate itself says so, and is counted.",
    # Of these no page records any yet.
    "networks.thanks.giver": "Nothing is recorded of it yet.",
    "networks.thanks.receiver": "Nothing is recorded of it yet.",
    "roles.mappingcount.person": "Nothing is recorded of it yet.",
    "roles.mappingmark.person": "Nothing is recorded of it yet.",
    "roles.mappingpart.person": "Nothing is recorded of it yet.",
    "roles.mappinground.asked_by": "Nothing is recorded of it yet.",
}
