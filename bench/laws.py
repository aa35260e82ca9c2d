"""How often each topic of the law profiles is found in real policies: `python -m bench.laws CORPUS [--show TOPIC]`.

CORPUS is the folder with the corpus's index.json. `--show` prints sentences of one topic, to be read and judged.
`--labels` counts how often what is found now was judged right by a person; `--steps` compares successive versions, prints
each topic that one step lost, and counts those that `laws_steps.tsv` judges; `--judged` compares the versions that are judged
there alone. A passage that comes back is counted once.

`laws_labels.tsv` holds those judgements without any text: the part they belong to (phrases were tuned on one half of the
publishers, and measured on the other), the topic, the text and its SHA-256, the place of the passage and its SHA-256,
and the verdict. A line without a passage is a text that was judged to say nothing of the topic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from affiche.defaults import default_folder
from affiche.duties.findings import PolicyText, State, evidence
from affiche.duties.history import topic_changes
from affiche.duties.profiles import read_library
from affiche.problems import ProblemLog
from affiche.source import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.duties.profiles import Topic

LABELS = Path(__file__).parent / "laws_labels.tsv"
JUDGED = (State.PRESENT, State.MISSING)
STEPS = Path(__file__).parent / "laws_steps.tsv"
LAST = 40
"""Versions of a history that are compared."""


def histories(corpus: Path) -> Iterator[dict[str, Any]]:
    for item in json.loads((corpus / "index.json").read_text("utf-8"))["items"]:
        if item.get("kind") == "privacy" and not item["noise"] and item["language"] in {"en", "fr"}:
            yield item


def text(path: Path, language: str) -> PolicyText | None:
    edition = read_text(path, language, ProblemLog())
    return PolicyText.of(edition, language, {}) if edition else None


def newest(corpus: Path, topics: list[Topic], shown: str) -> None:
    found: dict[str, Counter[State]] = {topic.id: Counter() for topic in topics}
    sentences = []
    for item in histories(corpus):
        read = text(corpus / item["history"][-1]["file"], item["language"])
        if read is None:
            continue
        for topic in topics:
            one = evidence(topic, read)
            found[topic.id][one.state] += 1
            if topic.id == shown and one.state is State.PRESENT and one.passage:
                sentences.append(f"{item['id']}: {one.passage.text}")
    for name, states in found.items():
        print(f"{name:22}", "  ".join(f"{state.value} {states[state]}" for state in State if states[state]))
    print(*random.Random(1).sample(sentences, min(20, len(sentences))), sep="\n")


def labels(corpus: Path, topics: list[Topic]) -> None:
    """Print how many of the judged findings are right, for each topic by half and language; what is found no more is left out."""
    known = {topic.id: topic for topic in topics}
    texts: dict[str, PolicyText | None] = {}
    counts: dict[tuple[str, str, State], Counter[str]] = {}
    """For each topic, half of the publishers or language, and state: how many are right and wrong."""
    for line in LABELS.read_text("utf-8").splitlines()[1:]:
        part, name, language, file, digest, _, passage, verdict = line.split("\t")
        if file not in texts:
            same = (corpus / file).is_file() and sha((corpus / file).read_bytes()) == digest
            texts[file] = text(corpus / file, language) if same else None
        read = texts[file]
        if read and name in known:
            found = evidence(known[name], read)
            is_judged = (
                passage == "-"
                if found.state is State.MISSING
                else found.passage is not None and sha(found.passage.words.encode()) == passage
            )
            if found.state in JUDGED and is_judged:
                for group in (part, language):
                    counts.setdefault((name, group, found.state), Counter())[verdict] += 1
    for name, topic in known.items():
        cells = [f"{name:22}", f"decides {' '.join(sorted(topic.decides)) or 'not':5}"]
        for group in ("tune", "measure", "en", "fr"):
            for state in JUDGED:
                one = counts.get((name, group, state), Counter())
                cells.append(f"{group} {state.value} {one['right']}/{one.total()}")
        print("  ".join(cells))


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def steps(corpus: Path, topics: list[Topic]) -> None:
    looked_at = lost = 0
    lines = (line.split("\t") for line in STEPS.read_text("utf-8").splitlines()[1:])
    judged = {(topic, old, new, passage): verdict for topic, _, old, _, new, _, passage, verdict in lines}
    verdicts: Counter[str] = Counter()
    for item in histories(corpus):
        files = [one["file"] for one in item["history"][-LAST:]]
        read = ((file, text(corpus / file, item["language"])) for file in files)
        for (file, old), (later, new) in pairwise((file, one) for file, one in read if one):
            looked_at += 1
            for change in topic_changes(topics, old, new):
                if change.is_lost:
                    lost += 1
                    name = (change.topic.id, file, later, sha(change.passage.words.encode()))
                    verdicts[judged.get(name, "not judged")] += 1
                    print(f"{item['id']}: {change.topic.id}: {change.passage.text[:200]}")
    print(f"{lost} topics lost in {looked_at} steps:", dict(verdicts))


def judged(corpus: Path, topics: list[Topic]) -> None:
    """Print how many of the judged losses are found now, and how many of these are right."""
    known = {topic.id: topic for topic in topics}
    texts: dict[str, PolicyText | None] = {}
    verdicts: Counter[str] = Counter()
    for line in STEPS.read_text("utf-8").splitlines()[1:]:
        topic, _, old, old_digest, new, new_digest, passage, verdict = line.split("\t")
        for file, digest in ((old, old_digest), (new, new_digest)):
            if file not in texts and sha((corpus / file).read_bytes()) == digest:
                texts[file] = text(corpus / file, Path(file).suffixes[-2].removeprefix("."))
        before, after = texts.get(old), texts.get(new)
        changes = topic_changes([known[topic]], before, after) if before and after else ()
        is_found = any(one.is_lost and sha(one.passage.words.encode()) == passage for one in changes)
        verdicts[f"{verdict}, {'found' if is_found else 'not found'}"] += 1
        if is_found is (verdict == "wrong"):
            print(f"{verdict}: {topic}: {old} -> {new}")
    print(dict(verdicts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--show", default="")
    parser.add_argument("--labels", action="store_true")
    parser.add_argument("--steps", action="store_true")
    parser.add_argument("--judged", action="store_true")
    options = parser.parse_args()
    library = read_library([default_folder("laws")], ProblemLog())
    topics = list({duty.topic.id: duty.topic for duty in library.duties.values()}.values())
    if options.steps:
        steps(options.corpus, topics)
    elif options.judged:
        judged(options.corpus, topics)
    elif options.labels:
        labels(options.corpus, topics)
    else:
        newest(options.corpus, topics, options.show)


if __name__ == "__main__":
    main()
