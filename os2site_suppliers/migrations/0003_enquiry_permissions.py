from django.db import migrations

#: Wagtail's group of those who publish: they also take what comes in.
GROUP = "Moderators"
MODEL, NAME = "supplierenquiry", "enquiry to a supplier"
ACTIONS = ("view", "delete")


def grant(apps, schema_editor):
    """Moderators see what visitors wrote to suppliers.

    Once: a group that loses the permission later does not get it back.
    """
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    content_type, _ = ContentType.objects.get_or_create(app_label="os2site_suppliers", model=MODEL)
    permissions = [
        Permission.objects.get_or_create(
            content_type=content_type,
            codename=f"{action}_{MODEL}",
            defaults={"name": f"Can {action} {NAME}"},
        )[0]
        for action in ACTIONS
    ]
    for group in apps.get_model("auth.Group").objects.filter(name=GROUP):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ("os2site_suppliers", "0002_self_service"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
