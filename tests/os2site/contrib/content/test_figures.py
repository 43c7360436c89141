"""Key figures that editors keep."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from wagtail.models import Locale, Site

from os2site.services.key_figures import collect
from tests.factories.content import make_figure

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("unit", "whole", "shown"),
    [
        ("af 98 kommuner", 98, ""),
        ("of 98 municipalities", 98, ""),
        ("medlemmer", None, ""),
        ("mio. kr. (knap)", None, "mio. kr. (knap)"),
        ("", None, ""),
    ],
)
def test_a_unit_is_the_whole_or_shown_where_the_title_does_not_say_it(
    unit: str, whole: int | None, shown: str
) -> None:
    figure = make_figure("tal", 93, title="Offentlige medlemmer", unit=unit)

    assert (figure.whole, figure.shown_unit) == (whole, shown)


def test_a_figure_is_shown_with_date_and_source() -> None:
    make_figure("dateret", 76, as_of="2019-10")
    make_figure("ny", 77, as_of=f"{timezone.localdate():%Y}")
    make_figure("udateret", 66)
    make_figure("opdigtet", 1, demo=True)

    with translation.override("da"):
        shown = {figure.name: figure.note for figure in collect(site=Site.objects.get())}
    assert re.fullmatch(
        r"Oplyst af foreningen, oktober 2019, over \d+ år gammelt", shown["dateret"]
    )
    assert shown["ny"] == f"Oplyst af foreningen, {timezone.localdate():%Y}"
    assert shown["udateret"] == "Oplyst af foreningen, uden dato"
    assert shown["opdigtet"] == "Opdigtet tal"


def test_a_figure_speaks_the_visitors_language_where_it_is_translated() -> None:
    english, __ = Locale.objects.get_or_create(language_code="en")
    figure = make_figure("medlemmer", 76, title="Medlemmer")
    make_figure("kun-dansk", 5, title="Regioner")
    copy = figure.copy_for_translation(english)
    copy.title = "Members"
    copy.save()

    def labels(language: str) -> list[str]:
        with translation.override(language):
            names = ["medlemmer", "kun-dansk"]
            return [item.label for item in collect(site=Site.objects.get(), names=names)]

    assert labels("en") == ["Members", "Regioner"]
    assert labels("da") == ["Medlemmer", "Regioner"]


@pytest.mark.parametrize("as_of", ["i fjor", "2025-13", "2025-02-30", "2999"])
def test_a_figure_is_of_a_day_that_has_been(as_of: str) -> None:
    figure = make_figure("tal", 76)
    figure.as_of = as_of
    with pytest.raises(ValidationError, match="as_of"):
        figure.full_clean()
