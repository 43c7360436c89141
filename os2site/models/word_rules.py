"""What editors say of single words, over what the analysis knows by itself."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel

from os2site.enums import WordRuleKind
from os2site.models.promotions import content_languages, default_language

#: Kinds that need a value, and the fewest words that it has.
VALUES = {WordRuleKind.PARTS: 2, WordRuleKind.BASE_FORM: 1}
#: Kinds that say opposite things of a word.
OPPOSITES = {
    WordRuleKind.PARTS: WordRuleKind.WHOLE,
    WordRuleKind.WHOLE: WordRuleKind.PARTS,
    WordRuleKind.STOP: WordRuleKind.SEARCHED,
    WordRuleKind.SEARCHED: WordRuleKind.STOP,
}


class WordRule(models.Model):
    """A rule for one word: what it is made of, its base form, or whether it is searched at all.

    In force with the next search; entries that have the word are analysed anew in the background
    (:mod:`os2site.search.wordlists`).
    """

    language = models.CharField(
        _("language"), max_length=12, choices=content_languages, default=default_language
    )
    word = models.CharField(_("word"), max_length=60)
    kind = models.CharField(_("rule"), max_length=12, choices=WordRuleKind.choices)
    value = models.CharField(
        _("parts or base form"),
        max_length=200,
        blank=True,
        help_text=_("The parts with a space between them, or the base form; else empty."),
    )
    note = models.CharField(_("internal note"), max_length=200, blank=True)
    #: Tells search when to read the rules anew.
    updated_at = models.DateTimeField(auto_now=True)

    panels = [
        HelpPanel(
            _(
                "Search knows most words by itself. Correct it here where it is wrong. A rule is "
                "in force at once for what is searched for; pages that have the word follow "
                "shortly."
            )
        ),
        FieldPanel("word"),
        FieldPanel("kind"),
        FieldPanel("value"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("note")]),
    ]

    class Meta:
        verbose_name = _("rule for a word")
        verbose_name_plural = _("rules for words")
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "word", "kind"], name="os2site_wordrule_once"
            )
        ]

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        super().clean()
        self.word = self.word.strip().lower()
        self.value = " ".join(self.value.replace("+", " ").replace(",", " ").lower().split())
        faults: dict[str, str] = {}
        if not self.word.isalnum():
            faults["word"] = str(_("Give one word, with letters and digits only."))
        words = self.value.split()
        wanted = VALUES.get(WordRuleKind(self.kind)) if self.kind in WordRuleKind.values else None
        if wanted is None and words:
            faults["value"] = str(_("This rule has no parts and no base form."))
        elif wanted == 1 and len(words) != 1:
            faults["value"] = str(_("Give the base form, one word."))
        elif wanted == 2 and len(words) < 2:
            faults["value"] = str(_("Give two parts or more."))
        elif not all(part.isalnum() for part in words):
            faults["value"] = str(_("Give words, with letters and digits only."))
        if self._has_opposite():
            faults["kind"] = str(_("There is a rule that says the opposite of this word."))
        if faults:
            raise ValidationError(faults)

    def _has_opposite(self) -> bool:
        opposite = OPPOSITES.get(self.kind)  # type: ignore[call-overload]
        return bool(
            opposite
            and WordRule.objects.filter(
                language=self.language, word=self.word, kind=opposite
            ).exists()
        )


class WordChange(models.Model):
    """A word whose entries must be analysed anew, written with the change of its rule."""

    language = models.CharField(max_length=12)
    word = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("word waiting for the search index")
        verbose_name_plural = _("words waiting for the search index")

    def __str__(self) -> str:
        return self.word
