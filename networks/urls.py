"""The addresses of this app. Those that show roles stand in roles/urls.py."""

from django.urls import path

from networks.views import (
    accounts,
    calendars,
    consultations,
    invitation_rounds,
    invitations,
    listening,
    mandate_answers,
    mandate_detail,
    mandate_requests,
    mandates,
    members,
    networks,
    organisations,
    privacy,
    purpose,
    topics,
    working_rules,
)

urlpatterns = [
    path("networks/", networks.network_list, name="network_list"),
    path("networks/new/", networks.network_create, name="network_create"),
    path("networks/<slug:slug>/members/new/", members.member_create, name="member_create"),
    path("networks/<slug:slug>/members/<int:membership>/voice/", members.member_voice, name="member_voice"),
    path(
        "networks/<slug:slug>/members/<int:membership>/check-in/",
        members.check_in_create,
        name="check_in_create",
    ),
    path("networks/<slug:slug>/purpose/", purpose.purpose, name="purpose"),
    path("networks/<slug:slug>/purpose/change/", purpose.purpose_change, name="purpose_change"),
    path("networks/<slug:slug>/purpose/agree/", purpose.purpose_agree, name="purpose_agree"),
    path("networks/<slug:slug>/purpose/clarity/", purpose.purpose_clarity, name="purpose_clarity"),
    path("networks/<slug:slug>/purpose/rules/", working_rules.rules_change, name="rules_change"),
    path("networks/<slug:slug>/purpose/rules/accept/", working_rules.rules_accept, name="rules_accept"),
    path("networks/<slug:slug>/purpose/results/new/", working_rules.result_create, name="result_create"),
    path(
        "networks/<slug:slug>/purpose/results/<int:result>/remove/",
        working_rules.result_remove,
        name="result_remove",
    ),
    path("networks/<slug:slug>/consultations/", consultations.consultation_list, name="consultation_list"),
    path(
        "networks/<slug:slug>/consultations/new/",
        consultations.consultation_create,
        name="consultation_create",
    ),
    path(
        "networks/<slug:slug>/consultations/import/",
        calendars.consultation_import,
        name="consultation_import",
    ),
    path(
        "networks/<slug:slug>/consultations/<int:consultation>/",
        consultations.consultation_detail,
        name="consultation_detail",
    ),
    path(
        "networks/<slug:slug>/consultations/<int:consultation>/edit/",
        consultations.consultation_edit,
        name="consultation_edit",
    ),
    path(
        "networks/<slug:slug>/consultations/<int:consultation>/remove/",
        consultations.consultation_remove,
        name="consultation_remove",
    ),
    path("networks/<slug:slug>/listening/", listening.listening, name="listening"),
    path("networks/<slug:slug>/listening/common-ground/", listening.common_ground, name="common_ground"),
    path(
        "networks/<slug:slug>/listening/<int:membership>/", listening.listening_write, name="listening_write"
    ),
    path("networks/<slug:slug>/listening/notes/<int:note>/", listening.listening_note, name="listening_note"),
    path(
        "networks/<slug:slug>/listening/notes/<int:note>/share/",
        listening.listening_share,
        name="listening_share",
    ),
    path(
        "networks/<slug:slug>/listening/notes/<int:note>/withdraw/",
        listening.listening_withdraw,
        name="listening_withdraw",
    ),
    path("networks/<slug:slug>/observers/new/", members.observer_create, name="observer_create"),
    path(
        "networks/<slug:slug>/observers/<int:observer>/remove/",
        members.observer_remove,
        name="observer_remove",
    ),
    path("networks/<slug:slug>/invitations/", invitations.invitation_list, name="invitation_list"),
    path(
        "networks/<slug:slug>/invitations/new/",
        invitation_rounds.invitation_create,
        name="invitation_create",
    ),
    path(
        "networks/<slug:slug>/invitations/sending/",
        invitation_rounds.invitation_sending,
        name="invitation_sending",
    ),
    path(
        "networks/<slug:slug>/invitations/<int:person>/send/",
        invitations.invitation_send,
        name="invitation_send",
    ),
    path(
        "networks/<slug:slug>/invitations/<int:invitation>/withdraw/",
        invitations.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(
        "networks/<slug:slug>/organisations/<int:engagement>/stake/",
        organisations.engagement_stake,
        name="engagement_stake",
    ),
    path("networks/<slug:slug>/mandates/", mandates.mandate_table, name="mandate_table"),
    path("networks/<slug:slug>/mandates/ask/", mandate_requests.mandate_ask, name="mandate_ask"),
    path("networks/<slug:slug>/mandates/new/", mandate_answers.mandate_create, name="mandate_create"),
    path(
        "networks/<slug:slug>/mandates/people/<int:person>/",
        mandate_detail.mandate_person,
        name="mandate_person",
    ),
    path("networks/<slug:slug>/mandates/topics/", topics.topic_list, name="topic_list"),
    path("networks/<slug:slug>/mandates/topics/<int:topic>/", topics.topic_edit, name="topic_edit"),
    path(
        "networks/<slug:slug>/mandates/topics/<int:topic>/remove/", topics.topic_remove, name="topic_remove"
    ),
    path(
        "networks/<slug:slug>/mandates/<int:mandate>/", mandate_detail.mandate_detail, name="mandate_detail"
    ),
    path(
        "networks/<slug:slug>/mandates/<int:mandate>/decline/",
        mandate_answers.mandate_decline,
        name="mandate_decline",
    ),
    path(
        "networks/<slug:slug>/mandates/<int:mandate>/renew/",
        mandate_answers.mandate_renew,
        name="mandate_renew",
    ),
    path(
        "networks/<slug:slug>/mandates/<int:mandate>/withdraw/",
        mandate_answers.mandate_withdraw,
        name="mandate_withdraw",
    ),
    path("organisations/<slug:slug>/policy/", organisations.organisation_policy, name="organisation_policy"),
    path("organisations/<slug:slug>/policy/reviewed/", organisations.policy_reviewed, name="policy_reviewed"),
    path("invitations/<str:token>/", accounts.invitation_accept, name="invitation_accept"),
    path("privacy/", privacy.privacy, name="privacy"),
]
