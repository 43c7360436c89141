"""What every engine must make of words that entries say otherwise, or that are misspelt."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from os2site.enums import WordRuleKind
from os2site.models import GlossaryEntry, WordRule
from os2site.search import wordlists
from tests.os2site.search.conftest import EntryMaker, QueryMaker
from tests.os2site.search.engine_contract_base import ContractBase


def gloss(preferred: str, **fields: Any) -> GlossaryEntry:
    """Save a glossary entry."""
    number = GlossaryEntry.objects.count()
    return GlossaryEntry.objects.create(slug=f"word-{number}", preferred=preferred, **fields)


class WordsContract(ContractBase):
    """Synonyms and spelling."""

    # Synonyms

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("infoskærm", "Digitalt skilt"),
            ("digitale skilte", "Infoskærm"),
            ("IS", "Infoskærme"),
            ("infoskærm", "Vores IS"),
            ("digital signage", "Infoskærm"),
            ("digitalsignage", "Infoskærm"),
            ("digital signage", "Digitale skilte"),
        ],
    )
    def test_names_of_one_thing_find_each_other(
        self, make_entry: EntryMaker, make_query: QueryMaker, text: str, title: str
    ) -> None:
        gloss("infoskærm", synonyms=["digitalt skilt", "digital signage"], abbreviations=["IS"])
        make_entry(title)
        make_entry("Noget helt andet")
        self.refresh()
        assert self.titles(make_query(text)) == [title]

    def test_a_narrower_word_is_found_but_does_not_find(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        gloss("ressourcebooking", synonyms=["lokalereservation"], oneway=["kalender"])
        make_entry("Kalender")
        make_entry("Ressourcebooking")
        self.refresh()
        found = self.titles(make_query("ressourcebooking"))
        assert found == ["Ressourcebooking", "Kalender"]
        assert self.titles(make_query("kalender")) == ["Kalender"]
        assert self.titles(make_query("lokalereservation")) == ["Ressourcebooking"]

    def test_what_is_related_is_not_searched(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        gloss("licens", related=["ejerskab"])
        make_entry("Ejerskab")
        self.refresh()
        assert self.search(make_query("licens")).total == 0

    def test_a_listed_misspelling_is_read_as_the_preferred_word(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        gloss("kontingent", synonyms=["medlemsgebyr"], misspellings=["kontigent", "kontin gent"])
        make_entry("Kontingent")
        make_entry("Medlemsgebyr")
        self.refresh()
        for text, suggestion in (
            ("Kontigent i år", "kontingent i år"),
            ("kontin gent", "kontingent"),
        ):
            results = self.search(make_query(text))
            assert [hit.entry.title for hit in results.hits] == ["Kontingent", "Medlemsgebyr"]
            assert results.suggestion == suggestion

    def test_the_word_itself_comes_before_what_means_the_same(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        gloss("hosting", synonyms=["sky", "webhotel"], misspellings=["hoesting"])
        for title in ("Sky", "Webhotel", "Hosting", "Hoesting"):
            make_entry(title)
        self.refresh()
        for title in ("Sky", "Webhotel", "Hosting", "Hoesting"):
            assert self.titles(make_query(title))[0] == title

    def test_many_synonyms_count_as_one_word(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        gloss("takst", synonyms=["pris", "gebyr", "prisliste", "omkostning"])
        make_entry("Pris, gebyr, prisliste og omkostning")
        make_entry("Takst for hosting")
        for number in range(6):
            make_entry(f"Andet {number}")
        self.refresh()
        assert self.titles(make_query("takst hosting"))[0] == "Takst for hosting"

    def test_the_words_of_a_phrase_stand_side_by_side_in_one_field(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        gloss("abonnement", synonyms=["fast pris"])
        make_entry("En fast pris")
        make_entry("En fast og lav pris")
        make_entry("Noget fast", summary="Pris på hosting")
        self.refresh()
        assert self.titles(make_query("abonnement")) == ["En fast pris"]

    def test_what_editors_enter_is_in_force_at_once(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Infoskærm")
        self.refresh()
        query = make_query("opslagstavle")
        assert self.search(query).total == 0
        entry = gloss("infoskærm", synonyms=["opslagstavle"])
        results = self.search(query)
        assert (results.total, list(results.synonyms)) == (1, ["infoskærm"])
        entry.synonyms = ["plakat"]
        entry.save()
        assert self.search(query).total == 0
        assert self.search(make_query("plakat")).total == 1
        entry.delete()
        assert self.search(make_query("plakat")).total == 0

    def test_words_of_another_language_are_not_used(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        gloss("screen", synonyms=["opslagstavle"], language="en")
        make_entry("Screen")
        self.refresh()
        assert self.search(make_query("opslagstavle")).total == 0

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "   ",
            "og i at",
            '"; DROP TABLE os2site_searchentry; --',
            "AND OR NOT NEAR( * ^ : {title} \" ' ) + - && || !",
            "<script>alert(1)</script>",
            "a\\b'c",
            "😀",
            "\u202e\u2066",
            "x" * 119,
            "p_skaerm n_skaerm",
        ],
    )
    def test_survives_any_glossary_entry(
        self, make_entry: EntryMaker, make_query: QueryMaker, value: str
    ) -> None:
        gloss(value, synonyms=["skærm", value], oneway=[value], misspellings=[value, "skræm"])
        gloss("bord", synonyms=[value] * 50, abbreviations=[value], misspellings=[value])
        make_entry("Skærm")
        self.refresh()
        for text in ("skærm", "skræm", "bord", value.strip() or "x"):
            results = self.search(make_query(text))
            assert results.total in {0, 1}
            assert "<script" not in "".join(hit.title for hit in results.hits)
        assert self.search(make_query("skærm")).total == 1

    def test_a_glossary_adds_no_queries(
        self,
        make_entry: EntryMaker,
        make_query: QueryMaker,
        django_assert_max_num_queries: DjangoAssertNumQueries,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        make_entry("Skærm")
        gloss("skærm", synonyms=["display"])
        self.refresh()
        self.search(make_query("skærm"))  # Reads the words.
        with django_assert_max_num_queries(13) as captured:
            self.search(make_query("skærm"))
        for number in range(20):
            gloss(f"ord{number}", synonyms=[f"synonym{number}", "skærm"])
        self.search(make_query("skærm"))
        with django_assert_num_queries(len(captured)):
            self.search(make_query("skærm"))

    # Spelling

    @pytest.mark.parametrize(
        ("text", "title", "suggestion"),
        [
            ("sekreteriatet", "Sekretariatet", "sekretariatet"),
            ("Transskribtion af møder", "Transskription", "transskription af møder"),
            ("os2froms", "OS2forms", "os2forms"),
            ("webniar", "Webinar", "webinar"),
            ("vebinar", "Webinar", "webinar"),
            ("hørnigssvar", "Høringssvar", "høringssvar"),
        ],
    )
    def test_a_misspelt_word_is_read_as_the_nearest(
        self,
        make_entry: EntryMaker,
        make_query: QueryMaker,
        text: str,
        title: str,
        suggestion: str,
    ) -> None:
        make_entry(title)
        make_entry("Noget helt andet")
        self.refresh()
        results = self.search(make_query(text))
        assert [hit.entry.title for hit in results.hits] == [title]
        assert results.suggestion == suggestion

    def test_a_misspelt_synonym_finds_what_it_stands_for(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        gloss("kørsel", synonyms=["kilometergodtgørelse"])
        make_entry("Kørsel")
        self.refresh()
        results = self.search(make_query("kilometergodgørelse"))
        assert [hit.entry.title for hit in results.hits] == ["Kørsel"]
        assert results.suggestion == "kilometergodtgørelse"

    def test_a_word_that_something_has_is_not_corrected(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Novicell")
        make_entry("Novicall")
        self.refresh()
        results = self.search(make_query("novicall"))
        assert [hit.entry.title for hit in results.hits] == ["Novicall"]
        assert results.suggestion is None

    def test_words_that_only_hidden_entries_have_are_not_offered(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Transskription").page.delete()
        make_entry("Sekretariatet", language="en")
        make_entry("Skærm")
        self.refresh()
        for text in ("transskribtion", "sekreteriatet"):
            results = self.search(make_query(text))
            assert (results.total, results.suggestion) == (0, None)

    def test_when_nothing_is_found_a_word_further_off_is_offered(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Kommission")
        self.refresh()
        results = self.search(make_query("komision"))
        assert (results.total, results.suggestion) == (0, "kommission")
        results = self.search(make_query("parkometer"))
        assert (results.total, results.suggestion) == (0, None)

    def test_when_nothing_is_found_a_word_that_is_right_elsewhere_is_doubted(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("OS2valghalla")
        make_entry("Noget helt andet")
        self.refresh()
        results = self.search(make_query("valhalla"))
        assert [hit.entry.title for hit in results.hits] == ["OS2valghalla"]
        assert results.suggestion == "valghalla"
        make_entry("Valhalla")
        self.refresh()
        results = self.search(make_query("valhalla"))
        assert [hit.entry.title for hit in results.hits] == ["Valhalla"]
        assert results.suggestion is None

    def test_one_misspelt_word_of_many_is_corrected_in_its_place(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Kunstig intelligens i kommunen")
        make_entry("Kunstig is")
        self.refresh()
        results = self.search(make_query("Kunstig inteligens i kommunen"))
        assert results.hits[0].entry.title == "Kunstig intelligens i kommunen"
        assert results.suggestion == "kunstig intelligens i kommunen"
        assert "<mark>intelligens</mark>" in results.hits[0].title

    # Rules that editors make for words

    def rule(self, word: str, kind: WordRuleKind, value: str = "") -> WordRule:
        """Save a rule, and let what it asks for be done."""
        made = WordRule.objects.create(word=word, kind=kind, value=value)
        wordlists.run_due()
        self.refresh()
        return made

    def test_parts_that_editors_give_are_found(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Snurrebasser", body="Her er en kvimskrutel og to til.")
        make_entry("Noget andet")
        self.refresh()
        assert self.titles(make_query("skrutel")) == []
        made = self.rule("kvimskrutel", WordRuleKind.PARTS, "kvim skrutel")
        assert self.titles(make_query("skrutel")) == ["Snurrebasser"]
        assert self.titles(make_query("kvimskrutel")) == ["Snurrebasser"]
        made.delete()
        wordlists.run_due()
        self.refresh()
        assert self.titles(make_query("skrutel")) == []

    def test_a_word_that_editors_keep_whole_is_not_divided(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Et vandværk")
        self.refresh()
        assert self.titles(make_query("vand")) == ["Et vandværk"]
        self.rule("vandværk", WordRuleKind.WHOLE)
        assert self.titles(make_query("vand")) == []
        assert self.titles(make_query("vandværk")) == ["Et vandværk"]

    def test_a_base_form_joins_two_words(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Vi har flere wikier")
        make_entry("Noget andet")
        self.refresh()
        self.rule("wikier", WordRuleKind.BASE_FORM, "wiki")
        assert self.titles(make_query("wiki")) == ["Vi har flere wikier"]
        assert self.titles(make_query("wikier")) == ["Vi har flere wikier"]

    def test_stop_words_are_added_and_taken_away(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Kommunens skærm")
        make_entry("Kommunens parkometer")
        make_entry("Med")
        self.refresh()
        assert "Kommunens parkometer" in self.titles(make_query("kommunens"))
        self.rule("kommunens", WordRuleKind.STOP)
        assert self.titles(make_query("kommunens skærm")) == ["Kommunens skærm"]
        assert self.titles(make_query("med skærm")) == ["Kommunens skærm"]
        self.rule("med", WordRuleKind.SEARCHED)
        assert set(self.titles(make_query("med skærm"))) == {"Kommunens skærm", "Med"}
