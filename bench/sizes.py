"""How long the comparison takes on texts of a known size, beside rapidfuzz alone: a part of `make measure-redline`."""

from __future__ import annotations

import random
import resource
import time
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from affiche.compare import compare
from affiche.compare.words.words import split
from affiche.model import Edition, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def drawn(number: int, chance: random.Random) -> list[str]:
    """Draw words of a language of its own, some common and most rare."""
    known = [
        "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(2000)
    ]
    return [known[min(int(chance.paretovariate(0.8)) - 1, 1999)] for _ in range(number)]


def edited(text: Sequence[str], share: float, chance: random.Random) -> list[str]:
    """Replace a share of the words, in runs of four."""
    new = list(text)
    for at in range(0, len(new) - 4, 4):
        if chance.random() < share:
            new[at : at + 4] = ["new", "words", "stand", "here"]
    return new


def of_words(text: Sequence[str], *, paragraph: int = 45, section: int = 140) -> Edition:
    """Make an edition of words in paragraphs and sections."""
    sections = []
    for at in range(0, len(text), section):
        own = text[at : at + section]
        html = "\n".join(f"<p>{' '.join(own[k : k + paragraph])}.</p>" for k in range(0, len(own), paragraph))
        sections.append(Section(id=f"s{at}", number="", heading=f"Part {at}", title=f"Part {at}", html=html))
    return Edition(locale="en", title="T", introduction="", sections=tuple(sections), markdown="")


def quickest(run: Callable[[], object], times: int) -> float:
    """Time something, at its quickest."""
    best = float("inf")
    for _ in range(times):
        begun = time.process_time()
        run()
        best = min(best, time.process_time() - begun)
    return best


def _differing(old: Section, new: Section) -> tuple[str, ...]:
    """Give the texts of a section that are not the same."""
    return () if old.html == new.html else (old.html, new.html)


def sizes() -> None:
    """Time texts of a known size, and the cases that make others quadratic."""
    chance = random.Random(1)
    text = drawn(2500, chance)
    old, new = of_words(text), of_words(edited(text, 0.05, chance))
    flat = split(old.html).keys, split(new.html).keys
    alone = quickest(lambda: Indel.opcodes(*flat), 50)
    ours = quickest(lambda: compare(old, new).redline.html, 50)
    changed = [html for pair in zip(old.sections, new.sections, strict=True) for html in _differing(*pair)]
    floor = quickest(lambda: list(map(split, changed)), 50)
    print(
        f"2,500 words, 5 % changed       {ours * 1e3:.1f} ms; rapidfuzz alone on the tokens {alone * 1e3:.2f} ms; "
        f"{ours / alone:.1f} times; only to split the changed sections into words {floor / alone:.1f} times"
    )
    large = drawn(63_395, chance)
    repeated = ["word"] * 100_000
    sprinkled = ["other" if at % 997 == 0 else "word" for at in range(100_000)]
    either = [chance.choices(["a", "b"], k=100_000) for _ in range(2)]
    cases = {
        "63,395 words, 5 % changed": (of_words(large), of_words(edited(large, 0.05, chance))),
        "63,395 words, one paragraph": tuple(
            of_words(t, paragraph=10**6, section=10**6) for t in (large, edited(large, 0.05, chance))
        ),
        "63,395 words, nothing shared": (of_words(large), of_words(drawn(63_395, chance))),
        "100,000 times one word": tuple(
            of_words(t, paragraph=10**6, section=10**6) for t in (repeated, sprinkled)
        ),
        "100,000 times two words": tuple(of_words(t, paragraph=10**6, section=10**6) for t in either),
        "20,000 equal paragraphs": tuple(
            of_words(t, paragraph=5, section=10**6) for t in (repeated, sprinkled)
        ),
    }
    for name, (one, other) in cases.items():
        taken = quickest(lambda one=one, other=other: compare(one, other).redline.html, 1)  # type: ignore[misc]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{name:<30} {taken:.2f} s; at most {peak:.0f} MB so far")
