"""What every engine must do with filters and facets."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from tests.os2site.search import entry_types
from tests.os2site.search.conftest import EntryMaker, QueryMaker
from tests.os2site.search.engine_contract_base import ContractBase


class FacetContract(ContractBase):
    """Filters and facets: OR within a facet, AND between them, right counts."""

    def _shelf(self, make_entry: EntryMaker) -> None:
        make_entry("Skærm A", facets={"category": ["borger", "kultur"], "level": ["1"]})
        make_entry("Skærm B", facets={"category": ["borger"], "level": ["2"]})
        make_entry("Skærm C", facets={"category": ["miljoe"], "level": ["2"]})
        make_entry("Skærm D", type="supplier", facets={"category": ["borger"], "region": ["fyn"]})
        make_entry("Bord", facets={"category": ["skole"], "level": ["3"]})
        self.refresh()

    def test_an_empty_text_lists_everything(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._shelf(make_entry)
        results = self.search(make_query())
        assert results.total == 5
        assert self.counts(results, "type") == {"product": 4, "supplier": 1}

    def test_or_within_a_facet_and_between_facets(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._shelf(make_entry)
        either = make_query("skærm", facets={"category": ("kultur", "miljoe")})
        assert sorted(self.titles(either)) == ["Skærm A", "Skærm C"]
        both = make_query("skærm", facets={"category": ("borger", "miljoe"), "level": ("2",)})
        assert sorted(self.titles(both)) == ["Skærm B", "Skærm C"]

    def test_a_facet_is_counted_without_its_own_choice(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._shelf(make_entry)
        results = self.search(
            make_query("skærm", types=("product",), facets={"category": ("kultur",)})
        )
        assert results.total == 1
        assert self.counts(results, "category") == {"borger": 2, "kultur": 1, "miljoe": 1}
        assert self.counts(results, "level") == {"1": 1, "2": 0}
        assert self.counts(results, "type") == {"product": 1, "supplier": 0}

    def test_counts_are_right_when_two_facets_are_chosen(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._shelf(make_entry)
        results = self.search(
            make_query(types=("product",), facets={"category": ("borger",), "level": ("2",)})
        )
        assert results.total == 1
        assert self.counts(results, "category") == {
            "borger": 1,
            "miljoe": 1,
            "kultur": 0,
            "skole": 0,
        }
        assert self.counts(results, "level") == {"1": 1, "2": 1, "3": 0}

    def test_type_counts_ignore_the_chosen_type(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._shelf(make_entry)
        results = self.search(make_query("skærm", types=("supplier",)))
        assert results.total == 1
        assert self.counts(results, "type") == {"product": 3, "supplier": 1}
        assert [facet.name for facet in results.facets] == ["category", "region"]

    def test_values_that_only_other_types_have_are_left_out(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Skærm til leje", type="supplier", facets={"category": ["drift"]})
        self._shelf(make_entry)
        results = self.search(make_query("skærm", types=("product",)))
        assert self.counts(results, "category") == {"borger": 2, "kultur": 1, "miljoe": 1}

    def test_a_filter_that_the_chosen_type_can_not_have_finds_nothing(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        """As its count says, and it stays to be taken away."""
        self._shelf(make_entry)
        wide = self.search(make_query("skærm", facets={"level": ("1",)}))
        assert self.counts(wide, "type") == {"product": 1, "supplier": 0}
        results = self.search(make_query("skærm", types=("supplier",), facets={"level": ("1",)}))
        assert results.total == 0
        assert self.counts(results, "type") == {"product": 1, "supplier": 0}
        assert self.counts(results, "level") == {"1": 0}

    def test_counts_are_not_capped(self, make_entry: EntryMaker, make_query: QueryMaker) -> None:
        for number in range(60):
            make_entry(f"Skærm {number}", facets={"category": [f"c{number}"]})
        self.refresh()
        assert len(self.counts(self.search(make_query("skærm")), "category")) == 60

    def test_an_unknown_value_finds_nothing_and_stays_visible(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._shelf(make_entry)
        results = self.search(make_query(facets={"category": ("<b>",)}))
        assert results.total == 0
        assert self.counts(results, "category")["<b>"] == 0

    def test_labels_are_looked_up_once_for_each_facet(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._shelf(make_entry)
        entry_types.LABEL_CALLS.clear()
        results = self.search(make_query())
        assert sorted(name for name, __ in entry_types.LABEL_CALLS) == [
            "category",
            "level",
            "region",
        ]
        labels = [option.label for option in results.facets[0].options]
        assert labels == ["Borger", "Kultur", "Miljoe", "Skole"]

    def test_an_owned_order_of_values_is_kept(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._shelf(make_entry)
        results = self.search(make_query(types=("product",)))
        level = next(facet for facet in results.facets if facet.name == "level")
        assert [option.value for option in level.options] == ["3", "2", "1"]

    # Languages

    def _two_languages(self, make_entry: EntryMaker) -> None:
        make_entry("Bøger om display", facets={"category": ["borger"], "level": ["1"]})
        make_entry("Display", type="supplier", facets={"category": ["kultur"]})
        make_entry("Bord", facets={"category": ["skole"]})
        make_entry("Displays", language="en", facets={"category": ["borger"], "level": ["3"]})
        make_entry("A display", language="en", facets={"category": ["kultur"], "level": ["2"]})
        make_entry("A display rented", language="en", type="supplier")
        self.refresh()

    def test_without_a_choice_the_pages_own_language_is_shown_and_others_are_counted(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._two_languages(make_entry)
        results = self.search(make_query("display"))
        assert sorted(hit.entry.title for hit in results.hits) == ["Bøger om display", "Display"]
        assert results.total == 2
        assert self.counts(results, "language") == {"da": 2, "en": 3}
        assert self.counts(results, "type") == {"product": 1, "supplier": 1}
        assert self.counts(results, "category") == {"borger": 1, "kultur": 1}
        assert self.counts(results, "level") == {"1": 1}
        language = results.facets[-1]
        assert [(item.label, item.selected) for item in language.options] == [
            ("Dansk", True),
            ("Engelsk", False),
        ]

    def test_an_empty_text_lists_one_language_and_counts_all(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._two_languages(make_entry)
        results = self.search(make_query())
        assert results.total == 3
        assert {hit.entry.language for hit in results.hits} == {"da"}
        assert self.counts(results, "language") == {"da": 3, "en": 3}
        both = self.search(make_query(languages=("da", "en"), sort="name"))
        assert both.total == 6
        assert [hit.entry.title for hit in both.hits][:3] == [
            "A display",
            "A display rented",
            "Bord",
        ]

    @pytest.mark.parametrize(
        ("languages", "titles"),
        [
            (("en",), ["A display", "A display rented", "Displays"]),
            (
                ("da", "en"),
                ["A display", "A display rented", "Bøger om display", "Display", "Displays"],
            ),
        ],
    )
    def test_chosen_languages_are_searched_each_with_its_own_analysis(
        self,
        make_entry: EntryMaker,
        make_query: QueryMaker,
        languages: tuple[str, ...],
        titles: list[str],
    ) -> None:
        self._two_languages(make_entry)
        results = self.search(make_query("display", languages=languages))
        assert sorted(hit.entry.title for hit in results.hits) == titles
        assert results.total == len(titles)
        assert self.counts(results, "language")["en"] == 3
        own = {""} if "da" in languages else set()
        assert {hit.language for hit in results.hits} == {"en"} | own
        for hit in results.hits:
            assert "<mark>" in hit.title, hit.title

    def test_a_words_other_forms_are_those_of_the_entrys_language(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Bøger til alle")
        make_entry("Bøger and meetings", language="en")
        self.refresh()
        assert self.titles(make_query("bog", languages=("da", "en"))) == ["Bøger til alle"]
        assert self.titles(make_query("meeting", languages=("da", "en"))) == ["Bøger and meetings"]

    def test_languages_are_counted_under_the_other_filters_only(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._two_languages(make_entry)
        results = self.search(
            make_query(
                "display",
                languages=("en",),
                types=("product",),
                facets={"category": ("kultur",)},
            )
        )
        assert [hit.entry.title for hit in results.hits] == ["A display"]
        assert self.counts(results, "language") == {"da": 0, "en": 1}
        assert self.counts(results, "type") == {"product": 1, "supplier": 0}
        assert self.counts(results, "category") == {"borger": 1, "kultur": 1}
        assert self.counts(results, "level") == {"2": 1, "3": 0}

    def test_dates_are_counted_in_the_chosen_languages(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Display", days=-1)
        make_entry("Display", days=-2, language="en")
        make_entry("Displays", days=-400, language="en")
        self.refresh()
        chosen = {"types": ("product",), "facets": {"date": ("month",)}}
        results = self.search(make_query("display", **chosen))
        assert self.counts(results, "date") == {"month": 1, "year": 1}
        assert self.counts(results, "language") == {"da": 1, "en": 1}
        results = self.search(make_query("display", languages=("en",), **chosen))
        assert self.counts(results, "date") == {"month": 1, "year": 1, "older": 1}

    def test_languages_are_no_facet_while_all_entries_are_in_one(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._shelf(make_entry)
        names = [facet.name for facet in self.search(make_query("skærm")).facets]
        assert names == ["category", "level", "date", "region"]
        results = self.search(make_query("skærm", languages=("en",)))
        assert results.total == 0
        assert self.counts(results, "language") == {"da": 4, "en": 0}

    def test_few_hits_are_judged_in_the_chosen_languages(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        """Many in English don't keep a Danish search from being widened."""
        text = "display kalender booking lokale"
        make_entry("Display")
        make_entry("Kalender")
        for number in range(6):
            make_entry(f"Display {number} kalender", language="en")
        self.refresh()
        assert sorted(self.titles(make_query(text))) == ["Display", "Kalender"]
        strict = self.search(make_query(text, languages=("en",)))
        assert strict.total == 6
        assert self.counts(strict, "language")["da"] == 0

    def test_a_word_of_one_language_is_not_misspelt_in_another(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Kalender")
        make_entry("Calender", language="en")
        self.refresh()
        both = self.search(make_query("kalender", languages=("da", "en")))
        assert [hit.entry.title for hit in both.hits] == ["Kalender"]
        assert both.suggestion is None
        assert self.counts(self.search(make_query("kalender")), "language") == {"da": 1, "en": 0}
        alone = self.search(make_query("kalender", languages=("en",)))
        assert [hit.entry.title for hit in alone.hits] == ["Calender"]
        assert alone.suggestion == "calender"

    def test_words_that_say_little_in_one_language_are_searched_in_the_other(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        """ "the" is no word of a search in English."""
        make_entry("The")
        make_entry("The display", language="en")
        self.refresh()
        results = self.search(make_query("the", languages=("en",)))
        assert self.counts(results, "language")["da"] == 1
        assert results.total == self.counts(results, "language")["en"]

    def test_choosing_languages_costs_the_same_queries_for_one_and_30_hits(
        self,
        make_entry: EntryMaker,
        make_query: QueryMaker,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        query = make_query("display", languages=("da", "en"), page_size=50)
        for number in range(5):  # Enough that the search is not widened.
            make_entry(f"Display {number}", language="en" if number % 2 else "da")
        self.refresh()
        self.search(query)
        with CaptureQueriesContext(connection) as captured:
            self.search(query)
        for number in range(30):
            make_entry(f"Display {number}", language="en" if number % 2 else "da")
        self.refresh()
        self.search(query)  # What is known of the words is read anew once a minute.
        with django_assert_num_queries(len(captured)):
            assert len(self.search(query).hits) == 35

    # Dates

    def _calendar(self, make_entry: EntryMaker) -> None:
        make_entry("Møde nu", days=-1, ends=1, facets={"date": ["2026-11"], "level": ["1"]})
        make_entry("Møde siden", days=40, ends=40, facets={"date": ["2027-01"], "level": ["2"]})
        make_entry("Møde før", days=-60, ends=-60, facets={"date": ["2026-10"], "level": ["2"]})
        make_entry("Møde i fjor", days=-400, ends=-400)
        make_entry("Nyt møde", days=-20, facets={"level": ["1"]})
        make_entry("Møde uden dato")
        make_entry("Mødefirma", type="supplier", days=-2)
        make_entry("Bord", days=-3)
        self.refresh()

    def test_dates_are_counted_from_now(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._calendar(make_entry)
        results = self.search(make_query("møde", types=("product",)))
        assert self.counts(results, "date") == {
            "coming": 2,
            "past": 2,
            "month": 2,
            "year": 3,
            "older": 1,
            "2026-10": 1,
            "2026-11": 1,
            "2027-01": 1,
        }
        order = [
            option.value
            for facet in results.facets
            if facet.name == "date"
            for option in facet.options
        ]
        assert order[:5] == ["coming", "past", "month", "year", "older"]
        assert order[5:] == sorted(order[5:])

    @pytest.mark.parametrize(
        ("values", "titles"),
        [
            (("coming",), ["Møde nu", "Møde siden"]),
            (("past",), ["Møde før", "Møde i fjor"]),
            (("month",), ["Møde nu", "Nyt møde"]),
            (("year",), ["Møde før", "Møde nu", "Nyt møde"]),
            (("older",), ["Møde i fjor"]),
            (("older", "2026-10"), ["Møde før", "Møde i fjor"]),
            (("2027-01", "month"), ["Møde nu", "Møde siden", "Nyt møde"]),
            (("1999-01",), []),
            (("' OR 1=1",), []),
        ],
    )
    def test_dates_are_chosen_like_any_value(
        self,
        make_entry: EntryMaker,
        make_query: QueryMaker,
        values: tuple[str, ...],
        titles: list[str],
    ) -> None:
        self._calendar(make_entry)
        query = make_query("møde", types=("product",), facets={"date": values})
        assert sorted(self.titles(query)) == sorted(titles)

    def test_a_chosen_date_narrows_its_siblings_only(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._calendar(make_entry)
        results = self.search(
            make_query("møde", types=("product",), facets={"date": ("past",), "level": ("2",)})
        )
        assert results.total == 1
        assert self.counts(results, "level") == {"1": 0, "2": 1}
        assert self.counts(results, "date") == {
            "coming": 1,
            "past": 1,
            "month": 0,
            "year": 1,
            "older": 0,
            "2026-10": 1,
            "2026-11": 0,
            "2027-01": 1,
        }

    def test_dates_that_nothing_found_has_are_left_out(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self._calendar(make_entry)
        assert self.counts(self.search(make_query("bord")), "date") == {"month": 1, "year": 1}
