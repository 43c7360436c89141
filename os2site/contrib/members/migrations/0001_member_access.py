import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

#: The host's base page model; the setting is there from Wagtail 8 on.
BASE_PAGE = getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(BASE_PAGE),
    ]

    operations = [
        migrations.CreateModel(
            name="MemberAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(blank=True, help_text="Such as: contact person.", max_length=120, verbose_name="role")),
                ("invited_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="invited")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="access ended")),
                ("end_reason", models.CharField(blank=True, choices=[("lukket", "Closed by staff"), ("medlemskab", "The membership ended")], max_length=20, verbose_name="why it ended")),
                ("page", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=BASE_PAGE, verbose_name="member")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="os2site_member_accesses", to=settings.AUTH_USER_MODEL, verbose_name="account")),
            ],
            options={
                "verbose_name": "member's access",
                "verbose_name_plural": "members' accesses",
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("ended_at__isnull", True)), fields=("page", "user"), name="os2site_member_access_once")
                ],
            },
        ),
    ]
