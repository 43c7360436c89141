from django.db import migrations

#: What the groups that Wagtail makes may do: editors answer for products, moderators evaluate too.
GRANTS = {
    "Editors": ["view_assessment", "add_assessment", "change_assessment"],
    "Moderators": [
        "view_assessment",
        "add_assessment",
        "change_assessment",
        "evaluate_assessment",
        "view_criterion",
        "add_criterion",
        "change_criterion",
        "view_productmove",
        "add_productmove",
        "change_productmove",
    ],
}
NAMES = {
    "assessment": "governance assessment",
    "criterion": "governance criterion",
    "productmove": "move of a product",
}
EVALUATE = "Can evaluate, decide and publish governance assessments"


def grant(apps, schema_editor):
    """Once: a group that loses a permission later does not get it back."""
    ContentType = apps.get_model("contenttypes.ContentType")
    Permission = apps.get_model("auth.Permission")
    for group in apps.get_model("auth.Group").objects.filter(name__in=GRANTS):
        for codename in GRANTS[group.name]:
            action, model = codename.split("_")
            content_type, _ = ContentType.objects.get_or_create(
                app_label="os2site_products", model=model
            )
            name = EVALUATE if action == "evaluate" else f"Can {action} {NAMES[model]}"
            permission, _ = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": name}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):

    dependencies = [
        ("os2site_products", "0002_governance_process"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
