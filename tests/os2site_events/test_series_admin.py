"""An editor makes a series, and uses an event as a template."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from wagtail.models import GroupPagePermission, Page

from os2site_events.admin.series import buttons
from os2site_events.pages.models import EventIndexPage, EventPage
from tests.os2site_events.conftest import EventMaker

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
RULE = {"kind": "uge", "interval": "1", "count": "3", "until": ""}


@pytest.fixture
def editor(client: Client) -> Client:
    """A browser in which an administrator is logged in."""
    client.force_login(User.objects.create_superuser("redaktion", password="x"))
    return client


@pytest.fixture
def page(event: EventMaker) -> EventPage:
    return event(
        title="Brugerklub",
        slug="brugerklub",
        starts_at="2038-03-23 09:30",
        ends_at="2038-03-23 11:00",
    )


def url(page: Page, name: str = "repeat") -> str:
    return reverse(f"os2site_event_series:{name}", args=[page.pk])


def login_with(client: Client, page: Page, *codenames: str) -> None:
    """Log in somebody with just these permissions on pages below ``page``."""
    group = Group.objects.create(name="Nogle")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in codenames:
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=f"{codename}_page"
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user = User.objects.create_user("nogen", password="x")
    user.groups.add(group)
    client.force_login(user)


def test_the_form_offers_what_the_day_allows(editor: Client, page: EventPage) -> None:
    soup = BeautifulSoup(editor.get(url(page)).content, "html.parser")
    labels = [label.get_text(strip=True) for label in soup.select("#id_kind label")]

    assert labels == [
        "Hver tirsdag",
        "Den 23. i hver måned",
        "Den 4. tirsdag i hver måned",
        "Den sidste tirsdag i hver måned",
    ]


def test_the_dates_are_shown_before_anything_is_made(editor: Client, page: EventPage) -> None:
    response = editor.post(url(page), {**RULE, "step": "preview"})
    soup = BeautifulSoup(response.content, "html.parser")
    days = [label.get_text(strip=True).replace("\u00a0", " ") for label in soup.select("li label")]

    assert days == [
        "Tirsdag 30. marts 2038 kl. 09.30–11.00",
        "Tirsdag 6. april 2038 kl. 09.30–11.00",
        "Tirsdag 13. april 2038 kl. 09.30–11.00",
    ]
    assert len(soup.select("input[name=day][checked]")) == 3
    assert EventPage.objects.count() == 1


def test_the_chosen_dates_are_made_as_drafts(editor: Client, page: EventPage) -> None:
    data = {**RULE, "step": "make", "day": ["2038-03-30", "2038-04-13", "2030-01-01", "x"]}
    response = editor.post(url(page), data, follow=True)

    assert "2 kladder er oprettet." in response.content.decode()
    made = EventPage.objects.exclude(pk=page.pk).order_by("starts_at")
    assert [(item.slug, item.live) for item in made] == [
        ("brugerklub-2038-03-30", False),
        ("brugerklub-2038-04-13", False),
    ]
    again = editor.post(url(page), {**RULE, "step": "preview"}).content.decode()
    assert again.count("findes allerede") == 2


def test_they_can_be_published_at_once(editor: Client, page: EventPage) -> None:
    data = {**RULE, "step": "make", "day": ["2038-03-30"], "publish": "1"}
    response = editor.post(url(page), data, follow=True)

    assert "1 arrangement er udgivet." in response.content.decode()
    assert EventPage.objects.live().count() == 2


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"count": "", "until": ""}, "Skriv enten et antal datoer eller en sidste dag."),
        ({"until": "2038-04-01"}, "Skriv enten et antal datoer eller en sidste dag."),
        ({"count": "61"}, "60"),
        ({"count": "", "until": "2099-01-01"}, "En serie har højst 60 datoer."),
        ({"count": "", "until": "2038-03-23"}, "Reglen giver ingen dato"),
        ({"interval": "0"}, "1"),
        ({"interval": "x"}, "heltal"),
        ({"kind": "dagligt"}, "dagligt"),
        ({"count": "", "until": "9999-99-99"}, "dato"),
    ],
)
def test_a_rule_that_cannot_be_is_explained(
    editor: Client, page: EventPage, values: dict[str, str], message: str
) -> None:
    for step in ("preview", "make"):
        response = editor.post(url(page), {**RULE, **values, "step": step, "day": ["2038-03-30"]})

        assert response.status_code == 422
        assert message in response.content.decode()
    assert EventPage.objects.count() == 1


def test_without_a_date_nothing_is_made(editor: Client, page: EventPage) -> None:
    response = editor.post(url(page), {**RULE, "step": "make"})

    assert "Vælg mindst én dato." in response.content.decode()
    assert EventPage.objects.count() == 1


def test_the_template_opens_the_editor_of_the_copy(editor: Client, page: EventPage) -> None:
    soup = BeautifulSoup(editor.get(url(page, "reuse")).content, "html.parser")
    field = soup.select_one("input[name=day]")
    assert field is not None
    assert field["value"] == "22.03.2039"
    response = editor.post(url(page, "reuse"), {"day": field["value"]}, follow=True)
    copy = EventPage.objects.exclude(pk=page.pk).get()

    assert response.redirect_chain[-1][0] == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert response.status_code == 200
    assert not copy.live
    assert copy.slug == "brugerklub-2039"
    assert copy.series_key is None


@pytest.mark.parametrize("day", ["", "x", "2020-01-01", "99999-01-01"])
def test_a_wrong_day_is_explained(editor: Client, page: EventPage, day: str) -> None:
    assert editor.post(url(page, "reuse"), {"day": day}).status_code == 422
    assert EventPage.objects.count() == 1


class TestPermissions:
    """Who may not edit the event and add others can do neither."""

    @pytest.mark.parametrize("name", ["repeat", "reuse"])
    @pytest.mark.parametrize("codenames", [(), ("change",), ("add",)])
    def test_others_are_refused(
        self,
        client: Client,
        index: EventIndexPage,
        page: EventPage,
        name: str,
        codenames: tuple[str, ...],
    ) -> None:
        login_with(client, index, *codenames)
        for response in (
            client.get(url(page, name)),
            client.post(
                url(page, name), {**RULE, "step": "make", "day": ["2038-03-30", "2039-03-22"]}
            ),
        ):
            assert response.status_code in {302, 403}
        assert EventPage.objects.count() == 1

    def test_without_the_right_to_publish_there_are_drafts_only(
        self, client: Client, index: EventIndexPage, page: EventPage
    ) -> None:
        login_with(client, index, "change", "add")
        preview = client.post(url(page), {**RULE, "step": "preview"}).content.decode()
        assert "Opret som kladder" in preview
        assert "Opret og udgiv" not in preview
        data = {**RULE, "step": "make", "day": ["2038-03-30"]}
        assert client.post(url(page), {**data, "publish": "1"}).status_code in {302, 403}
        assert EventPage.objects.count() == 1
        client.post(url(page), data)
        assert EventPage.objects.count() == 2

    def test_a_visitor_is_asked_to_log_in(self, client: Client, page: EventPage) -> None:
        assert client.get(url(page)).status_code == 302
        assert client.post(url(page), {**RULE, "step": "make"}).status_code == 302

    def test_another_page_is_not_found(self, editor: Client, index: EventIndexPage) -> None:
        assert editor.get(url(index)).status_code == 404


def test_the_buttons_stand_on_events_only(
    editor: Client, index: EventIndexPage, page: EventPage
) -> None:
    form = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert url(page) in form
    assert url(page, "reuse") in form
    assert "Gentag" in form
    listed = editor.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()
    assert url(page) in listed
    assert url(index) not in listed


def test_the_buttons_of_a_list_cost_no_query_for_each_event(
    client: Client, index: EventIndexPage, event: EventMaker
) -> None:
    login_with(client, index, "change", "add")
    for number in range(15):
        event(slug=f"e{number}")

    def count(number: int) -> int:
        user = User.objects.get(username="nogen")
        pages = list(EventPage.objects.all()[:number])
        with CaptureQueriesContext(connection) as queries:
            found = [button.label for page in pages for button in buttons(page, user)]
        assert found == ["Gentag", "Brug som skabelon"] * number
        return len(queries)

    with translation.override("da"):
        assert count(15) == count(1)
