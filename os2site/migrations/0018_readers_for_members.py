from django.db import migrations

#: Groups that Wagtail makes, and the group of those who log in as a member's contact.
EDITORS = ("Editors", "Moderators")
READERS = "Medlemmer"
CODENAME, NAME = "read_for_members", "Can read what is for members only"


def grant(apps, schema_editor):
    """Editors, moderators and a group of their own may read what is for members only.

    Once: a group that loses the permission later does not get it back.
    """
    ContentType = apps.get_model("contenttypes.ContentType")
    Group = apps.get_model("auth.Group")
    content_type, _ = ContentType.objects.get_or_create(app_label="os2site", model="document")
    permission, _ = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=CODENAME, defaults={"name": NAME}
    )
    Group.objects.get_or_create(name=READERS)
    for group in Group.objects.filter(name__in=(*EDITORS, READERS)):
        group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ("os2site", "0017_personal_data_access"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="document",
            options={
                "ordering": ["-date", "title"],
                "permissions": [(CODENAME, NAME)],
                "verbose_name": "document",
                "verbose_name_plural": "documents",
            },
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
