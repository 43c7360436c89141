"""Pictures as the reference site serves them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from tests.fixtures.site import IGNORE_OPEN_FILES

#: A policy that lets a document load and run nothing.
NO_SCRIPT = ("default-src 'none'", "sandbox")


@pytest.fixture
def uploaded(db: None) -> Any:
    """An uploaded picture."""
    return get_image_model().objects.create(
        title="Et billede", file=get_test_image_file("billede.png")
    )


@IGNORE_OPEN_FILES
def test_rendition_is_shown_as_a_picture_and_never_runs(uploaded: Any, client: Client) -> None:
    url = uploaded.get_rendition("max-100x100|format-webp").url
    response = client.get(url)
    assert response.status_code == 200
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"
    response.close()
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    policy = response["Content-Security-Policy"]
    assert all(part in policy for part in NO_SCRIPT)
    assert "script-src" not in policy


@IGNORE_OPEN_FILES
def test_original_has_no_public_address(uploaded: Any, client: Client) -> None:
    response = client.get(uploaded.file.url)
    assert response.status_code == 404
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/media/images/../{uploaded.file.name}").status_code == 404
