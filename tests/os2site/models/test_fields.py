"""Fields that apps share."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from os2site.models import AudiencesField, LinesField


@pytest.mark.parametrize("value", [["alle", "ingen"], "alle", [1]])
def test_what_is_no_audience_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        AudiencesField().clean(value, None)


def test_audiences_are_lines_to_migrations() -> None:
    assert AudiencesField().deconstruct()[1:] == LinesField().deconstruct()[1:]


def test_audiences_are_chosen_from_boxes() -> None:
    field = AudiencesField().formfield()
    assert field.clean(["medlemmer"]) == ["medlemmer"]
    assert field.clean([]) == []
    with pytest.raises(ValidationError):
        field.clean(["ingen"])
