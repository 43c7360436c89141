from django.db import migrations

#: The group that Wagtail makes for those who may publish: an import publishes.
GROUP = "Moderators"


def grant(apps, schema_editor):
    """Moderators may import and export.

    Once: a group that loses the permission later does not get it back.
    """
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    group = apps.get_model("auth.Group").objects.filter(name=GROUP).first()
    if group is None:
        return
    content_type, _ = ContentType.objects.get_or_create(app_label="os2site", model="importjob")
    permission, _ = Permission.objects.get_or_create(
        content_type=content_type,
        codename="add_importjob",
        defaults={"name": "Can add import"},
    )
    group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ("os2site", "0019_imports"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
