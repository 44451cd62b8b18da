"""Which kinds of value each role lives on: this project's own reading, which an administrator can change."""

from django.db import migrations

VALUES = {
    "initiator": ["ideas", "contacts"],
    "leader": ["vision", "experience"],
    "driver": ["professionalism", "experience"],
    "implementer": ["professionalism", "knowledge"],
    "adviser": ["knowledge", "experience"],
    "results-guardian": ["professionalism", "vision"],
    "diplomat": ["contacts", "experience"],
    "mood-maker": ["ideas", "contacts"],
    "spokesperson": ["contacts", "vision"],
    "innovator": ["ideas", "vision"],
    "fundraiser": ["contacts", "professionalism"],
    "negotiator": ["experience", "contacts"],
    "support-builder": ["contacts", "vision"],
    "critic": ["knowledge", "ideas"],
    "supporter": ["contacts", "experience"],
}


def load(apps, schema_editor):
    role_model, value_model = (apps.get_model("roles", name) for name in ("Role", "RoleValue"))
    value_model.objects.bulk_create(
        value_model(role=role, kind=kind)
        for role in role_model.objects.order_by("position")
        for kind in VALUES.get(role.slug, [])
    )


class Migration(migrations.Migration):
    dependencies = [("roles", "0005_horizontal_collaboration")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
