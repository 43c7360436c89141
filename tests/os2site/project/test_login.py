"""Guessing passwords, in the members' login and in the admin's, also behind a proxy."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from django.utils import timezone

from os2site.project.client_address import ClientAddressMiddleware
from tests.fixtures.site import TwoLanguageSite

pytestmark = pytest.mark.slow

LOGINS = ["/admin/login/", "/_util/login/"]
PASSWORD = "rigtigt-kodeord-9"
LIMIT = 10


@pytest.fixture(autouse=True)
def account(two_languages: TwoLanguageSite) -> Any:
    """An account that may use the admin."""
    return get_user_model().objects.create_superuser("redaktoer", "r@example.org", PASSWORD)


def attempt(address: str, password: str = "gæt", *, user: str = "redaktoer", **headers: str) -> Any:
    """One attempt by a visitor without cookies."""
    client = Client(REMOTE_ADDR="192.0.2.1")
    data = {"username": user, "password": password, "next": "/"}
    return client.post(address, data, headers=headers)


def without_token(answer: Any) -> str:
    """The page less the random token against forged forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def guess(address: str, times: int, **options: Any) -> None:
    for number in range(times):
        attempt(address, f"gæt-{number}", **options)


@pytest.mark.parametrize("address", LOGINS)
def test_right_password_opens_after_a_few_wrong_ones(address: str) -> None:
    guess(address, LIMIT - 1)
    assert attempt(address, PASSWORD).status_code == 302
    # Success starts the count anew.
    guess(address, LIMIT - 1)
    assert attempt(address, PASSWORD).status_code == 302


@pytest.mark.parametrize("address", LOGINS)
def test_guessing_is_stopped_in_danish(address: str) -> None:
    guess(address, LIMIT - 1)
    stopped = attempt(address)
    assert stopped.status_code == 429
    assert stopped["Retry-After"] == "900"
    text = stopped.content.decode()
    assert "For mange forsøg" in text
    assert "Vent 15 minutter" in text
    assert "site-footer" in text
    refused = attempt(address, PASSWORD)
    assert refused.status_code == 429
    assert "sessionid" not in refused.cookies


def test_one_login_does_not_give_more_guesses_than_two() -> None:
    guess(LOGINS[0], LIMIT // 2)
    guess(LOGINS[1], LIMIT - LIMIT // 2)
    assert [attempt(address, PASSWORD).status_code for address in LOGINS] == [429, 429]


def test_account_that_does_not_exist_is_stopped_the_same_way() -> None:
    guess(LOGINS[0], LIMIT - 1, user="findes-ikke")
    guess(LOGINS[0], LIMIT - 1)
    known, unknown = attempt(LOGINS[0]), attempt(LOGINS[0], user="findes-ikke")
    assert known.status_code == unknown.status_code == 429
    assert without_token(known) == without_token(unknown)


def test_others_may_still_log_in(settings: Any) -> None:
    """Neither the owner at another address nor a colleague at this one is locked out."""
    settings.TRUSTED_PROXIES = 1
    get_user_model().objects.create_user("kollega", password=PASSWORD)
    guess(LOGINS[1], LIMIT, x_forwarded_for="198.51.100.7")
    assert attempt(LOGINS[1], PASSWORD, x_forwarded_for="198.51.100.7").status_code == 429
    assert attempt(LOGINS[1], PASSWORD, x_forwarded_for="198.51.100.8").status_code == 302
    other = attempt(LOGINS[1], PASSWORD, user="kollega", x_forwarded_for="198.51.100.7")
    assert other.status_code == 302


@pytest.mark.parametrize("address", LOGINS)
def test_address_that_tries_many_user_names_is_stopped(settings: Any, address: str) -> None:
    settings.TRUSTED_PROXIES = 1
    settings.LOGIN_ATTEMPTS_FROM_ADDRESS = 5
    for number in range(5):
        tried = attempt(address, user=f"navn-{number}", x_forwarded_for="198.51.100.7")
        assert tried.status_code == 200
    stopped = attempt(address, PASSWORD, x_forwarded_for="198.51.100.7")
    assert stopped.status_code == 429
    assert "For mange forsøg" in stopped.content.decode()
    assert "sessionid" not in stopped.cookies
    assert attempt(address, PASSWORD, x_forwarded_for="198.51.100.8").status_code == 302


def test_wait_of_an_address_ends_by_itself(settings: Any) -> None:
    from axes.models import AccessAttempt

    settings.LOGIN_ATTEMPTS_FROM_ADDRESS = 5
    for number in range(5):
        attempt(LOGINS[0], user=f"navn-{number}")
    assert attempt(LOGINS[0], PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=16))
    assert attempt(LOGINS[0], PASSWORD).status_code == 302


def test_an_authority_behind_one_address_is_not_locked_out_by_its_mistakes(settings: Any) -> None:
    """With the bound as it comes: twenty people mistype three times each, and all get in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    names = [f"kollega-{number}" for number in range(20)]
    for name in names:
        get_user_model().objects.create_user(name, password=PASSWORD)
        for _ in range(3):
            assert attempt(LOGINS[1], user=name).status_code == 200
    assert {attempt(LOGINS[1], PASSWORD, user=name).status_code for name in names} == {302}


@pytest.mark.parametrize("proxies", [0, 1])
def test_made_up_forwarding_gives_no_more_guesses(settings: Any, proxies: int) -> None:
    settings.TRUSTED_PROXIES = proxies
    own = ", 198.51.100.7" if proxies else ""
    for number in range(LIMIT):
        attempt(LOGINS[0], x_forwarded_for=f"203.0.113.{number}{own}")
    assert attempt(LOGINS[0], PASSWORD, x_forwarded_for=f"203.0.113.99{own}").status_code == 429


def test_wait_ends_by_itself_and_the_attempts_are_deleted(account: Any) -> None:
    from axes.models import AccessAttempt

    guess(LOGINS[0], LIMIT)
    assert attempt(LOGINS[0], PASSWORD).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=16))
    assert attempt(LOGINS[0], PASSWORD).status_code == 302
    assert not AccessAttempt.objects.filter(username=account.username).exists()


def test_no_password_and_no_token_is_kept() -> None:
    from axes.models import AccessAttempt

    data = {"username": "redaktoer", "password": "hemmeligt-gæt", "csrfmiddlewaretoken": "t0ken"}
    Client().post(LOGINS[0], data)
    kept = AccessAttempt.objects.get().post_data
    assert "hemmeligt" not in kept
    assert "t0ken" not in kept


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "1.1.1.1, 203.0.113.5", "203.0.113.5"),
        (2, "1.1.1.1, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "<script>", "192.0.2.1"),
        (1, "unknown, 203.0.113.5", "203.0.113.5"),
        (1, "203.0.113.5, 2001:db8::1", "2001:db8::1"),
    ],
)
def test_visitors_address_is_what_our_own_proxy_wrote(
    settings: Any, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": forwarded}
    )
    ClientAddressMiddleware(lambda seen: seen)(request)  # type: ignore[arg-type, return-value]
    assert request.META["REMOTE_ADDR"] == address


def test_session_is_a_new_one_after_login() -> None:
    """A session that somebody planted before the login is of no use to them after it."""
    client = Client()
    client.get(LOGINS[0])
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    assert (
        client.post(LOGINS[0], {"username": "redaktoer", "password": PASSWORD}).status_code == 302
    )
    assert client.session.session_key != planted
    thief = Client(headers={"cookie": f"sessionid={planted}"})
    assert not thief.get("/admin/").wsgi_request.user.is_authenticated


@pytest.mark.parametrize("address", LOGINS)
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_login_leads_to_no_other_site(address: str, target: str) -> None:
    answer = Client().post(address, {"username": "redaktoer", "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
