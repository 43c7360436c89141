"""PostgreSQL's index keeps the tokens as they were analysed, as SQLite's does by itself.

The Elasticsearch index is built from them. Rows written before have none and are analysed again.
"""

from django.db import migrations

ADD = "ALTER TABLE os2site_searchindex ADD COLUMN tokens text NOT NULL DEFAULT ''"
DROP = "ALTER TABLE os2site_searchindex DROP COLUMN tokens"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):

    dependencies = [("os2site", "0006_search_words")]

    operations = [migrations.RunPython(add, drop, elidable=False)]
