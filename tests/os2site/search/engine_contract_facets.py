"""What every engine must do with filters and facets."""

from __future__ import annotations

import pytest

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
