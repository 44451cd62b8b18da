"""All addresses: the apps' own, signing in, the admin, and what belongs to no app."""

from django.contrib import admin
from django.urls import include, path

from collab import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("language/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("", include("networks.urls")),
    path("", include("roles.urls")),
]
