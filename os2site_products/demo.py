"""The demo's products."""

from __future__ import annotations

from os2site.transfer.demo import DemoFiles

PARTS = (
    DemoFiles(
        order=20,
        files=(
            ("criteria", "governance_criteria.json"),
            ("economy", "economy.json"),
            ("products", "products.json"),
            ("assessments", "governance_assessments.json"),
        ),
    ),
)
