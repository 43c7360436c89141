"""Following a product: as RSS, and by mail that is confirmed, told of whole days, and stopped."""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.text import slugify

from os2site import due_work, links, personal_data
from os2site.mail import outbox
from os2site.mail.unsubscribe import PURPOSE
from os2site.models import OutgoingMail
from os2site.page_types import base_page_model
from os2site_events.pages.models import EventIndexPage
from os2site_products.models import ProductFollower, ProductMove
from os2site_products.pages.models import ProductIndexPage
from os2site_products.services import follow
from os2site_products.services.updates import updates
from tests.factories.events import make_event, make_index
from tests.factories.products import ProductFactory
from tests.fixtures.forms import protection
from tests.fixtures.mail import MailServer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ADDRESS = "anne@kommune.example"


@pytest.fixture
def product(index: ProductIndexPage) -> Any:
    return ProductFactory(parent=index, title="OS2sag")


def news_about(product: Any, title: str, *, days_ago: int = 1) -> Any:
    """A page about the product that came out some days ago."""
    events = EventIndexPage.objects.first() or make_index()
    slug = slugify(title)
    event = make_event(index=events, title=title, slug=slug, products=[{"target": product}])
    published = timezone.now() - datetime.timedelta(days=days_ago)
    base_page_model()._default_manager.filter(pk=event.pk).update(first_published_at=published)
    return event


def ask(product: Any, email: str = ADDRESS, **data: str) -> Any:
    cache.clear()
    answers = {"email": email, **protection(follow.PURPOSE, proven=True), **data}
    return Client().post(f"{product.url}foelg/", answers)


def link(mail: OutgoingMail, what: str) -> str:
    found = re.search(rf"https?://[^/]+(/\S+/foelg/{what}/\S+/)", mail.text)
    assert found is not None, mail.text
    return found[1]


def text_of(response: Any) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def confirmed(product: Any, *, told_days_ago: int = 3) -> ProductFollower:
    today = timezone.localdate()
    return ProductFollower.objects.create(
        product_id=product.pk,
        email=ADDRESS,
        confirmed_at=timezone.now(),
        told_on=today - datetime.timedelta(days=told_days_ago),
        delete_on=today + datetime.timedelta(days=100),
    )


def test_visitor_asks_confirms_is_told_and_stops(
    product: Any, client: Client, mail_server: MailServer
) -> None:
    page = BeautifulSoup(client.get(product.url).content, "html.parser")
    assert page.find("a", href=f"{product.url}foelg/") is not None
    answer = ask(product)
    assert answer["Location"] == f"{product.url}foelg/sendt/"
    assert "Se i din indbakke" in text_of(client.get(answer["Location"]))
    [mail] = OutgoingMail.objects.all()
    confirm = link(mail, "bekraeft")
    assert "Følg" in text_of(client.get(confirm))
    assert ProductFollower.objects.get().confirmed_at is None, "opening a link changes nothing"
    for __ in range(2):
        assert "Du følger OS2sag" in text_of(client.post(confirm))

    ProductFollower.objects.update(told_on=timezone.localdate() - datetime.timedelta(days=3))
    news_about(product, "Webinar om OS2sag")
    assert follow.tell() == 1
    assert follow.tell() == 0, "nothing is told twice"
    outbox.run_due()
    message: Any = mail_server.messages[-1]
    assert message["Subject"] == "Nyt om OS2sag"
    assert "Webinar om OS2sag" in message.get_body(("plain",)).get_content()
    stop = link(OutgoingMail.objects.order_by("pk").last(), "slut")  # type: ignore[arg-type]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Stop mails" in text_of(client.get(stop))
    assert ProductFollower.objects.exists()
    for __ in range(2):
        assert "Du får ikke flere mails om OS2sag" in text_of(client.post(stop))
    assert not ProductFollower.objects.exists()


def test_who_has_not_confirmed_gets_nothing_and_is_forgotten(product: Any) -> None:
    ask(product)
    news_about(product, "Webinar")
    OutgoingMail.objects.all().delete()
    due_work.run_all()
    assert not OutgoingMail.objects.exists()
    ProductFollower.objects.update(delete_on=timezone.localdate())
    due_work.run_all()
    assert not ProductFollower.objects.exists()


def test_the_answer_says_nothing_of_an_address_and_a_mailbox_is_not_filled(product: Any) -> None:
    confirmed(product)
    known, unknown = ask(product, ADDRESS.upper()), ask(product, "bo@kommune.example")
    assert known["Location"] == unknown["Location"]
    for __ in range(6):
        ask(product)
    assert OutgoingMail.objects.filter(to__iexact=ADDRESS).count() == follow.DAILY_LIMIT
    assert ProductFollower.objects.count() == 2


def test_what_is_told_are_whole_days_that_are_over(product: Any) -> None:
    follower = confirmed(product, told_days_ago=3)
    for days_ago in (5, 3, 2, 1, 0):
        news_about(product, f"Arrangement {days_ago}", days_ago=days_ago)
    ProductMove.objects.create(
        product_id=product.pk,
        axis="lifecycle",
        after="drift",
        date=timezone.localdate() - datetime.timedelta(days=1),
    )
    follow.tell()
    [mail] = OutgoingMail.objects.all()
    told = {number for number in range(6) if f"Arrangement {number}" in mail.text}
    assert told == {2, 1}
    assert "OS2sag: Livscyklus" in mail.text
    follower.refresh_from_db()
    assert follower.told_on == timezone.localdate() - datetime.timedelta(days=1)


@pytest.mark.parametrize("hidden", ["product", "page"])
def test_what_is_not_public_is_told_to_nobody(product: Any, client: Client, hidden: str) -> None:
    confirmed(product)
    event = news_about(product, "Hemmeligt møde")
    (product if hidden == "product" else event).unpublish()
    follow.tell()
    assert not OutgoingMail.objects.exists()
    response = client.get(f"{product.url}feed/")
    assert "Hemmeligt" not in response.content.decode()
    assert response.status_code == (404 if hidden == "product" else 200)


def test_feed_has_what_came_out_and_moves_newest_first(product: Any, client: Client) -> None:
    news_about(product, "Gammelt <møde>", days_ago=9)
    news_about(product, "Nyt møde", days_ago=2)
    response = client.get(f"{product.url}feed/")
    assert response["Content-Type"].startswith("application/rss+xml")
    titles = [item.findtext("title") for item in ET.fromstring(response.content).iter("item")]
    assert titles == ["Nyt møde", "Gammelt <møde>"]
    links = [item.findtext("link") or "" for item in ET.fromstring(response.content).iter("item")]
    assert all(url.startswith("http") for url in links)
    head = BeautifulSoup(client.get(product.url).content, "html.parser")
    assert head.find("link", type="application/rss+xml", href=f"{product.url}feed/") is not None


def test_queries_do_not_grow_with_what_happened_or_with_followers(product: Any) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            updates(product=product)
        return len(queries)

    news_about(product, "Et")
    updates(product=product)
    one = count()
    for number in range(10):
        news_about(product, f"Nummer {number}")
    assert count() == one


def test_a_follower_is_found_and_deleted_as_personal_data(product: Any) -> None:
    confirmed(product)
    found = [item for item in personal_data.find(email=ADDRESS.upper()) if item.records]
    assert [record.data["product"] for item in found for record in item.records] == ["OS2sag"]
    assert personal_data.delete(email=ADDRESS.upper()).records == 1
    assert not ProductFollower.objects.exists()


@pytest.mark.parametrize("token", ["x", "YWJj", "a" * 400])
def test_guessed_links_do_nothing(product: Any, client: Client, token: str) -> None:
    confirmed(product)
    for what in ("bekraeft", "slut"):
        for send in (client.get, client.post):
            assert send(f"{product.url}foelg/{what}/{token}/").status_code == 404
    assert ProductFollower.objects.exists()


def test_a_link_of_another_product_is_refused(product: Any, client: Client) -> None:
    other = ProductFactory(parent=product.get_parent().specific, title="OS2andet")
    ask(product)
    confirm = link(OutgoingMail.objects.get(), "bekraeft")
    moved = confirm.replace(product.url, other.url)
    assert client.post(moved).status_code == 404
    assert ProductFollower.objects.get().confirmed_at is None


def test_a_form_with_an_error_keeps_what_was_typed(product: Any) -> None:
    answer = ask(product, "ikke-en-adresse")
    assert answer.status_code == 200
    assert 'value="ikke-en-adresse"' in answer.content.decode()
    assert not OutgoingMail.objects.exists()


def test_a_mail_program_ends_it_by_one_request_without_a_cookie(
    product: Any, mail_server: MailServer
) -> None:
    confirmed(product)
    news_about(product, "Webinar")
    follow.tell()
    outbox.run_due()
    header = str(mail_server.messages[-1]["List-Unsubscribe"])
    assert header.strip().startswith("<http")
    path = "/" + header.strip().strip("<>").split("/", 3)[3]
    provider = Client(enforce_csrf_checks=True)

    assert "Vil du ikke have disse mails mere?" in text_of(provider.get(path))
    assert provider.head(path).status_code == 200
    assert ProductFollower.objects.exists(), "opening it changes nothing"
    for __ in range(2):
        answer = provider.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert not ProductFollower.objects.exists()
    assert answer["Cache-Control"].startswith("max-age=0")


def test_only_our_own_one_click_address_ends_anything(product: Any) -> None:
    follower = confirmed(product)
    provider = Client(enforce_csrf_checks=True)
    other = links.sign(purpose=follow.PURPOSE_END, value=str(follower.pk))
    lists = [f"another-list:{follower.pk}", "product-follow:²", "product-follow:", str(follower.pk)]
    tokens = [other, "guess", *(links.sign(purpose=PURPOSE, value=value) for value in lists)]
    statuses = [provider.post(f"/afmeld/{token}/").status_code for token in tokens]
    assert statuses == [404, 404, 200, 200, 200, 200]
    assert ProductFollower.objects.exists()
    assert provider.put(f"/afmeld/{other}/").status_code == 405
