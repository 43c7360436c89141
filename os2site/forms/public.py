"""A form that everyone may send.

Use it before the form class, hand it the request, and show it with
``os2site/components/form.html``::

    class EnquiryForm(PublicFormMixin, forms.Form):
        purpose = "supplier-enquiry"

A robot meets a field that people don't see, a stamp that says how long filling in took, a limit for
its network address, and a proof of work. The proof needs JavaScript: without it the limit is
stricter, and ``is_proven`` is false. Such a sending should be confirmed by mail before anybody
else is troubled with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from os2site.forms import proof, rates, stamps
from os2site.forms.stamps import Age

if TYPE_CHECKING:
    from django.http import HttpRequest

#: Names of what the component sends along with the fields. No form may have fields of these names.
TRAP, STAMP, PROOF = "homepage", "form_stamp", "form_proof"
HOUR = 60 * 60


@dataclass(frozen=True)
class Protection:
    """What the component puts into the form."""

    stamp: str
    challenge: str
    trap_name: str = TRAP
    stamp_name: str = STAMP
    proof_name: str = PROOF


@dataclass(frozen=True)
class SummaryError:
    """An error with the id of the field where it is put right; empty for the form as a whole."""

    text: str
    target: str


class PublicFormMixin(forms.BaseForm):
    """Protection from robots, and errors as visitors read them."""

    #: What is sent, such as ``"supplier-enquiry"``; limits and stamps are for one purpose.
    purpose: ClassVar[str]
    #: Sendings in an hour from one network address, with and without a proof of work. A whole
    #: authority may come from one address.
    hourly_limit: ClassVar[int] = 30
    hourly_limit_unproven: ClassVar[int] = 5
    #: The same for tries of any kind, also those with errors.
    hourly_tries: ClassVar[int] = 120

    #: Whether the browser did the work: true only after :meth:`is_valid`.
    is_proven: bool = False
    #: The same when one form is sent twice with the same answers: store it with a unique
    #: constraint, so that a double click is one sending. 64 characters.
    submission_id: str = ""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._client = rates.client_of(request)
        self._over_limit = False
        for field in self.fields.values():
            if (
                field.error_messages.get("required")
                == forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = _("Fill in “%(label)s”.") % {
                    "label": field.label
                }

    @cached_property
    def protection(self) -> Protection:
        """For the component. A stamp that is still good stays, so that nobody waits twice."""
        stamp = self._sent(STAMP)
        if stamps.read(stamp, purpose=self.purpose).age not in {Age.GOOD, Age.QUICK}:
            stamp = stamps.make(purpose=self.purpose)
        return Protection(stamp, proof.challenge(stamp))

    @property
    def http_status(self) -> int:
        """Status of the page that shows the form."""
        return 429 if self._over_limit else 200

    @cached_property
    def summary(self) -> Sequence[SummaryError]:
        """All errors in the order of the fields, the form's own first."""
        found = [SummaryError(str(text), "") for text in self.non_field_errors()]
        for bound in self:
            target = bound.auto_id
            if bound.field.widget.use_fieldset:
                target = f"{target}_0"
            found += [SummaryError(str(text), target) for text in bound.errors]
        return found

    def clean(self) -> dict[str, Any]:
        """Add errors for what a person would not have sent.

        What was typed stays in the form: somebody may be taken for a robot and try again.
        """
        cleaned = super().clean()
        self._check_protection()
        return cleaned if cleaned is not None else self.cleaned_data

    def _check_protection(self) -> None:
        if not self._allowed("tries", self.hourly_tries):
            return
        if self._sent(TRAP):
            text = _(
                "A hidden field was filled in, as robots do. It is empty again now: send once more."
            )
            self.add_error(None, text)
            return
        stamp = stamps.read(self._sent(STAMP), purpose=self.purpose)
        if stamp.age is Age.QUICK:
            if self.errors:
                return  # Putting those right takes long enough.
            self.add_error(None, _("That was very quick. Wait a few seconds and send once more."))
            return
        if stamp.age is not Age.GOOD:
            text = _("The page has been open for too long. Nothing is lost: send once more.")
            self.add_error(None, text)
            return
        self.submission_id = self._identify(stamp.nonce)
        self.is_proven = proof.is_proven(self._sent(PROOF), stamp=self._sent(STAMP))
        if not self.errors:
            limit = self.hourly_limit if self.is_proven else self.hourly_limit_unproven
            self._allowed("proven" if self.is_proven else "unproven", limit)

    def _allowed(self, what: str, limit: int) -> bool:
        name = f"{self.purpose}:{what}"
        if rates.allowed(name=name, who=self._client, limit=limit, seconds=HOUR):
            return True
        self._over_limit = True
        self.add_error(
            None, _("Too much was sent from your network within an hour. Try again later.")
        )
        return False

    def _identify(self, nonce: str) -> str:
        """Whoever goes back and writes something else has sent something else."""
        answers = json.dumps(
            {name: str(value) for name, value in self.cleaned_data.items()}, sort_keys=True
        )
        return salted_hmac(nonce, answers, algorithm="sha256").hexdigest()

    def _sent(self, name: str) -> str:
        return str(self.data.get(name, "")) if self.is_bound else ""
