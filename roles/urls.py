"""The addresses of this app."""

from django.urls import path

from roles.views.candidates import role_candidates
from roles.views.catalogue import catalogue
from roles.views.changes import change_list
from roles.views.dashboard import dashboard, network_person
from roles.views.importing import export, import_spreadsheet, import_template
from roles.views.mapping_cards import mapping_cards
from roles.views.mapping_link import mapping_link
from roles.views.mapping_links import mapping_link_make, mapping_link_withdraw, mapping_links
from roles.views.mapping_rounds import mapping_close, mapping_create, mapping_list, mapping_withdraw
from roles.views.matrix import matrix
from roles.views.matrix_cell import matrix_cell
from roles.views.members import member_detail, member_edit, member_list
from roles.views.my_data import erase_own_account, my_data, my_data_export
from roles.views.my_part import balance_create, my_part
from roles.views.network_role import network_role
from roles.views.organisation import (
    organisation_detail,
    organisation_export,
    organisation_networks,
    organisation_seats,
)
from roles.views.organisations import network_organisations, organisation_list
from roles.views.overview import me
from roles.views.portfolio import portfolio
from roles.views.profile import profile
from roles.views.ratings import rating_answer, rating_ask, rating_close, rating_withdraw
from roles.views.reminders import (
    calendar_feed,
    calendar_make,
    calendar_stop,
    my_reminders,
    reminder_stop,
)
from roles.views.report import report
from roles.views.report_json import report_json
from roles.views.scenario_board import scenario_detail, scenario_share, scenario_step_remove
from roles.views.scenario_proposals import scenario_propose
from roles.views.scenarios import (
    scenario_compare,
    scenario_copy,
    scenario_create,
    scenario_delete,
    scenario_edit,
    scenario_list,
)
from roles.views.seat_candidates import seat_candidates, seat_propose
from roles.views.settings import settings
from roles.views.suggestions import suggestions, suggestions_propose, suggestions_try
from roles.views.swap_create import swap_create
from roles.views.swap_deeds import swap_carry_out, swap_withdraw
from roles.views.swaps import swap_detail, swap_list
from roles.views.talking import organisation_talking, talking_graph
from roles.views.terms import term_list
from roles.views.timeline import timeline, timeline_former, timeline_hands
from roles.views.timeline_course import timeline_course
from roles.views.vacancies import vacancy_apply, vacancy_leave_empty, vacancy_list, vacancy_reopen
from roles.views.welcome import welcome, welcome_step

urlpatterns = [
    path("networks/<slug:slug>/timeline/", timeline, name="timeline"),
    path("networks/<slug:slug>/timeline/hands/", timeline_hands, name="timeline_hands"),
    path("networks/<slug:slug>/timeline/former/", timeline_former, name="timeline_former"),
    path("networks/<slug:slug>/timeline/course/", timeline_course, name="timeline_course"),
    path("networks/<slug:slug>/swaps/", swap_list, name="swap_list"),
    path("networks/<slug:slug>/swaps/new/", swap_create, name="swap_create"),
    path("networks/<slug:slug>/swaps/<int:swap>/", swap_detail, name="swap_detail"),
    path("networks/<slug:slug>/swaps/<int:swap>/carry-out/", swap_carry_out, name="swap_carry_out"),
    path("networks/<slug:slug>/swaps/<int:swap>/withdraw/", swap_withdraw, name="swap_withdraw"),
    path("networks/<slug:slug>/vacancies/", vacancy_list, name="vacancy_list"),
    path("networks/<slug:slug>/vacancies/<slug:role>/apply/", vacancy_apply, name="vacancy_apply"),
    path(
        "networks/<slug:slug>/vacancies/<slug:role>/leave-empty/",
        vacancy_leave_empty,
        name="vacancy_leave_empty",
    ),
    path("networks/<slug:slug>/vacancies/<slug:role>/reopen/", vacancy_reopen, name="vacancy_reopen"),
    path("networks/<slug:slug>/scenarios/", scenario_list, name="scenario_list"),
    path("networks/<slug:slug>/scenarios/new/", scenario_create, name="scenario_create"),
    path("networks/<slug:slug>/scenarios/compare/", scenario_compare, name="scenario_compare"),
    path("networks/<slug:slug>/scenarios/<int:scenario>/", scenario_detail, name="scenario_detail"),
    path("networks/<slug:slug>/scenarios/<int:scenario>/edit/", scenario_edit, name="scenario_edit"),
    path("networks/<slug:slug>/scenarios/<int:scenario>/copy/", scenario_copy, name="scenario_copy"),
    path("networks/<slug:slug>/scenarios/<int:scenario>/delete/", scenario_delete, name="scenario_delete"),
    path("networks/<slug:slug>/scenarios/<int:scenario>/share/", scenario_share, name="scenario_share"),
    path("networks/<slug:slug>/scenarios/<int:scenario>/propose/", scenario_propose, name="scenario_propose"),
    path(
        "networks/<slug:slug>/scenarios/<int:scenario>/steps/<int:step>/remove/",
        scenario_step_remove,
        name="scenario_step_remove",
    ),
    path("networks/<slug:slug>/suggestions/", suggestions, name="suggestions"),
    path("networks/<slug:slug>/suggestions/propose/", suggestions_propose, name="suggestions_propose"),
    path("networks/<slug:slug>/suggestions/try/", suggestions_try, name="suggestions_try"),
    path("networks/<slug:slug>/mapping/", mapping_list, name="mapping_list"),
    path("networks/<slug:slug>/mapping/new/", mapping_create, name="mapping_create"),
    path("networks/<slug:slug>/mapping/<int:mapping_round>/cards/", mapping_cards, name="mapping_cards"),
    path("networks/<slug:slug>/mapping/<int:mapping_round>/links/", mapping_links, name="mapping_links"),
    path(
        "networks/<slug:slug>/mapping/<int:mapping_round>/links/<int:person>/make/",
        mapping_link_make,
        name="mapping_link_make",
    ),
    path(
        "networks/<slug:slug>/mapping/<int:mapping_round>/links/<int:person>/withdraw/",
        mapping_link_withdraw,
        name="mapping_link_withdraw",
    ),
    path("networks/<slug:slug>/mapping/<int:mapping_round>/close/", mapping_close, name="mapping_close"),
    path(
        "networks/<slug:slug>/mapping/<int:mapping_round>/withdraw/",
        mapping_withdraw,
        name="mapping_withdraw",
    ),
    path("mapping/<str:token>/", mapping_link, name="mapping_link"),
    path("networks/<slug:slug>/terms/", term_list, name="term_list"),
    path("me/reminders/", my_reminders, name="my_reminders"),
    path("me/reminders/<int:membership>/calendar/", calendar_make, name="calendar_make"),
    path("me/reminders/<int:membership>/calendar/stop/", calendar_stop, name="calendar_stop"),
    path("reminders/<str:token>/", reminder_stop, name="reminder_stop"),
    path("calendar/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path("me/", me, name="me"),
    path("me/data/", my_data, name="my_data"),
    path("me/data/<str:file_format>/", my_data_export, name="my_data_export"),
    path("me/erase/", erase_own_account, name="erase_account"),
    path("me/profile/", profile, name="profile"),
    path("me/welcome/", welcome, name="welcome"),
    path("me/welcome/<slug:step>/", welcome_step, name="welcome_step"),
    path("networks/<slug:slug>/my-part/", my_part, name="my_part"),
    path("networks/<slug:slug>/members/<int:membership>/balance/", balance_create, name="balance_create"),
    path("portfolio/", portfolio, name="portfolio"),
    path("catalogue/", catalogue, name="catalogue"),
    path("networks/<slug:slug>/", dashboard, name="dashboard"),
    path("networks/<slug:slug>/people/<int:person>/", network_person, name="network_person"),
    path("networks/<slug:slug>/report/", report, name="report"),
    path("networks/<slug:slug>/report.json", report_json, name="report_json"),
    path("networks/<slug:slug>/roles/<slug:role>/", network_role, name="network_role"),
    path("networks/<slug:slug>/roles/<slug:role>/candidates/", role_candidates, name="role_candidates"),
    path("networks/<slug:slug>/settings/", settings, name="settings"),
    path("networks/<slug:slug>/changes/", change_list, name="change_list"),
    path("networks/<slug:slug>/matrix/", matrix, name="matrix"),
    path("networks/<slug:slug>/matrix/<int:membership>/<slug:role>/", matrix_cell, name="matrix_cell"),
    path("networks/<slug:slug>/import/", import_spreadsheet, name="import"),
    path("networks/<slug:slug>/import/template/", import_template, name="import_template"),
    path("networks/<slug:slug>/export/", export, name="export"),
    path("networks/<slug:slug>/members/", member_list, name="member_list"),
    path("networks/<slug:slug>/members/<int:membership>/", member_detail, name="member_detail"),
    path("networks/<slug:slug>/members/<int:membership>/edit/", member_edit, name="member_edit"),
    path("networks/<slug:slug>/members/<int:membership>/ratings/", rating_ask, name="rating_ask"),
    path("networks/<slug:slug>/ratings/<int:rating_round>/", rating_answer, name="rating_answer"),
    path("networks/<slug:slug>/ratings/<int:rating_round>/close/", rating_close, name="rating_close"),
    path(
        "networks/<slug:slug>/ratings/<int:rating_round>/withdraw/", rating_withdraw, name="rating_withdraw"
    ),
    path("networks/<slug:slug>/organisations/", network_organisations, name="network_organisations"),
    path(
        "networks/<slug:slug>/organisations/<int:engagement>/candidates/",
        seat_candidates,
        name="seat_candidates",
    ),
    path(
        "networks/<slug:slug>/organisations/<int:engagement>/candidates/<int:person>/",
        seat_propose,
        name="seat_propose",
    ),
    path("networks/<slug:slug>/consultations/graph/", talking_graph, name="talking_graph"),
    path("organisations/", organisation_list, name="organisation_list"),
    path("organisations/<slug:slug>/", organisation_detail, name="organisation_detail"),
    path("organisations/<slug:slug>/seats/", organisation_seats, name="organisation_seats"),
    path("organisations/<slug:slug>/networks/", organisation_networks, name="organisation_networks"),
    path("organisations/<slug:slug>/talking/", organisation_talking, name="organisation_talking"),
    path("organisations/<slug:slug>/export/", organisation_export, name="organisation_export"),
]
