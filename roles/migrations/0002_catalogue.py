"""Load the catalogue: clusters, roles and competences, in Dutch and English (catalogue.json)."""

import json
from pathlib import Path

from django.db import migrations

CATALOGUE = Path(__file__).with_name("catalogue.json")


def in_main_language(entry):
    """Add the column that stands for the main language (Dutch) beside the two of the languages."""
    return entry | {key.removesuffix("_nl"): text for key, text in entry.items() if key.endswith("_nl")}


def load(apps, schema_editor):
    catalogue = json.loads(CATALOGUE.read_text(encoding="utf-8"))
    cluster_model, role_model, competence_model = (
        apps.get_model("roles", name) for name in ("Cluster", "Role", "Competence")
    )
    clusters = {
        entry["slug"]: cluster_model.objects.create(position=position, **in_main_language(entry))
        for position, entry in enumerate(catalogue["clusters"], start=1)
    }
    roles = {}
    for position, entry in enumerate(catalogue["roles"], start=1):
        cluster = clusters.get(entry["cluster"])
        fields = in_main_language(entry) | {"cluster": cluster, "position": position}
        roles[entry["slug"]] = role_model.objects.create(**fields)
    for position, entry in enumerate(catalogue["competences"], start=1):
        fields = in_main_language(entry) | {"role": roles.get(entry["role"]), "position": position}
        competence_model.objects.create(**fields)


class Migration(migrations.Migration):
    dependencies = [("roles", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
