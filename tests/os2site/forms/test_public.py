"""Robots are kept out of public forms, people are not, and nothing that is typed is lost."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django import forms
from django.core.cache import cache
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from os2site.forms import PublicFormMixin, proof, rates, stamps
from tests.fixtures.forms import protection, solve

PURPOSE = "prøve"


class Question(PublicFormMixin, forms.Form):
    purpose = PURPOSE
    name = forms.CharField(label="Navn", widget=forms.TextInput({"autocomplete": "name"}))
    kind = forms.ChoiceField(label="Art", choices=[("a", "A")], widget=forms.RadioSelect)
    text = forms.CharField(label="Besked", widget=forms.Textarea, required=False)


ANSWERS = {"name": "Anne <b>", "kind": "a", "text": "<script>alert(1)</script>"}


def sent(address: str = "192.0.2.1", **data: Any) -> Question:
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    with override("da"):
        form = Question({**ANSWERS, **protection(PURPOSE), **data}, request=request)
        form.is_valid()
    return form


def shown(form: Question) -> BeautifulSoup:
    with override("da"):
        html = render_to_string("os2site/components/form.html", {"form": form, "submit": "Send"})
    return BeautifulSoup(html, "html.parser")


def test_a_person_without_javascript_gets_through_unproven() -> None:
    form = sent()
    assert form.is_valid(), form.errors
    assert not form.is_proven
    assert len(form.submission_id) == 64


def test_a_browser_that_did_the_work_is_proven() -> None:
    form = sent(**protection(PURPOSE, proven=True))
    assert form.is_valid(), form.errors
    assert form.is_proven


def test_a_proof_is_for_one_form_and_not_to_be_made_up() -> None:
    stamp = stamps.make(purpose=PURPOSE, made_at=0)
    good = solve(stamp)
    assert proof.is_proven(good, stamp=stamp)
    assert not proof.is_proven(good, stamp=stamps.make(purpose=PURPOSE))
    values = json.loads(base64.b64decode(good))
    for change in (
        {"number": values["number"] + 1},
        {"number": str(values["number"])},
        {"number": 10**30},
        {"number": True},
        {"challenge": None},
        {"signature": "é"},
    ):
        forged = base64.b64encode(json.dumps({**values, **change}).encode()).decode()
        assert not proof.is_proven(forged, stamp=stamp), change
    for nonsense in (
        "",
        "%%%",
        "W10=",
        "bnVsbA==",
        "A" * 3000,
        base64.b64encode(b"[" * 900).decode(),
    ):
        assert not proof.is_proven(nonsense, stamp=stamp)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"homepage": "https://spam.example"}, "skjult felt"),
        ({"seconds": 0}, "meget hurtigt"),
        ({"seconds": 13 * 60 * 60}, "åben for længe"),
        (protection("noget andet"), "åben for længe"),
        ({"form_stamp": "opfundet:x"}, "åben for længe"),
        ({"form_stamp": ""}, "åben for længe"),
    ],
)
def test_robots_are_told_and_people_lose_nothing(data: dict[str, Any], words: str) -> None:
    form = sent(**protection(PURPOSE, **data) if "seconds" in data else data)
    assert not form.is_valid()
    page = shown(form)
    summary = page.find(id="form-errors")
    assert words in summary.get_text()
    assert page.find(id="id_name")["value"] == "Anne <b>"
    assert page.find(id="id_text").get_text().strip() == "<script>alert(1)</script>"
    assert page.find("script", src=False) is None
    # Sent once more as it is shown, it gets through.
    again = {item["name"]: item.get("value", "") for item in page.find_all("input", type=None)}
    assert again["homepage"] == ""
    stamp = page.find("input", {"name": "form_stamp"})["value"]
    assert stamps.read(stamp, purpose=PURPOSE).age in {stamps.Age.QUICK, stamps.Age.GOOD}


def test_errors_are_gathered_and_lead_to_their_fields() -> None:
    page = shown(sent(name="", kind=""))
    summary = page.find(id="form-errors")
    assert summary["role"] == "alert"
    targets = [link["href"].lstrip("#") for link in summary.find_all("a")]
    assert targets == ["id_name", "id_kind_0"]
    assert "Udfyld »Navn«." in summary.get_text()
    for target in targets:
        assert page.find(id=target) is not None
    field = page.find(id="id_name")
    assert field["aria-invalid"] == "true"
    assert page.find(id=field["aria-describedby"]).get_text() == "Udfyld »Navn«."
    assert field["autocomplete"] == "name"


def test_the_trap_is_hidden_from_people() -> None:
    trap = shown(sent()).find(id="homepage")
    assert trap["tabindex"] == "-1"
    assert trap["autocomplete"] == "off"
    assert trap.parent["aria-hidden"] == "true"


def test_a_network_address_may_send_so_much_in_an_hour() -> None:
    for __ in range(Question.hourly_limit_unproven):
        assert sent().is_valid()
    refused = sent()
    assert not refused.is_valid()
    assert refused.http_status == 429
    assert "dit netværk" in shown(refused).find(id="form-errors").get_text()
    assert sent(**protection(PURPOSE, proven=True)).is_valid()
    assert sent("192.0.2.2").is_valid()


def test_mistakes_use_up_no_sendings() -> None:
    for __ in range(Question.hourly_limit_unproven + 2):
        assert not sent(name="").is_valid()
    assert sent().is_valid()


def test_tries_end_too(monkeypatch: Any) -> None:
    monkeypatch.setattr(Question, "hourly_tries", 2)
    for __ in range(2):
        sent(name="")
    assert sent(name="").http_status == 429


def test_a_connection_of_ipv6_is_one_visitor() -> None:
    def client(address: str) -> str:
        return rates.client_of(RequestFactory().get("/", REMOTE_ADDR=address))

    assert client("2001:db8::1") == client("2001:db8:0:0:ffff::2") != client("2001:db8:0:1::1")
    assert client("::ffff:192.0.2.1") == "192.0.2.1"
    assert client("ukendt") == client("") == ""


def test_addresses_are_not_kept_in_the_cache() -> None:
    sent("192.0.2.77")
    assert cache._cache
    assert not any("192.0.2.77" in key for key in cache._cache)


def test_without_a_cache_forms_are_sent_all_the_same(settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    for __ in range(Question.hourly_limit_unproven + 2):
        assert sent().is_valid()


def test_a_double_click_is_one_sending_and_a_changed_text_another() -> None:
    once = protection(PURPOSE)
    assert sent(**once).submission_id == sent(**once).submission_id
    assert sent(**once).submission_id != sent(**once, text="Noget andet").submission_id
    assert sent(**once).submission_id != sent().submission_id
