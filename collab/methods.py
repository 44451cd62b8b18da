"""How a page may be asked for."""

from django.views.decorators.http import require_http_methods

# A page with a form: looked at, and sent.
form_page = require_http_methods(["GET", "HEAD", "POST"])
