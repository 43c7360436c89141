"""What every engine must do with filters and facets."""

from __future__ import annotations

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
