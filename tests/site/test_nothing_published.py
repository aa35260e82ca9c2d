"""A site on which nothing stands yet says so, and promises no list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from affiche.reporting.builds import report_text
from tests.site.building import Built, build

if TYPE_CHECKING:
    from pathlib import Path

SITE = """\
organisation: {name: Tern, address: 4 Harbour Lane, email: hello@tern.example, url: https://tern.example/}
base_url: https://tern.example/
timezone: America/St_Johns
locales: [en]
policies: [privacy]
"""


@pytest.fixture
def bare(tmp_path: Path) -> Built:
    policy = tmp_path / "content" / "privacy"
    policy.mkdir(parents=True)
    (policy.parent / "site.yaml").write_text(SITE, encoding="utf-8")
    (policy / "policy.yaml").write_text("title: Privacy notice\nslug: privacy\n", encoding="utf-8")
    (policy / "en.md").write_text("# Privacy notice\n\nA draft.\n", encoding="utf-8")
    return build(policy.parent, tmp_path / "site")


@pytest.mark.parametrize("address", ["/", "/en/", "/404.html"])
def test_a_page_says_that_nothing_has_been_published(bare: Built, address: str) -> None:
    said = bare.main(address)
    assert "Nothing has been published yet." in said
    assert "These are" not in said
    assert not bare.page(address).xpath("//ul[not(*)]")


def test_the_report_says_so_too(bare: Built) -> None:
    report = report_text(bare.report, 0.1)
    assert report.startswith(f"Built {bare.report.files} files in 0.1 s: no version yet, in en")
    assert "Not on the site: privacy, as no version of it is published." in report
