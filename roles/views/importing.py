"""Bringing a spreadsheet in, looking first at what it would do; and taking the network out as one."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from collab.methods import form_page
from networks.access import get_editable_network
from networks.models import Network
from networks.pages import network_context
from roles.forms.importing import UploadForm
from roles.spreadsheets.apply import ChangedMeanwhileError, import_file
from roles.spreadsheets.changes import KINDS, grouped, summary
from roles.spreadsheets.export import CONTENT_TYPES, FORMATS, LAYOUTS, export_network
from roles.spreadsheets.options import Options
from roles.spreadsheets.plan import Plan, plan_import
from roles.spreadsheets.template_file import template_file
from roles.spreadsheets.uploads import Upload, find_upload, forget_upload, keep_upload


@form_page
def import_spreadsheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Upload a spreadsheet, look at what it would do, and let it be done."""
    network = get_editable_network(request.user, slug)
    if request.method == "POST":
        return _confirm(request, network) if "upload" in request.POST else _upload(request, network)
    if "upload" not in request.GET:
        return _show(request, network, {"form": UploadForm()})
    upload = find_upload(request.GET["upload"], request.user, network)
    if upload is None:
        return _gone(request, network)
    plan = plan_import(upload.data, _options(network, upload))
    return _show(request, network, _preview(upload, plan), "roles/import_preview.html")


def _upload(request: HttpRequest, network: Network) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, network, {"form": form})
    file = form.cleaned_data["file"]
    key = keep_upload(
        request.session,
        request.user,
        network,
        name=file.name,
        data=file.read(),
        day=form.cleaned_data["day"],
        replace=form.cleaned_data["replace"],
    )
    return redirect(_preview_address(network, key))


def _confirm(request: HttpRequest, network: Network) -> HttpResponse:
    upload = find_upload(request.POST["upload"], request.user, network)
    if upload is None:
        return _gone(request, network)
    agreed = request.POST.get("plan", "")
    try:
        plan = import_file(upload.data, _options(network, upload), expected=agreed)
    except ChangedMeanwhileError as error:
        messages.warning(request, str(error))
        return redirect(_preview_address(network, upload.key))
    if plan.errors or plan.fingerprint != agreed:
        messages.warning(
            request,
            _(
                "The network changed since you looked, so this import would do something else now. Look again."
            ),
        )
        return redirect(_preview_address(network, upload.key))
    forget_upload(request.session)
    lines = summary(plan.changes) or [_("Nothing changed: all of it was recorded already.")]
    messages.success(request, " ".join([_("The spreadsheet has been imported."), *lines]))
    still_visible = Network.objects.visible_to(request.user).filter(pk=network.pk).exists()
    return redirect("dashboard", network.slug) if still_visible else redirect("network_list")


def _options(network: Network, upload: Upload) -> Options:
    return Options(day=upload.day, network=network, only_this=True, replace=upload.replace)


def _preview_address(network: Network, key: str) -> str:
    return f"{reverse('import', args=[network.slug])}?upload={key}"


def _gone(request: HttpRequest, network: Network) -> HttpResponse:
    messages.warning(request, _("This file is no longer here: it is kept for an hour. Choose it again."))
    return redirect("import", network.slug)


def _preview(upload: Upload, plan: Plan) -> dict[str, Any]:
    headings = {
        "created": pgettext("what an import does", "Created"),
        "changed": pgettext("what an import does", "Changed"),
        "ended": pgettext("what an import does", "Ended"),
    }
    sections = [(kind, headings[kind], list(grouped(plan.changes, kind))) for kind in KINDS]
    return {
        "upload": upload,
        "plan": plan,
        "summary": summary(plan.changes),
        "sections": [section for section in sections if section[2]],
    }


def _show(
    request: HttpRequest, network: Network, context: dict[str, Any], template: str = "roles/import.html"
) -> HttpResponse:
    return render(request, template, network_context(network, request.user, "import") | context)


@require_safe
def import_template(request: HttpRequest, slug: str) -> HttpResponse:
    """Give an empty role matrix to fill in; `?format=csv` or `xlsx`."""
    network = get_editable_network(request.user, slug)
    file_format = request.GET.get("format", "xlsx")
    if file_format not in FORMATS:
        raise Http404
    name = pgettext("name of a file", "role-matrix")
    return _download(template_file(file_format), file_format, f"{name}-{network.slug}")


@require_safe
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the network as a spreadsheet; `?format=csv` or `xlsx`, `?layout=matrix` or `list`.

    For coordinators: it has everyone's e-mail address.
    """
    network = get_editable_network(request.user, slug)
    file_format, layout = request.GET.get("format", "xlsx"), request.GET.get("layout", "matrix")
    if file_format not in FORMATS or layout not in LAYOUTS:
        raise Http404
    day = timezone.localdate()
    content = export_network(network, layout=layout, file_format=file_format, day=day)
    return _download(content, file_format, f"{network.slug}-{layout}-{day}")


def _download(content: bytes, file_format: Any, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPES[file_format])
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    return response
