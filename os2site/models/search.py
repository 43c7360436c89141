"""The read model of search: what is public, in the words that are searched."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from os2site.conf import base_page_model_name


class SearchEntry(models.Model):
    """One findable thing: a public page, or a section of one with an anchor.

    A row exists only while its page may be seen by everyone. Written by
    :mod:`os2site.search.projection` only, in the transaction that changes the page.
    """

    #: ``"<page id>"``, or ``"<page id>#<anchor>"`` for a section.
    key = models.CharField(max_length=200, unique=True)
    page = models.ForeignKey(
        base_page_model_name(), on_delete=models.CASCADE, related_name="os2site_entries"
    )
    site = models.ForeignKey(
        "wagtailcore.Site", on_delete=models.CASCADE, related_name="os2site_entries"
    )
    language = models.CharField(max_length=12)
    type = models.CharField(max_length=40)
    slug = models.CharField(max_length=255)
    #: Address from the site's root, with the anchor.
    url = models.CharField(max_length=1000)
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    keywords = models.TextField(blank=True)
    body = models.TextField(blank=True)
    extra = models.TextField(blank=True)
    documents = models.TextField(blank=True)
    #: The files that begin the text of ``documents``, in order:
    #: ``{"title", "url", "file", "length"}`` each.
    attachments = models.JSONField(default=list)
    #: What a list shows of it, so that a list needs no page.
    card = models.JSONField(default=dict)
    #: Date that "newest first" and freshness go by.
    date = models.DateTimeField(null=True, blank=True)
    #: When the thing is over, for what takes place at a time.
    ends_at = models.DateTimeField(null=True, blank=True)
    #: Factor on the score, 1 is neutral.
    boost = models.FloatField(default=1.0)
    expires_at = models.DateTimeField(null=True, blank=True)
    demo = models.BooleanField(default=False)
    content_hash = models.CharField(max_length=64)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [
            models.Index(fields=["site", "language", "type"], name="os2site_entry_type"),
            models.Index(fields=["type", "slug"], name="os2site_entry_slug"),
        ]

    def __str__(self) -> str:
        return f"{self.type}/{self.slug}"


class SearchFacet(models.Model):
    """A value of a facet that an entry has."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="facets")
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "name", "value"], name="os2site_facet_once")
        ]
        indexes = [models.Index(fields=["name", "value", "entry"], name="os2site_facet_value")]

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class SearchReference(models.Model):
    """A record that an entry's text was taken from; when it changes, the page is projected anew."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="references")
    #: ``"app_label.model"``, lower-case.
    model = models.CharField(max_length=100)
    object_id = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "model", "object_id"], name="os2site_reference_once"
            )
        ]
        indexes = [models.Index(fields=["model", "object_id"], name="os2site_reference_to")]

    def __str__(self) -> str:
        return f"{self.model}:{self.object_id}"


class SearchWord(models.Model):
    """A word that an entry has or had, for visitors who misspell it.

    Words of deleted entries stay until the next rebuild: before one is offered, search makes sure
    that a visible entry has it now.
    """

    language = models.CharField(max_length=12)
    #: In lower case, letters as written.
    word = models.CharField(max_length=60)
    #: In the letters of the index.
    folded = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "word"], name="os2site_word_once")
        ]

    def __str__(self) -> str:
        return self.word


class OutboxItem(models.Model):
    """An entry that the external index must still hear of, written with the change itself."""

    key = models.CharField(max_length=200)
    created_at = models.DateTimeField(default=timezone.now)
    available_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("change waiting for the search index")
        verbose_name_plural = _("changes waiting for the search index")
        indexes = [models.Index(fields=["key", "id"], name="os2site_outbox_key")]

    def __str__(self) -> str:
        return self.key
