"""People who use the administration."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client


def _logged_in(name: str, *groups: str) -> Client:
    user = get_user_model().objects.create_user(name, f"{name}@eksempel.example", "pw")
    user.groups.set(Group.objects.filter(name__in=groups))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(params=["Editors", "Moderators"])
def editor_client(db: None, request: pytest.FixtureRequest) -> Client:
    """Somebody of a group that Wagtail makes."""
    return _logged_in("redaktoer", request.param)


@pytest.fixture
def guest_client(db: None) -> Client:
    """Somebody who may enter the administration and no more."""
    group = Group.objects.create(name="Gæster")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    return _logged_in("gaest", "Gæster")
