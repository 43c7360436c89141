"""Who gets the file of a document: real requests for real files."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from os2site.models import Document
from tests.fixtures.site import TwoLanguageSite

pytestmark = pytest.mark.django_db

SECRET = b"kun for medlemmer"
FileMaker = Callable[..., Any]


@pytest.fixture
def make_file(settings: Any, tmp_path: Any) -> FileMaker:
    """An uploaded file, in a document of the register unless told ``register=False``."""
    settings.MEDIA_ROOT = tmp_path

    def make(*, register: bool = True, collection: Any = None, **values: Any) -> Any:
        file = get_document_model()(title="Fil")
        if collection is not None:
            file.collection = collection
        file.file.save("takstblad.txt", ContentFile(SECRET))
        if register:
            values = {"title": "Takstblad", "type": "takstblad", "state": "godkendt", **values}
            Document.objects.create(file=file, **values)
        return file

    return make


@pytest.fixture
def member(django_user_model: Any) -> Any:
    """Somebody who reads for a member and has no rights in the administration."""
    user = django_user_model.objects.create_user("medlem", password="medlem-medlem")
    user.groups.add(Group.objects.get(name="Medlemmer"))
    return user


def body(response: Any) -> bytes:
    """The whole answer; reading it to the end also ends the request."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def got(client: Client, file: Any, **headers: str) -> bool:
    response = client.get(file.url, headers=headers)
    assert response.status_code in {200, 302, 304, 404}
    found = SECRET in body(response)
    assert found == (response.status_code == 200)
    return found


def test_everyone_gets_an_approved_public_document_and_caches_ask_again(
    client: Client, make_file: FileMaker
) -> None:
    response = client.get(make_file().url)
    assert body(response) == SECRET
    assert "no-cache" in response["Cache-Control"]
    assert "private" not in response["Cache-Control"]


def test_a_file_outside_the_register_is_as_wagtail_has_it(
    client: Client, make_file: FileMaker
) -> None:
    assert got(client, make_file(register=False))


def test_a_members_document_asks_for_the_login_and_then_opens(
    client: Client, make_file: FileMaker, member: Any
) -> None:
    file = make_file(access="medlemmer")

    for method in (client.get, client.head):
        refused = method(file.url)
        assert refused.status_code == 302
        assert f"next={file.url}" in refused["Location"].replace("%3D", "=")
        assert "no-store" in refused["Cache-Control"]
        assert SECRET not in body(refused)

    client.force_login(member)
    response = client.get(file.url)
    assert body(response) == SECRET
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_what_a_member_fetched_is_not_confirmed_to_others(
    client: Client, make_file: FileMaker, member: Any
) -> None:
    """Whoever knows the mark of the file is refused all the same."""
    file = make_file(access="medlemmer")
    client.force_login(member)
    response = client.get(file.url)
    body(response)
    client.logout()

    refused = client.get(file.url, headers={"if-none-match": response["ETag"]})
    assert refused.status_code == 302
    assert not refused.has_header("ETag")


@pytest.mark.parametrize("state", ["udkast", "tilbagetrukket"])
@pytest.mark.parametrize("access", ["offentlig", "medlemmer"])
def test_a_draft_or_withdrawn_document_is_not_there(
    client: Client, make_file: FileMaker, member: Any, state: str, access: str
) -> None:
    file = make_file(state=state, access=access)
    assert client.get(file.url).status_code == 404
    client.force_login(member)
    assert client.get(file.url).status_code == 404


def test_who_edits_documents_gets_a_draft(
    client: Client, make_file: FileMaker, member: Any, django_user_model: Any
) -> None:
    file = make_file(state="udkast")
    member.user_permissions.add(
        Permission.objects.get(codename="change_document", content_type__app_label="os2site")
    )
    client.force_login(member)
    assert got(client, file)

    editor = django_user_model.objects.create_user("redaktør")
    editor.groups.add(Group.objects.get(name="Editors"))
    client.force_login(editor)
    assert got(client, file), "edits uploaded files, which holds for Wagtail's group Editors"


def test_of_several_documents_the_freest_decides(client: Client, make_file: FileMaker) -> None:
    file = make_file(access="medlemmer")
    assert not got(client, file)
    public = Document.objects.create(title="x", type="rapport", state="godkendt", file=file)
    assert got(client, file)
    public.state = "udkast"
    public.save()
    assert not got(client, file)


def test_a_page_s_document_is_as_private_as_the_page(
    client: Client, make_file: FileMaker, member: Any, two_languages: TwoLanguageSite
) -> None:
    page = two_languages.add("Sag", live=False)
    file = make_file(page=page)
    assert not got(client, file), "the page is a draft"

    page.save_revision().publish()
    assert got(client, file)

    restriction = PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert not got(client, file), "the page asks for a login"
    client.force_login(member)
    assert got(client, file)
    client.logout()
    restriction.delete()

    type(page).objects.filter(pk=page.pk).update(
        expire_at=timezone.now() - datetime.timedelta(minutes=1)
    )
    assert not got(client, file), "the page has expired"


def test_the_collection_s_privacy_comes_on_top(
    client: Client, make_file: FileMaker, member: Any
) -> None:
    collection = Collection.get_first_root_node().add_child(name="Bestyrelsen")
    board = Group.objects.create(name="Bestyrelsen")
    file = make_file(collection=collection, access="medlemmer")
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="groups"
    )
    restriction.groups.add(board)

    client.force_login(member)
    assert not got(client, file), "a member who is not in the board"
    member.groups.add(board)
    assert got(client, file)
    response = client.get(file.url)
    body(response)
    assert "no-store" in response["Cache-Control"]


def test_a_public_document_in_a_closed_collection_is_closed_and_not_kept(
    client: Client, make_file: FileMaker, member: Any
) -> None:
    collection = Collection.get_first_root_node().add_child(name="Internt")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    file = make_file(collection=collection)
    assert not got(client, file)
    client.force_login(member)
    response = client.get(file.url)
    assert body(response) == SECRET
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("path", ["/media/documents/{}", "/media/images/../documents/{}"])
def test_the_uploaded_file_has_no_address_of_its_own(
    client: Client, make_file: FileMaker, path: str
) -> None:
    file = make_file()
    response = client.get(path.format(file.filename))
    assert response.status_code == 404
    assert SECRET not in body(response)
