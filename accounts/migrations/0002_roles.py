"""The groups that give the roles."""

from django.db import migrations

ROLES = ("moderator", "editor")


def make_groups(apps, schema_editor):
    """Make the groups that are missing."""
    groups = apps.get_model("auth", "Group").objects.using(schema_editor.connection.alias)
    for name in ROLES:
        groups.get_or_create(name=name)


class Migration(migrations.Migration):
    """Going back leaves the groups: people may be in them."""

    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
