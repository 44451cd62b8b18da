"""The addresses of this app."""

from django.urls import path

from roles.views.catalogue import catalogue

urlpatterns = [
    path("catalogue/", catalogue, name="catalogue"),
]
