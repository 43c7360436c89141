"""Pictures of the demo's news, and what is told of them when a page is shared."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from os2site.conf import get_settings
from os2site.contrib.news.demo.drawings import DRAWINGS, SIZE, draw
from os2site.contrib.news.demo.pictures import PICTURES, Pictures
from os2site.contrib.news.pages.models import NewsPage
from os2site.transfer.contract import TransferContext
from os2site.transfer.demo import DemoContext
from tests.factories.news import news as make_news
from tests.fixtures.site import IGNORE_OPEN_FILES

pytestmark = IGNORE_OPEN_FILES


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_drawing_is_a_small_png_of_few_colours(name: str) -> None:
    data = draw(name)
    image = Image.open(io.BytesIO(data))
    assert (image.size, image.format) == (SIZE, "PNG")
    assert len(data) < 20_000
    assert len(image.convert("RGB").getcolors(256) or []) > 2


@pytest.fixture
def news(db: None, settings: object, tmp_path: Path) -> NewsPage:
    """A piece of news with the demo's picture, loaded twice as an upgrade would."""
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    slug = next(iter(PICTURES))
    make_news("Nyt", slug=slug)
    context = DemoContext(
        Path(get_settings().demo_content), TransferContext.current(), lambda line: None
    )
    for __ in range(2):
        Pictures().load(context)
    return NewsPage.objects.get(slug=slug)


def test_picture_is_responsive_described_and_shared(news: NewsPage, client: Client) -> None:
    assert get_image_model().objects.count() == 1
    soup = BeautifulSoup(client.get(news.url).content, "html.parser")
    picture = soup.select_one("figure.picture img")
    assert picture is not None
    assert picture["alt"] == news.image_alt != ""
    assert int(str(picture["width"])) / int(str(picture["height"])) == pytest.approx(16 / 9, 0.01)
    assert "360w" in str(picture["srcset"]) or "360w" in str(soup.select_one("picture source"))
    shared = soup.select_one('meta[property="og:image"]')
    assert shared is not None
    assert str(shared["content"]).startswith("http://localhost/")
    article = next(
        script.get_text()
        for script in soup.select('script[type="application/ld+json"]')
        if "NewsArticle" in script.get_text()
    )
    assert json.loads(article)["image"] == shared["content"]


def test_private_picture_is_not_told_of(news: NewsPage, client: Client) -> None:
    assert news.image is not None
    CollectionViewRestriction.objects.create(
        collection=news.image.collection, restriction_type=CollectionViewRestriction.LOGIN
    )
    assert b"og:image" not in client.get(news.url).content
    PageViewRestriction.objects.create(page=news, restriction_type=PageViewRestriction.LOGIN)
    answer = client.get(news.url, follow=True)
    assert b"eksempel-" not in answer.content
