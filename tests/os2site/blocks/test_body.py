"""The blocks of a page's body."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail.blocks import StreamBlock
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from os2site.blocks import body_blocks, plain_text
from os2site.blocks.anchors import anchor_of, sections
from os2site.models import Document, Term
from tests.fixtures.site import IGNORE_OPEN_FILES, TwoLanguageSite


def body(*blocks: tuple[str, Any]) -> Any:
    return StreamBlock(body_blocks()).to_python(
        [{"type": name, "value": value} for name, value in blocks]
    )


def render(*blocks: tuple[str, Any]) -> BeautifulSoup:
    html = render_to_string(
        "os2site/blocks/stream.html",
        {"stream": body(*blocks)},
        request=RequestFactory().get("/"),
    )
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize(
    ("title", "anchor"),
    [("Det får I", "det-faar-i"), ("Økonomi & æbler", "oekonomi-aebler"), ("???", "afsnit")],
)
def test_anchors_keep_danish_words_readable(title: str, anchor: str) -> None:
    assert anchor_of(title) == anchor


def test_headings_are_sections_with_an_address(db: None) -> None:
    assert render(("heading", "Det får I")).h2["id"] == "det-faar-i"
    found = sections(body(("heading", "Det får I"), ("text", "<p>x</p>"), ("heading", "Tal")))
    assert [section.id for section in found] == ["det-faar-i", "tal"]


def test_texts_are_escaped(db: None) -> None:
    evil = "<script>alert(1)</script>"
    page = render(
        ("heading", evil),
        ("list", [evil]),
        ("quote", {"text": evil, "source": evil}),
        ("steps", [{"title": evil, "text": evil}]),
        ("cards", [{"title": evil, "text": evil}]),
        ("action", {"title": evil, "text": evil, "button": evil, "page": None, "url": "/x"}),
    )
    assert page.find("script") is None
    assert page.get_text().count(evil) == 11


def test_steps_are_an_ordered_list(db: None) -> None:
    page = render(("steps", [{"title": "Hent", "text": ""}, {"title": "Send", "text": "Snart"}]))
    assert [item.strong.string for item in page.ol.find_all("li")] == ["Hent", "Send"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ((), ["h2", "h2"]),
        ((("text", "<p>Først</p>"),), ["h2", "h2"]),
        ((("levels", {"title": ""}),), ["h2", "h2"]),
        ((("levels", {"title": "Niveauer"}),), ["h3", "h3"]),
        ((("heading", "Grupper"),), ["h3", "h3"]),
        ((("text", "<h2>Grupper</h2>"),), ["h3", "h3"]),
    ],
)
def test_titles_of_blocks_skip_no_level(
    first: tuple[tuple[str, Any], ...], expected: list[str], db: None
) -> None:
    page = render(
        *first,
        ("cards", [{"title": "Styregruppe", "text": ""}]),
        ("action", {"title": "Kom med", "text": "", "button": "B", "page": None, "url": "/x/"}),
    )
    titles = [page.find(string=title).parent.name for title in ("Styregruppe", "Kom med")]
    assert titles == expected


def test_levels_come_from_the_vocabulary_in_order(two_languages: TwoLanguageSite) -> None:
    for slug, order in (("1", 1), ("sandkasse", 0)):
        Term.objects.create(
            vocabulary="governance_level",
            slug=slug,
            title=f"Niveau {slug}",
            order=order,
            attributes={"criteria_own": 6},
            locale=two_languages.home.locale,
        )
    page = render(("levels", {"title": ""}))
    assert [item.get_text(strip=True) for item in page.find_all("dt")] == [
        "Niveau sandkasse",
        "Niveau 1",
    ]
    assert "6" in page.dd.get_text()


@IGNORE_OPEN_FILES
def test_picture_needs_an_alternative_or_the_mark_decorative(db: None) -> None:
    image = get_image_model().objects.create(title="Foto", file=get_test_image_file())
    block = StreamBlock(body_blocks()).child_blocks["picture"]

    def value(**facts: Any) -> Any:
        return block.to_python({"image": {"image": image.pk, **facts}, "caption": ""})

    with pytest.raises(ValidationError):
        block.clean(value(alt_text="", decorative=False))
    block.clean(value(alt_text="", decorative=True))
    page = render(
        ("picture", {"image": {"image": image.pk, "alt_text": "En hund", "decorative": False}}),
        ("picture", {"image": {"image": image.pk, "alt_text": "x", "decorative": True}}),
    )
    assert [tag["alt"] for tag in page.find_all("img")] == ["En hund", ""]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example", "data:text/html,x", ""])
def test_action_refuses_addresses_that_a_browser_should_not_follow(db: None, url: str) -> None:
    block = StreamBlock(body_blocks()).child_blocks["action"]
    value = block.to_python({"title": "T", "text": "", "button": "B", "page": None, "url": url})
    with pytest.raises(ValidationError):
        block.clean(value)


def test_links_to_pages_show_only_while_these_are_public(two_languages: TwoLanguageSite) -> None:
    page = two_languages.add("Om os")
    blocks = (
        ("action", {"title": "T", "text": "", "button": "B", "page": page.pk, "url": ""}),
        ("related", {"title": "", "pages": [page.pk]}),
    )
    assert [link["href"] for link in render(*blocks).find_all("a")] == ["/om-os/", "/om-os/"]
    page.unpublish()
    assert render(*blocks).find_all("a") == []


def test_documents_show_only_approved_ones(db: None) -> None:
    values = {"type": "rapport", "url": "https://files.example/r.pdf"}
    shown = Document.objects.create(title="Rapport", state="godkendt", **values)
    draft = Document.objects.create(title="Kladde", state="udkast", **values)
    page = render(("documents", {"title": "Filer", "documents": [shown.pk, draft.pk]}))
    assert [row.th.get_text(strip=True) for row in page.tbody.find_all("tr")] == ["Rapport"]


def test_plain_text_has_the_words_and_no_markup_or_addresses(db: None) -> None:
    stream = body(
        ("heading", "Det får I"),
        ("text", "<p>Kode &amp; <b>data</b></p><p>Mere</p>"),
        ("list", ["Et punkt"]),
        ("action", {"title": "Kom med", "text": "", "button": "Ja", "page": None, "url": "/x/"}),
    )
    text = plain_text(stream)
    assert "Kode & data" in text
    assert "<" not in text
    assert "/x/" not in text
    assert text.splitlines()[0] == "Det får I"
    assert plain_text(body()) == ""


@pytest.mark.parametrize("name", [name for name, __ in body_blocks()])
def test_every_block_tells_editors_what_it_is(name: str) -> None:
    block = StreamBlock(body_blocks()).child_blocks[name]
    assert str(block.label)
    assert str(block.meta.group)
    assert str(block.get_description())
    assert block.meta.icon not in {"", "placeholder"}


@pytest.mark.parametrize(
    "name", ["heading", "text", "list", "quote", "steps", "cards", "levels", "sizes", "action"]
)
def test_blocks_have_a_preview(db: None, name: str) -> None:
    block = StreamBlock(body_blocks()).child_blocks[name]
    assert block.is_previewable
    value = block.get_preview_value()
    html = render_to_string(
        block.get_preview_template(value), {"bound_block": block.bind(value), "page_title": name}
    )
    assert "<main" in html
