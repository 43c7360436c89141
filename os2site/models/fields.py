"""Model fields that the kernel and its plugins share."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.fields import StreamField

from os2site.enums import Audience


class LinesFormField(forms.CharField):
    """A text area in which each line is one value."""

    def __init__(self, *, urls: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        self.urls = urls
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        if self.urls:
            check_urls(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


def check_urls(lines: list[str]) -> None:
    """Require that each line is an http or https address.

    :raises ValidationError: with the number of the first line that is not.
    """
    validator = URLValidator(schemes=["http", "https"])
    for number, line in enumerate(lines, start=1):
        try:
            validator(line)
        except ValidationError as error:
            raise ValidationError(
                _("Line %(number)s is not a web address: %(line)s"),
                params={"number": number, "line": line},
                code="invalid_url",
            ) from error


class LinesField(models.JSONField):
    """A short ordered list of texts, edited with one value on each line.

    :param urls: when true, each line must be an http or https address.
    """

    def __init__(self, *args: Any, urls: bool = False, **kwargs: Any) -> None:
        self.urls = urls
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["blank"] = self.blank  # Its default differs from Django's.
        if self.urls:
            kwargs["urls"] = True
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        defaults = {
            "required": not self.blank,
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text,
            "urls": self.urls,
        }
        return LinesFormField(**(defaults | kwargs))

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValidationError(_("Give one text on each line."), code="invalid")
        if self.urls:
            check_urls(value)


class AudiencesField(LinesField):
    """Several of the audiences, edited as check boxes. To the database it is a lines field."""

    def deconstruct(self) -> Any:
        name, __, args, kwargs = super().deconstruct()
        # What editors may choose is no business of migrations.
        return name, f"{LinesField.__module__}.{LinesField.__qualname__}", args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Check boxes instead of a text area."""
        return forms.MultipleChoiceField(
            choices=Audience.choices,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
        )

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse values that are no audience.

        :raises ValidationError: naming the first one.
        """
        super().validate(value, model_instance)
        for item in value:
            if item not in Audience.values:
                raise ValidationError(
                    _("%(value)s is not an audience."), params={"value": item}, code="invalid"
                )


class _StoredStreamBlock(StreamBlock):
    """Carries stored blocks through unchanged, without knowing their definitions."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, StreamValue):
            return value
        raw = json.loads(value) if isinstance(value, str) and value else value
        return StreamValue(self, list(raw or []), is_lazy=True)


class ContentStreamField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    Blocks change often and the column never does. In a migration's historical model the field has
    no definitions: the stored blocks are in ``value.raw_data``, can be changed there, and are
    saved back as they are, unknown ones included.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)  # type: ignore[no-untyped-call]

    @cached_property
    def stream_block(self) -> StreamBlock:
        """The top-level block; in a historical model one that keeps whatever is stored."""
        if not self.block_types_arg:
            return _StoredStreamBlock([])  # type: ignore[no-untyped-call]
        block: StreamBlock = super().stream_block
        return block

    def deconstruct(self) -> Any:
        name, path, __, kwargs = models.Field.deconstruct(self)
        return name, path, [], kwargs
