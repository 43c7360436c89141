from django.db import migrations

#: Groups that Wagtail makes, and the models whose records they may edit.
GROUPS = ("Editors", "Moderators")
MODELS = {"wordrule": "rule for a word"}
ACTIONS = ("add", "change", "delete", "view")


def grant(apps, schema_editor):
    """Editors and moderators may make rules for words.

    Once: a group that loses the permission later does not get it back.
    """
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    groups = apps.get_model("auth.Group").objects.filter(name__in=GROUPS)
    for model, name in MODELS.items():
        content_type, _ = ContentType.objects.get_or_create(app_label="os2site", model=model)
        permissions = [
            Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{action}_{model}",
                defaults={"name": f"Can {action} {name}"},
            )[0]
            for action in ACTIONS
        ]
        for group in groups:
            group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ("os2site", "0014_word_rules"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
