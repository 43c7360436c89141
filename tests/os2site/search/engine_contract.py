"""What every engine must do; subclasses name the engine and bring its index up to date."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from os2site.models import DisabledPlugin
from os2site.search.query import clean_text
from tests.os2site.search.conftest import EntryMaker, QueryMaker
from tests.os2site.search.engine_contract_facets import FacetContract
from tests.os2site.search.engine_contract_near import NearContract
from tests.os2site.search.engine_contract_words import WordsContract

HOSTILE = [
    "x" * 100_000,
    " ".join(f"ord{number}" for number in range(1000)),
    '"; DROP TABLE os2site_searchentry; --',
    "AND OR NOT NEAR( * ^ : {title} : \" ' ) + - && || !",
    "titel* AND (skærm OR",
    "a\x00b",
    "😀 🏳️‍🌈",
    "\u202eskærm\u2066\u200f",
    "\\",
    "'",
    "%_%",
    "<script>alert(1)</script>",
    "\ue000skærm\ue001",
    "\ud83d",
    "n_skaerm p_skaerm s_skaerm",
    "   ",
    "og i at",
]


class EngineContract(FacetContract, NearContract, WordsContract):
    """Tests of one engine through the search service."""

    # Matching

    @pytest.mark.parametrize(
        ("text", "title"),
        [
            ("infoskærme", "Infoskærm"),
            ("bog", "Bøger til alle"),
            ("mænd", "En mand"),
            ("numre", "Nummer"),
            ("Aarhus", "Århus"),
            ("Århus", "Aarhus"),
            ("hoering", "Høring"),
            ("arsmøde", "Årsmøde"),
            ("lokale", "Mødelokaler"),
            ("svar på høring", "Høringssvar"),
            ("høringssvar", "Svar på høringer"),
            ("OS 2 forms", "OS2forms"),
            ("os2-forms", "OS2forms"),
            ("forms", "OS2forms"),
            ("os2forms", "OS2 forms"),
            ("borger-pc", "OS2borgerPC"),
            ("os2 borger pc", "OS2borgerPC"),
            ("pc'er", "En pc"),
            ("os2s", "OS2"),
            ("niras", "NIRAS"),
        ],
    )
    def test_finds_the_word_in_its_other_forms(
        self, make_entry: EntryMaker, make_query: QueryMaker, text: str, title: str
    ) -> None:
        make_entry(title)
        make_entry("Noget helt andet")
        self.refresh()
        assert self.titles(make_query(text)) == [title]

    @pytest.mark.parametrize("field", ["title", "summary", "body", "extra", "documents"])
    def test_searches_every_field(
        self, make_entry: EntryMaker, make_query: QueryMaker, field: str
    ) -> None:
        make_entry(**{"title": "Titel", field: "valgtilforordnede"})
        self.refresh()
        assert self.search(make_query("valgtilforordnet")).total == 1

    def test_a_question_of_little_words_finds_titles_that_ask_it(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Hvad får vi ud af at være medlem?")
        make_entry("Hvad er det?")
        make_entry("Noget helt andet")
        self.refresh()
        found = self.titles(make_query("hvad får vi ud af at være med"))
        assert found[0] == "Hvad får vi ud af at være medlem?"
        assert "Noget helt andet" not in found

    def test_a_match_in_the_title_comes_before_one_in_the_body(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Kalender", body="Her står noget om booking.")
        make_entry("Booking", body="Her står noget om kalendere.")
        for number in range(5):
            make_entry(f"Andet {number}", body="Ingen af delene.")
        self.refresh()
        assert self.titles(make_query("booking")) == ["Booking", "Kalender"]

    def test_an_entry_with_that_very_name_comes_first(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("OS2forms og OS2forms", summary="OS2forms OS2forms", body="OS2forms " * 20)
        make_entry("OS2forms", body="Lang tekst om noget. " * 50)
        self.refresh()
        assert self.titles(make_query("os2 forms"))[0] == "OS2forms"

    def test_boost_lowers_what_has_ended(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Temadag om skybrud", boost=0.3)
        make_entry("Temadag om skybrud", boost=1.0, slug="new")
        make_entry("Andet")
        self.refresh()
        assert [hit.entry.boost for hit in self.search(make_query("skybrud")).hits] == [1.0, 0.3]

    def test_english_pages_are_analysed_as_english(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Members and municipalities", language="en")
        self.refresh()
        assert self.search(make_query("municipality", language="en")).total == 1
        assert self.search(make_query("the member", language="en")).total == 1

    def test_no_match_is_an_empty_answer(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Skærm", facets={"category": ["borger"]})
        self.refresh()
        results = self.search(make_query("parkometer"))
        assert (results.total, list(results.hits)) == (0, [])

    def test_a_text_that_finds_little_is_widened(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Skærm og bord", facets={"category": ["borger"]})
        make_entry("Skærm", facets={"category": ["kultur"]})
        make_entry("Stol")
        self.refresh()
        text = "skærm bord lampe tæppe gardin"
        assert self.titles(make_query(text)) == ["Skærm og bord", "Skærm"]
        chosen = self.search(make_query(text, facets={"category": ("kultur",)}))
        assert [hit.entry.title for hit in chosen.hits] == ["Skærm"]
        assert self.counts(chosen, "category") == {"borger": 1, "kultur": 1}

    def test_a_text_that_finds_enough_is_not_widened(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        for number in range(6):
            make_entry(f"Skærm og bord {number}")
        make_entry("Skærm")
        self.refresh()
        assert self.search(make_query("skærm bord lampe tæppe gardin")).total == 6

    @pytest.mark.parametrize("text", HOSTILE)
    def test_survives_any_text(
        self, make_entry: EntryMaker, make_query: QueryMaker, text: str
    ) -> None:
        make_entry("Skærm")
        self.refresh()
        for value in (text, clean_text(text)):
            results = self.search(make_query(value[:400]))
            assert results.total in {0, 1}
            for hit in results.hits:
                assert "<script" not in hit.title

    # Sorting and pages

    def test_names_sort_in_danish_order(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        names = ["Åben", "Zebra", "Østers", "Æble", "abe", "Aalborg", "OS2 10", "OS2 9", "Émile"]
        for name in names:
            make_entry(name)
        self.refresh()
        assert self.titles(make_query(sort="name")) == [
            "abe",
            "Émile",
            "OS2 9",
            "OS2 10",
            "Zebra",
            "Æble",
            "Østers",
            "Åben",
            "Aalborg",
        ]

    def test_newest_first_with_undated_last(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Skærm gammel", days=-30)
        make_entry("Skærm uden dato")
        make_entry("Skærm ny", days=-1)
        self.refresh()
        expected = ["Skærm ny", "Skærm gammel", "Skærm uden dato"]
        assert self.titles(make_query("skærm", sort="date")) == expected
        assert self.titles(make_query()) == expected

    def test_pages_cover_all_hits_once(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        for number in range(7):
            make_entry(f"Skærm {number}")
        self.refresh()
        seen: list[str] = []
        for page in (1, 2, 3):
            results = self.search(make_query("skærm", page=page, page_size=3))
            assert (results.total, results.page_count) == (7, 3)
            seen += [hit.entry.title for hit in results.hits]
        assert sorted(seen) == [f"Skærm {number}" for number in range(7)]

    def test_beyond_the_last_page_is_empty(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Skærm")
        self.refresh()
        for page in (2, 99_999):
            results = self.search(make_query("skærm", page=page, page_size=100))
            assert (results.total, list(results.hits)) == (1, [])

    # Highlights

    def test_matches_are_marked_and_markup_is_escaped(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry(
            "<b>Infoskærme</b> & mere",
            summary="Styr alle <script>alert('skærm')</script> infoskærmene.",
        )
        self.refresh()
        hit = self.search(make_query("infoskærm")).hits[0]
        assert hit.title == "&lt;b&gt;<mark>Infoskærme</mark>&lt;/b&gt; &amp; mere"
        assert "<mark>infoskærmene</mark>" in hit.snippet
        assert "<script" not in hit.snippet

    def test_the_snippet_shows_where_the_body_matches(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        filler = "Her er en sætning uden betydning. " * 40
        make_entry("Titel", summary="Kort.", body=f"{filler}Vi har nye mødelokaler. {filler}")
        self.refresh()
        hit = self.search(make_query("mødelokale")).hits[0]
        assert "<mark>mødelokaler</mark>" in hit.snippet
        assert len(hit.snippet) < 300

    def test_private_use_characters_in_content_are_no_marks(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        make_entry("Skærm \ue000x\ue001", summary="\ue001\ue000")
        self.refresh()
        hit = self.search(make_query("skærm")).hits[0]
        assert hit.title == "<mark>Skærm</mark> x"

    # Visibility

    def test_expired_pages_are_neither_found_nor_counted(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        past = timezone.now() - datetime.timedelta(minutes=1)
        entry = make_entry("Skærm", facets={"category": ["borger"]}, expires_at=past)
        Page.objects.filter(pk=entry.page_id).update(expire_at=past)
        self.refresh()
        self._assert_hidden(make_query)

    def _assert_hidden(self, make_query: QueryMaker) -> None:
        for text in ("skærm", ""):
            results = self.search(make_query(text))
            assert results.total == 0
            assert not results.hits
            assert self.counts(results, "type") == {"product": 0, "supplier": 0}
            assert self.counts(results, "category") == {}

    def test_other_sites_and_languages_stay_apart(
        self, make_entry: EntryMaker, make_query: QueryMaker, site: Site
    ) -> None:
        root = Page.objects.get(depth=1)
        other_home = root.add_child(instance=Page(title="Other", slug="other"))
        other = Site.objects.create(hostname="other.example", root_page=other_home)
        make_entry("Skærm her")
        make_entry("Skærm der", on_site=other)
        make_entry("Skærm abroad", language="en")
        self.refresh()
        for query, title in [
            (make_query("skærm"), "Skærm her"),
            (make_query("skærm", site=other), "Skærm der"),
            (make_query("skærm", language="en"), "Skærm abroad"),
        ]:
            assert self.titles(query) == [title]
            results = self.search(query)
            assert results.total == 1
            assert self.counts(results, "type") == {"product": 1, "supplier": 0}

    def test_a_switched_off_plugin_shows_nothing(
        self, make_entry: EntryMaker, make_query: QueryMaker, site: Site
    ) -> None:
        make_entry("Skærm", facets={"category": ["borger"]})
        make_entry("Skærm til leje", type="supplier")
        self.refresh()
        DisabledPlugin.objects.create(site=site, label="product_shelf")
        results = self.search(make_query("skærm"))
        assert [hit.entry.title for hit in results.hits] == ["Skærm til leje"]
        assert self.counts(results, "type") == {"supplier": 1}

    def test_no_active_type_is_an_empty_answer(
        self, make_entry: EntryMaker, make_query: QueryMaker, site: Site
    ) -> None:
        make_entry("Skærm")
        self.refresh()
        for label in ("product_shelf", "supplier_shelf"):
            DisabledPlugin.objects.create(site=site, label=label)
        assert self.search(make_query("skærm")).total == 0

    def test_private_pages_are_never_shown(
        self, make_entry: EntryMaker, make_query: QueryMaker
    ) -> None:
        section = make_entry("Afdeling").page
        make_entry("Skærm", parent=section)
        self.refresh()
        PageViewRestriction.objects.bulk_create(
            [PageViewRestriction(page=section, restriction_type=PageViewRestriction.LOGIN)]
        )
        results = self.search(make_query("skærm"))
        assert (results.total, list(results.hits)) == (0, [])

    def test_the_number_of_queries_does_not_grow(
        self,
        make_entry: EntryMaker,
        make_query: QueryMaker,
        django_assert_max_num_queries,
        django_assert_num_queries,
    ) -> None:
        make_entry("Skærm", facets={"category": ["borger"]})
        self.refresh()
        self.search(make_query("skærm"))  # Reads the words, unless a test before did.
        with django_assert_max_num_queries(13) as captured:
            self.search(make_query("skærm"))
        for number in range(6):
            make_entry(f"Skærm {number}", facets={"category": [f"c{number}"]})
        self.refresh()
        with django_assert_num_queries(len(captured)):
            assert self.search(make_query("skærm")).total == 7
