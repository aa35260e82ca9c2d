"""How much a reader has to fetch."""

from __future__ import annotations

import gzip

from tests.site.building import sample, words

WORDS, BYTES = 2500, 30_000


def test_a_long_policy_comes_in_under_30_kb_with_its_style() -> None:
    site = sample()
    style = len(gzip.compress(site.text("/style.css").encode()))
    texts = [(len(words(page.find(".//main")).split()), address) for address, page in site.pages()]
    long = [address for length, address in texts if length >= WORDS]
    assert long
    assert not [
        address for address in long if len(gzip.compress(site.text(address).encode())) + style >= BYTES
    ]
