"""The plan for when a page is published and taken back."""

from __future__ import annotations

from os2site.page_types import get_page_model
from os2site.plugins import registry


def test_every_page_type_has_a_schedule_that_keeps_what_is_typed(db: None) -> None:
    names = sorted(registry.page_types())
    assert len(names) > 10
    for name in names:
        model = get_page_model(name)
        form = model.get_edit_handler().get_form_class()(instance=model(), for_user=None)
        for field in ("go_live_at", "expire_at"):
            config = form.fields[field].widget.get_config()
            assert config["validateOnBlur"] is False, (name, field)
            assert config["parentID"] == "#schedule-publishing-dialog"
