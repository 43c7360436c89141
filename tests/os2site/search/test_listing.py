"""Which options of a facet are in sight, and which wait behind "show more"."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from os2site.search import listing
from os2site.search.listing import SHOWN_OPTIONS
from tests.os2site.search.conftest import EntryMaker

pytestmark = pytest.mark.django_db

MORE = re.compile(r'<details class="facet__more">(.*?)</details>', re.DOTALL)


def shelf(make_entry: EntryMaker, values: int) -> None:
    """Entries with as many values, the first one the most frequent."""
    for number in range(values):
        make_entry(
            f"Skærm {number}", facets={"category": [f"c{item:02}" for item in range(number + 1)]}
        )


def options(client: Client, address: str) -> tuple[list[str], list[str]]:
    """Values in sight, and those behind "show more"."""
    html = client.get(address).content.decode()
    facet = html[html.index("<legend>Category</legend>") : html.index("</fieldset>")]
    behind = MORE.findall(facet)
    assert len(behind) <= 1
    hidden = re.findall(r'value="(c\d+)"', behind[0]) if behind else []
    seen = re.findall(r'value="(c\d+)"', MORE.sub("", facet))
    return seen, hidden


def test_the_first_options_are_in_sight(client: Client, make_entry: EntryMaker) -> None:
    shelf(make_entry, 12)
    seen, hidden = options(client, "/soeg/?q=skærm")
    assert seen == [f"c{number:02}" for number in range(SHOWN_OPTIONS)]
    assert hidden == ["c08", "c09", "c10", "c11"]


def test_chosen_options_are_in_sight_wherever_they_stand(
    client: Client, make_entry: EntryMaker
) -> None:
    shelf(make_entry, 12)
    seen, hidden = options(client, "/soeg/?q=skærm&category=c10&category=c02")
    assert seen == [*(f"c{number:02}" for number in range(SHOWN_OPTIONS)), "c10"]
    assert hidden == ["c08", "c09", "c11"]


@pytest.mark.parametrize("values", [1, SHOWN_OPTIONS, SHOWN_OPTIONS + 1])
def test_a_single_option_is_not_hidden(client: Client, make_entry: EntryMaker, values: int) -> None:
    shelf(make_entry, values)
    seen, hidden = options(client, "/soeg/?q=skærm")
    assert (len(seen), hidden) == (values, [])


def test_show_more_says_how_many_and_of_what(client: Client, make_entry: EntryMaker) -> None:
    shelf(make_entry, 12)
    html = client.get("/soeg/?q=skærm").content.decode()
    assert '<summary>Vis 4 flere<span class="sr-only"> under Category</span></summary>' in html


def legends(client: Client, address: str) -> tuple[list[str], list[str]]:
    """Names of the filters in sight, and of those behind "more filters"."""
    html = client.get(address).content.decode()
    before, found, behind = html.partition('<details class="facets__further">')
    name = re.compile(r"<legend>(.*?)</legend>")
    return name.findall(before), name.findall(behind) if found else []


@pytest.fixture
def two_types(make_entry: EntryMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    """Entries of two types, of which the first filter alone is common to both."""
    monkeypatch.setattr(listing, "SHOWN_FACETS", 1)
    make_entry("Skærm", facets={"level": ["2"], "category": ["it"]})
    make_entry("Skærmen", type="supplier", facets={"region": ["syd"], "category": ["it"]})


@pytest.mark.usefixtures("two_types")
def test_among_all_types_what_they_share_is_in_sight(client: Client) -> None:
    seen, hidden = legends(client, "/soeg/?q=skærm")
    assert seen == ["Category"]
    assert set(hidden) == {"Level", "Region"}


@pytest.mark.usefixtures("two_types")
def test_a_filter_with_a_choice_is_in_sight_and_a_single_other_one_too(client: Client) -> None:
    assert legends(client, "/soeg/?q=skærm&region=syd") == (["Category", "Level", "Region"], [])


@pytest.mark.usefixtures("two_types")
def test_what_is_behind_more_filters_is_sent_like_the_rest(client: Client) -> None:
    html = client.get("/soeg/?q=skærm").content.decode()
    form = html[html.index("<form", html.index('class="facets"')) :]
    form = form[: form.index("</form>")]
    assert "<summary>2 filtre mere</summary>" in form
    assert 'name="level" value="2"' in form
