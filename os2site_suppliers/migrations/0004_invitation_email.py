from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("os2site_suppliers", "0003_enquiry_permissions")]

    operations = [
        migrations.AddField(
            model_name="supplierinvitation",
            name="email",
            field=models.EmailField(
                blank=True,
                default="",
                help_text="The supplier's shared mailbox. A year later the reminder goes there, too.",
                max_length=254,
                verbose_name="sent to",
            ),
            preserve_default=False,
        ),
    ]
