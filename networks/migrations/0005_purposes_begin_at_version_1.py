"""What a network says of its purpose until now is the first version of it."""

from django.db import migrations

FIELDS = ("question", "goal", "in_scope", "out_of_scope")


def begin(apps, schema_editor):
    networks, versions = (apps.get_model("networks", name) for name in ("Network", "PurposeVersion"))
    versions.objects.bulk_create(
        [
            versions(
                network=network,
                number=1,
                written_on=network.started_on,
                **{field: getattr(network, field) for field in FIELDS},
            )
            for network in networks.objects.order_by("pk")
            if any(getattr(network, field) for field in FIELDS)
        ],
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("networks", "0004_horizontal_collaboration")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
