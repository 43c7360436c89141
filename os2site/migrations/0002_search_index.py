"""The database engine's full-text index: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

from django.db import migrations

CREATE = {
    "sqlite": [
        """
        CREATE VIRTUAL TABLE os2site_searchindex USING fts5(
            sort_name UNINDEXED, mark UNINDEXED,
            name, title, summary, keywords, body, extra, documents,
            tokenize = "unicode61 remove_diacritics 0 tokenchars '_'"
        )
        """
    ],
    "postgresql": [
        """
        CREATE TABLE os2site_searchindex (
            entry_id bigint PRIMARY KEY,
            sort_name text COLLATE "C" NOT NULL,
            mark text NOT NULL,
            vector tsvector NOT NULL
        )
        """,
        "CREATE INDEX os2site_searchindex_vector ON os2site_searchindex USING gin (vector)",
    ],
}


def create(apps, schema_editor):
    for statement in CREATE.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor in CREATE:
        schema_editor.execute("DROP TABLE os2site_searchindex")


class Migration(migrations.Migration):

    dependencies = [("os2site", "0001_initial")]

    operations = [migrations.RunPython(create, drop, elidable=False)]
