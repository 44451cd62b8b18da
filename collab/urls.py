"""All addresses: the apps' own, signing in, the admin, and what belongs to no app."""

from allauth.account import views as allauth
from allauth.account.decorators import secure_admin_login
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as authenticator_app
from allauth.mfa.webauthn import views as passkeys
from django.contrib import admin
from django.urls import include, path, re_path, reverse_lazy

from collab import views
from collab.sign_in import CodeRequestView, SafetyView

# The administration has no door of its own: one goes in by signing in like everybody, rate limits included.
admin.site.login = secure_admin_login(admin.site.login)

# Of allauth only what this application uses: each address here is one that somebody needs.
accounts = [
    path("login/", allauth.login, name="account_login"),
    path("login/code/", CodeRequestView.as_view(), name="account_request_login_code"),
    path("login/code/confirm/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("login/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("login/second-factor/", second_factor.authenticate, name="mfa_authenticate"),
    path("logout/", allauth.logout, name="account_logout"),
    path("signup/", allauth.signup, name="account_signup"),  # says kindly that it is closed
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("password/change/", allauth.password_change, name="account_change_password"),
    path("password/set/", allauth.password_set, name="account_set_password"),
    path("password/reset/", allauth.password_reset, name="account_reset_password"),
    path("password/reset/done/", allauth.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("confirm/", allauth.reauthenticate, name="account_reauthenticate"),
    path("confirm/code/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("confirm/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("safety/", SafetyView.as_view(), name="mfa_index"),
    path("safety/app/", authenticator_app.activate_totp, name="mfa_activate_totp"),
    path("safety/app/remove/", authenticator_app.deactivate_totp, name="mfa_deactivate_totp"),
    path("safety/codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("safety/codes/new/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("safety/codes/file/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("safety/passkeys/new/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path(
        "safety/passkeys/<int:pk>/remove/",
        passkeys.RemoveWebAuthnView.as_view(success_url=reverse_lazy("mfa_index")),
        name="mfa_remove_webauthn",
    ),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("language/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("accounts/", include(accounts)),
    path("admin/", admin.site.urls),
    path("", include("networks.urls")),
    path("", include("roles.urls")),
]
