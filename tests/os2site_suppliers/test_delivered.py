"""Products of a supplier, from both sides."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from os2site.search import projection
from os2site_suppliers.services.delivered import StatedBy, delivered
from tests.factories.news import news
from tests.factories.suppliers import offers, product, supplied_by, supplier

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_product_that_both_sides_name_is_one_line_with_the_products_facts() -> None:
    page = supplier()
    display = product(
        suppliers=supplied_by(page, roles=["drift"], active=True, source="README.md", note="Ja.")
    )
    page.products = offers(display)
    page.save()
    (line,) = delivered(supplier=page)
    assert (line.title, line.roles, line.active) == ("OS2display", ("drift",), True)
    assert (line.source, line.note, line.stated_by) == ("README.md", "Ja.", StatedBy.BOTH)


def test_what_only_one_side_says_is_told_apart() -> None:
    own = product("OS2mo")
    page = supplier(products=offers(own))
    other = product("OS2forms", suppliers=supplied_by(page, roles=["udvikling"]))
    lines = {line.page.pk: line for line in delivered(supplier=page)}
    assert lines[own.pk].stated_by is StatedBy.SUPPLIER
    assert lines[own.pk].active is None
    assert lines[other.pk].stated_by is StatedBy.PRODUCT


def test_what_is_no_product_is_no_work_of_the_supplier() -> None:
    page = supplier()
    news("Ny leverandør", related=[page])
    assert delivered(supplier=page) == []


def test_a_product_in_two_languages_is_one_line_in_the_suppliers_own() -> None:
    page = supplier()
    display = product(suppliers=supplied_by(page, note="Ja."))
    english = display.copy_for_translation(Locale.objects.create(language_code="en"), True)
    english.suppliers = supplied_by(page, note="Yes.")
    english.save_revision().publish()
    page.products = offers(english)
    page.save()
    (line,) = delivered(supplier=page)
    assert (line.page.pk, line.note, line.stated_by) == (display.pk, "Ja.", StatedBy.BOTH)
    display.unpublish()
    (line,) = delivered(supplier=page)
    assert (line.page.pk, line.note) == (english.pk, "Yes.")


def test_work_that_has_ended_comes_last() -> None:
    page = supplier()
    product("Aaa", suppliers=supplied_by(page, active=False))
    product("Bbb", suppliers=supplied_by(page, active=None))
    product("Ccc", suppliers=supplied_by(page, active=True))
    assert [line.title for line in delivered(supplier=page)] == ["Bbb", "Ccc", "Aaa"]


def test_a_draft_product_is_shown_from_neither_side() -> None:
    page = supplier()
    draft = product("OS2mo", live=False, suppliers=supplied_by(page))
    page.products = offers(draft)
    page.save()
    assert delivered(supplier=page) == []


def test_an_unpublished_product_disappears() -> None:
    page = supplier()
    display = product(suppliers=supplied_by(page))
    assert len(delivered(supplier=page)) == 1
    display.unpublish()
    assert delivered(supplier=page) == []


def test_a_draft_shows_the_rows_that_are_not_saved() -> None:
    page = supplier()
    page.products = offers(product())
    assert [line.title for line in delivered(supplier=page)] == ["OS2display"]


def test_the_number_of_queries_does_not_grow_with_the_products() -> None:
    def count(page: Any) -> int:
        with CaptureQueriesContext(connection) as queries:
            delivered(supplier=page)
        return len(queries)

    one, many = supplier("En"), supplier("Mange")
    product("OS2a", suppliers=supplied_by(one))
    with projection.batch():
        for number in range(30):
            product(f"OS2 nr {number}", suppliers=supplied_by(many))
    one.refresh_from_db()
    many.refresh_from_db()
    count(one)  # Fills the caches of content types and site roots.
    assert count(one) == count(many)
    assert len(delivered(supplier=many)) == 30
