"""The demo site is set up once, keeps editors' changes, and can be started anew."""

from __future__ import annotations

import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.test import RequestFactory, override_settings
from wagtail.models import Locale, Page, Site

from os2site.models import LoadedContent, Municipality, Term
from os2site.transfer import demo
from os2site.transfer.contract import TransferError
from os2site.transfer.demo import DemoContext, DemoFiles

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TERMS = DemoFiles(0, (("terms", "taxonomies.json"),))

#: Limits of wrong passwords go by the request.
LOGIN = RequestFactory().post("/")


@pytest.fixture(autouse=True)
def data_dir(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of the test's own, no chosen password, and the kernel's content only."""
    settings.DATA_DIR = tmp_path
    monkeypatch.delenv("OS2SITE_DEMO_PASSWORD", raising=False)
    monkeypatch.setattr(demo, "parts", lambda: [TERMS])
    yield tmp_path
    Site.clear_site_root_paths_cache()  # The next test has another site.


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("os2site_demo", *arguments, stdout=out)
    return out.getvalue()


@dataclass
class CountedPart:
    """A part that counts how often it is loaded."""

    content: str = "1"
    name: str = "counted"
    order: int = 50
    loads: list[str] = field(default_factory=list)

    def fingerprint(self, context: DemoContext) -> str:
        return self.content

    def load(self, context: DemoContext) -> None:
        self.loads.append(self.content)
        Term.objects.create(vocabulary="x", slug=f"s{len(self.loads)}", title="X")
        if self.content == "bad":
            raise TransferError("en fejl")


def use(monkeypatch: pytest.MonkeyPatch, parts: Sequence[Any]) -> None:
    monkeypatch.setattr(demo, "parts", lambda: list(parts))


def test_the_site_gets_languages_an_address_and_its_content() -> None:
    run()
    site = Site.objects.get(is_default_site=True)
    assert (site.hostname, site.port) == ("127.0.0.1", 8000)
    assert set(Locale.objects.values_list("language_code", flat=True)) == {"da", "en"}
    assert Term.objects.count() == 104


def test_a_real_address_is_left_alone() -> None:
    Site.objects.filter(is_default_site=True).update(hostname="www.eksempel.example", port=443)
    run()
    assert Site.objects.get(is_default_site=True).hostname == "www.eksempel.example"


def test_a_second_run_keeps_what_editors_changed() -> None:
    run()
    Term.objects.filter(vocabulary="category", slug="borger").update(title="Borgernes")
    Term.objects.filter(vocabulary="category", slug="kultur").delete()
    run()
    assert Term.objects.get(vocabulary="category", slug="borger").title == "Borgernes"
    assert not Term.objects.filter(vocabulary="category", slug="kultur").exists()


def test_a_part_is_loaded_again_only_when_its_content_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    part = CountedPart()
    use(monkeypatch, [part])
    run()
    run()
    part.content = "2"
    run()
    run()
    assert part.loads == ["1", "2"]


def test_a_part_that_fails_is_told_and_leaves_nothing_while_others_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    use(monkeypatch, [CountedPart(content="bad"), TERMS])
    with pytest.raises(CommandError, match="counted: en fejl"):
        run()
    assert not Term.objects.filter(vocabulary="x").exists()
    assert Term.objects.count() == 104
    assert list(LoadedContent.objects.values_list("name", flat=True)) == ["terms"]


def test_files_that_a_site_does_not_have_are_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    use(monkeypatch, [DemoFiles(0, (("municipalities", "municipalities.json"),))])
    with override_settings(OS2SITE={"DEMO_CONTENT": str(tmp_path)}):
        run()
    assert not Municipality.objects.exists()


def test_no_folder_with_content_is_an_error_in_words() -> None:
    with override_settings(OS2SITE={}), pytest.raises(CommandError, match="DEMO_CONTENT"):
        run()


def test_reset_loads_all_anew() -> None:
    run()
    root = Site.objects.get(is_default_site=True).root_page
    root.add_child(instance=Page(title="Egen side", slug="egen-side"))
    english = root.copy_for_translation(Locale.objects.get(language_code="en"))
    english.add_child(instance=Page(title="Own page", slug="own-page", locale=english.locale))
    Term.objects.filter(vocabulary="category", slug="borger").update(title="Borgernes")
    run("--reset")
    assert Term.objects.get(vocabulary="category", slug="borger").title != "Borgernes"
    assert Term.objects.count() == 104
    assert not Page.objects.filter(slug__in=["egen-side", "own-page"]).exists()


def test_the_password_is_random_private_and_stays(data_dir: Path) -> None:
    first = run().splitlines()[-1].split()[-1]
    assert run().splitlines()[-1].split()[-1] == first
    assert len(first) >= 16
    assert stat.S_IMODE((data_dir / "demo-password").stat().st_mode) == 0o600
    assert authenticate(LOGIN, username="admin", password=first) is not None
    assert authenticate(LOGIN, username="redaktoer", password=first) is not None


def test_only_the_administrator_may_do_all() -> None:
    run()
    users = get_user_model().objects
    assert users.get(username="admin").is_superuser
    editor = users.get(username="redaktoer")
    assert not editor.is_superuser
    assert editor.groups.exists()


def test_a_chosen_password_is_set_also_later(monkeypatch: pytest.MonkeyPatch) -> None:
    run()
    monkeypatch.setenv("OS2SITE_DEMO_PASSWORD", "valgt-af-os-selv")
    assert run().splitlines()[-1].endswith("valgt-af-os-selv")
    assert authenticate(LOGIN, username="admin", password="valgt-af-os-selv") is not None


def test_a_password_that_somebody_changed_is_neither_reset_nor_shown() -> None:
    shown = run().splitlines()[-1].split()[-1]
    admin = get_user_model().objects.get(username="admin")
    admin.set_password("skiftet-i-administrationen")
    admin.save()
    assert shown not in run()
    assert (
        authenticate(
            RequestFactory().post("/"), username="admin", password="skiftet-i-administrationen"
        )
        is not None
    )


def test_parts_come_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    orders = [part.order for part in demo.parts()]
    assert orders == sorted(orders)
    assert orders[0] == 0


def test_a_long_fingerprint_fits_its_column(monkeypatch: pytest.MonkeyPatch) -> None:
    part = CountedPart("page " * 40)
    use(monkeypatch, [part])
    run()
    run()
    assert part.loads == [part.content]
    stored = LoadedContent.objects.get(name=part.name)
    # SQLite would store more than the column's length; PostgreSQL refuses it.
    stored.full_clean()
