"""What every engine must make of entries that lie near the best hits."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from os2site.models import PageRelation, SearchEntry
from os2site.search import neighbours, service
from tests.os2site.search.conftest import EntryMaker, QueryMaker
from tests.os2site.search.engine_contract_base import ContractBase


class NearContract(ContractBase):
    """Entries without the words, and the order of those that have them."""

    @pytest.fixture
    def compared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Entries are compared, few as they are."""
        monkeypatch.setattr(neighbours, "MIN_ENTRIES", 1)
        neighbours._spaces.clear()

    @pytest.fixture
    def of_libraries(self, compared: None, make_entry: EntryMaker) -> list[SearchEntry]:
        """A hit for »infoskærm«, two that say much the same, and others."""
        for number in range(12):
            make_entry(f"Andet {number}", summary=f"ord{number} tal{number}")
        return [
            make_entry("Infoskærm", summary="Biblioteket viser kalender og udlån"),
            make_entry("Bogbus", summary="Biblioteket viser udlån"),
            make_entry("Lånekort", type="supplier", summary="Kalender for udlån"),
        ]

    def test_a_search_that_finds_little_is_filled_up_after_its_hits(
        self, of_libraries: list[SearchEntry], make_query: QueryMaker
    ) -> None:
        self.refresh()
        results = self.search(make_query("infoskærm"))
        assert results.hits[0].entry.title == "Infoskærm"
        assert not results.hits[0].related
        assert {hit.entry.title for hit in results.hits if hit.related} == {"Bogbus", "Lånekort"}
        assert (results.total, results.found, results.related) == (3, 1, 2)
        assert self.counts(results, "type") == {"product": 2, "supplier": 1}

    @pytest.mark.usefixtures("compared")
    def test_the_nearest_is_a_hit_beside_a_full_page_of_hits(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        for number in range(12):
            make_entry(f"Andet {number}", summary=f"ord{number} tal{number}", body="infoskærm")
        make_entry("Infoskærm", summary="Biblioteket viser kalender og udlån")
        make_entry("Bogbus", summary="Biblioteket viser kalender og udlån")
        make_entry("Maling", summary="Pensler farver lærred")
        self.refresh()
        results = self.search(make_query("infoskærm"))
        titles = {hit.entry.title for hit in results.hits}
        assert {"Infoskærm", "Bogbus"} <= titles
        assert "Maling" not in titles
        assert (results.total, results.related) == (14, 0)

    def test_filters_and_pages_show_parts_of_the_same_list(
        self, of_libraries: list[SearchEntry], make_query: QueryMaker
    ) -> None:
        self.refresh()
        whole = self.titles(make_query("infoskærm"))
        pages = [self.titles(make_query("infoskærm", page=n, page_size=1)) for n in (1, 2, 3)]
        assert [title for page in pages for title in page] == whole
        assert self.titles(make_query("infoskærm", types=("supplier",))) == ["Lånekort"]
        by_name = make_query("infoskærm", sort="name")
        assert sorted(whole) == self.titles(by_name)

    @pytest.mark.usefixtures("compared")
    def test_what_has_the_words_and_lies_near_comes_before_what_only_has_them(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        for number in range(12):
            make_entry(f"Andet {number}", summary=f"ord{number} tal{number}")
        make_entry("Infoskærm", summary="Biblioteket viser kalender og udlån")
        make_entry("Maling", summary="Pensler farver lærred", body="infoskærm")
        make_entry("Bogbus", summary="Biblioteket kalender udlån", body="infoskærm")
        self.refresh()
        assert self.titles(make_query("infoskærm"))[:3] == ["Infoskærm", "Bogbus", "Maling"]

    @pytest.mark.usefixtures("compared")
    def test_what_is_linked_with_the_best_hit_lies_near_it(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        screen, maker = make_entry("Infoskærm"), make_entry("Firma", type="supplier")
        PageRelation.objects.create(
            source_id=maker.page_id, target_id=screen.page_id, kind="offers"
        )
        self.refresh()
        assert self.titles(make_query("infoskærm")) == ["Infoskærm", "Firma"]

    @pytest.mark.parametrize("hidden", ["private", "expired"])
    def test_nothing_hidden_fills_up(
        self, hidden: str, of_libraries: list[SearchEntry], make_query: QueryMaker
    ) -> None:
        self.refresh()
        assert "Bogbus" in self.titles(make_query("infoskærm"))
        page = of_libraries[1].page
        if hidden == "private":
            PageViewRestriction.objects.create(page=page, restriction_type="login")
        else:
            type(page).objects.filter(pk=page.pk).update(
                expire_at=timezone.now() - datetime.timedelta(minutes=1)
            )
        results = self.search(make_query("infoskærm"))
        assert [hit.entry.title for hit in results.hits] == ["Infoskærm", "Lånekort"]
        assert results.total == 2

    def test_a_changed_entry_is_compared_as_it_is_now(
        self, of_libraries: list[SearchEntry], make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        self.refresh()
        self.titles(make_query("infoskærm"))
        make_entry("Nyt", summary="Biblioteket viser kalender og udlån")
        self.refresh()
        assert "Nyt" in self.titles(make_query("infoskærm"))

    def test_nothing_is_filled_up_when_nothing_is_found_or_nobody_asks(
        self, of_libraries: list[SearchEntry], make_query: QueryMaker
    ) -> None:
        self.refresh()
        assert self.search(make_query("kvadratrod")).total == 0
        assert service.search(make_query("infoskærm"), related=False).total == 1

    def test_a_large_site_is_left_as_it_is(
        self,
        of_libraries: list[SearchEntry],
        make_query: QueryMaker,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(neighbours, "MAX_ENTRIES", 5)
        self.refresh()
        assert self.search(make_query("infoskærm")).total == 1
