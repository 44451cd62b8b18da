"""The addresses of this app. Those that show roles stand in roles/urls.py."""

from django.urls import path

from networks.views import accounts, members, networks, organisations

urlpatterns = [
    path("networks/", networks.network_list, name="network_list"),
    path("networks/new/", networks.network_create, name="network_create"),
    path("networks/<slug:slug>/members/new/", members.member_create, name="member_create"),
    path("networks/<slug:slug>/members/<int:membership>/voice/", members.member_voice, name="member_voice"),
    path(
        "networks/<slug:slug>/members/<int:membership>/balance/",
        members.balance_create,
        name="balance_create",
    ),
    path(
        "networks/<slug:slug>/members/<int:membership>/check-in/",
        members.check_in_create,
        name="check_in_create",
    ),
    path("networks/<slug:slug>/observers/new/", members.observer_create, name="observer_create"),
    path(
        "networks/<slug:slug>/observers/<int:observer>/remove/",
        members.observer_remove,
        name="observer_remove",
    ),
    path(
        "networks/<slug:slug>/invitations/<int:person>/send/",
        accounts.invitation_send,
        name="invitation_send",
    ),
    path(
        "networks/<slug:slug>/invitations/<int:invitation>/withdraw/",
        accounts.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(
        "networks/<slug:slug>/organisations/<int:engagement>/stake/",
        organisations.engagement_stake,
        name="engagement_stake",
    ),
    path("organisations/<slug:slug>/policy/", organisations.organisation_policy, name="organisation_policy"),
    path("organisations/<slug:slug>/policy/reviewed/", organisations.policy_reviewed, name="policy_reviewed"),
    path("invitations/<str:token>/", accounts.invitation_accept, name="invitation_accept"),
]
