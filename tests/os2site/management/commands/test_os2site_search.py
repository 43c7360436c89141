"""The search command on a site whose plain pages are projected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings
from wagtail.models import Page, Site

from os2site.models import SearchEntry
from os2site.plugins import PageType, PluginConfig, registry
from os2site.search.engines import database
from os2site.search.types import EntryDraft, SearchType
from tests.os2site.search.conftest import site  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db


def project(page: Page) -> Sequence[EntryDraft]:
    """Every page below the front page is an entry."""
    return [EntryDraft(title=page.title, slug=page.slug)] if page.depth > 2 else []


TYPES = (SearchType("page", "Page", "Pages", "page", project),)


class PlainPages(PluginConfig):
    name = __name__
    label = "plain_pages"
    compatible = "<100"
    version = "1.0"
    path = str(Path(__file__).parent)
    page_types = (PageType("page", "wagtailcore.Page", "Page"),)
    search_types = f"{__name__}.TYPES"


@pytest.fixture(autouse=True)
def _plain_pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    plugin = PlainPages(__name__, None)
    monkeypatch.setattr(registry, "installed", lambda: [plugin])
    registry.clear()
    yield
    registry.clear()


@pytest.fixture
def make_page(site: Site) -> Callable[[str], Page]:  # noqa: F811
    def make(title: str) -> Page:
        return site.root_page.specific.add_child(instance=Page(title=title, slug=title.lower()))

    return make


def run(*args: str) -> str:
    out = StringIO()
    call_command("os2site_search", *args, stdout=out)
    return out.getvalue()


def titles() -> list[str]:
    return sorted(SearchEntry.objects.values_list("title", flat=True))


def test_rebuild_projects_all_pages_and_fills_the_index(make_page: Callable[[str], Page]) -> None:
    make_page("Bord")
    make_page("Stol")

    output = run("rebuild")

    assert titles() == ["Bord", "Stol"]
    assert "database: 2 entries" in output
    assert "agree" in run("check")


def test_check_finds_a_page_without_its_entry(make_page: Callable[[str], Page]) -> None:
    make_page("Bord")

    with pytest.raises(CommandError, match="1 differences"):
        run("check")


def test_check_finds_an_entry_of_an_unpublished_page(make_page: Callable[[str], Page]) -> None:
    page = make_page("Bord")
    run("rebuild")
    Page.objects.filter(pk=page.pk).update(live=False)

    with pytest.raises(CommandError):
        run("check")
    run("sync")
    assert titles() == []
    run("check")


def test_sync_repairs_the_index(make_page: Callable[[str], Page]) -> None:
    page = make_page("Bord")
    make_page("Stol")
    run("rebuild")
    first, second = SearchEntry.objects.order_by("pk")
    database.delete(first)
    SearchEntry.objects.filter(pk=second.pk).update(content_hash="changed by hand")
    with pytest.raises(CommandError):
        run("check")

    run("sync")

    assert "agree" in run("check")
    assert page.title == "Bord"


def test_rebuild_deletes_entries_of_types_that_are_gone(
    make_page: Callable[[str], Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_page("Bord")
    run("rebuild")
    SearchEntry.objects.update(type="gone")

    run("rebuild")

    assert list(SearchEntry.objects.values_list("type", flat=True)) == ["page"]


@pytest.mark.usefixtures("site")
def test_analyze_shows_what_is_indexed_and_searched() -> None:
    output = run("analyze", "mødelokaler til OS 2 forms")

    assert "moedelokale" in output
    assert "os2forms" in output
    assert "3 groups" in output


def test_eval_prints_the_measures(make_page: Callable[[str], Page], tmp_path: Path) -> None:
    make_page("Bord")
    run("rebuild")
    path = tmp_path / "judgements.csv"
    path.write_text("query,class,doc,grade\nborde,name,page/bord,3\nstol,name,page/stol,3\n")

    lines = run("eval", str(path)).splitlines()

    assert lines[0] == "engine database"
    assert lines[-2].split() == ["all", "2", "0.500", "0.500", "0.500"]
    assert lines[-1] == "answers shown: 0, wrong: 0"


@pytest.mark.usefixtures("site")
def test_eval_says_when_it_cannot(tmp_path: Path, settings: Settings) -> None:
    settings.OS2SITE = {**settings.OS2SITE, "ELASTICSEARCH_URLS": ()}
    with pytest.raises(CommandError):
        run("eval", str(tmp_path / "missing.csv"))
    path = tmp_path / "judgements.csv"
    path.write_text("query,class,doc,grade\nborde,name,page/bord,3\n")
    with pytest.raises(CommandError, match="ELASTICSEARCH_URLS"):
        run("eval", str(path), "--engine", "elasticsearch")
