"""Every rule, in the order of docs/rules.md."""

from __future__ import annotations

from affiche.problems import Severity
from affiche.rules import leftovers, links, names, numbers, reading, staleness, structure
from affiche.rules.rule import Rule, in_all_words, in_each_passage, in_each_text, in_each_translation
from affiche.rules.typography import ENGLISH, FRENCH

ERROR, ADVICE = Severity.ERROR, Severity.ADVICE


STRUCTURE = (
    Rule(
        id="structure/unread-text",
        severity=ADVICE,
        summary="a text in a language that the site does not have",
        why="Somebody took the trouble to write it, and no reader will ever see it.",
        fix="name its language under `locales` in site.yaml, or take the file away",
        seek=structure.unread_texts,
    ),
    Rule(
        id="structure/missing-section",
        severity=ERROR,
        summary="a section that only one locale has",
        why="Readers of every language must find the same text, and a link to a section works in all of them.",
        fix="translate the section, or give both the same id",
        seek=in_each_translation(structure.missing_sections),
    ),
    Rule(
        id="structure/section-order",
        severity=ERROR,
        summary="sections in another order than in the source locale",
        why="The sections are numbered: in another order, “section 4” means another text in each language.",
        fix="put the sections into one order",
        seek=in_each_translation(structure.section_order),
    ),
    Rule(
        id="structure/section-level",
        severity=ERROR,
        summary="a section nested otherwise than in the source locale",
        why="Numbers and the table of contents follow from how sections are nested.",
        fix="give the heading the same number of signs # in both files",
        seek=in_each_translation(structure.section_levels),
    ),
    Rule(
        id="structure/parts",
        severity=ADVICE,
        summary="lists or tables of another length than in the source locale",
        why="An entry that is missing from a list in one language is a right or a duty missing from the text.",
        fix="lay both files side by side and look for the entry that one lacks",
        seek=in_each_translation(structure.section_parts),
    ),
    Rule(
        id="structure/links",
        severity=ADVICE,
        summary="a link or e-mail address that only one locale has",
        why="A reader must be able to reach the same places. Two addresses at one host count as one place in two languages.",
        fix="add the link, or take it away in both",
        seek=in_each_translation(links.different_links),
    ),
    Rule(
        id="structure/numbers",
        severity=ADVICE,
        summary="a number, date or time that a section has in one locale alone",
        why="Periods, ages, amounts and dates are what readers rely on; here a slip of translation changes the meaning.",
        fix="see which of the two is right, and write it in both",
        seek=in_each_translation(numbers.different_numbers),
    ),
    Rule(
        id="structure/empty-section",
        severity=ADVICE,
        summary="a heading with nothing under it",
        why="A reader who follows the table of contents arrives at nothing.",
        fix="write the section, or take its heading away",
        seek=in_each_text(structure.empty_sections),
    ),
    Rule(
        id="structure/heading-jump",
        severity=ADVICE,
        summary="a heading that skips a level",
        why="The skipped level is often a slip, and the section is then nested in the wrong one.",
        fix="take signs # away until it is one level below the heading that it belongs to",
        seek=in_each_text(structure.heading_jumps),
    ),
    Rule(
        id="structure/heading-id",
        severity=ADVICE,
        summary="a heading without an id of its own",
        why="Its address is then made from its words: a new wording breaks every link to it, and hides that it is the same section.",
        fix="write the id after the heading; `affiche check --fix` does it",
        seek=in_each_text(structure.heading_ids),
        mends=structure.heading_ids,
    ),
    Rule(
        id="structure/dead-reference",
        severity=ERROR,
        summary="a link to a place of the text that is not there",
        why="A reader who follows it stays where they are.",
        fix="write `[](#id)`, with the id that stands after the section’s heading: its number and title are put in",
        seek=in_each_text(links.dead_references),
    ),
    Rule(
        id="structure/dead-policy-link",
        severity=ERROR,
        summary="a link to a page of this site that is not there",
        why="The address of a policy has its words in each language; a typed one goes wrong unseen.",
        fix="let Affiche write the link, with the policy’s title",
        seek=links.dead_policy_links,
    ),
)

STALENESS = (
    Rule(
        id="stale/section",
        severity=ERROR,
        summary="a section whose source changed since the newest published version, and whose translation did not",
        why="Readers of the translation would be told what no longer applies.",
        fix="bring the translation up to date",
        seek=staleness.stale_translations,
    ),
)

LEFTOVERS = (
    Rule(
        id="leftovers/placeholder",
        severity=ERROR,
        summary="words still to be filled in",
        why="`[INSERT LINK]`, TODO or XXXX on a published page tells readers that nobody read it.",
        fix="fill in what is meant, or take it away",
        seek=in_all_words(in_each_passage(leftovers.placeholders)),
    ),
    Rule(
        id="leftovers/untranslated",
        severity=ERROR,
        summary="a section in English where the text should be French, or the other way round",
        why="A copy of the source text is a good beginning for a translation, and nobody can read what was left of it.",
        fix="translate it; words that are meant to be in another language are marked as such, as in `*words*{: lang=en }`",
        seek=in_each_text(leftovers.untranslated),
    ),
    Rule(
        id="leftovers/made-up-address",
        severity=ERROR,
        summary="an address at example.com, example.net or example.org in site.yaml or policy.yaml",
        why="`affiche new --yes` makes such addresses up. Nobody reads e-mail there, and no link to them works.",
        fix="write the real address",
        seek=leftovers.made_up_addresses,
    ),
    Rule(
        id="leftovers/missing-list",
        severity=ADVICE,
        summary="“listed below” with no list after it",
        why="The list was lost, or the words that announce it were left behind.",
        fix="add the list, or reword the sentence",
        seek=in_each_text(leftovers.missing_lists),
    ),
    Rule(
        id="leftovers/numbered-reference",
        severity=ADVICE,
        summary="a reference to a section by its number",
        why="The numbers change when a section is added or moved, and nobody reads all references again.",
        fix="write `[](#id)`: the number and title are put in, in each language",
        seek=in_each_text(leftovers.numbered_references),
    ),
    Rule(
        id="leftovers/company",
        severity=ADVICE,
        summary="a company in the publisher’s place that is neither the publisher nor among the facts",
        why="A name left over from a model text, or spelled in two ways, makes it unclear who is responsible.",
        fix="correct the name; or name the company among the facts in policy.yaml, with the other recipients",
        seek=names.foreign_companies,
    ),
    Rule(
        id="leftovers/typed-date",
        severity=ADVICE,
        summary="the date of the version, typed into the text",
        why="Every page shows the dates of its version; a typed one is forgotten at the next change.",
        fix="take the line away",
        seek=in_each_text(leftovers.typed_dates),
    ),
    Rule(
        id="leftovers/check-back",
        severity=ADVICE,
        summary="“check this page regularly” as the only promise",
        why="The European guidelines on transparency (WP260 rev.01, paragraph 29) call this not only insufficient but unfair.",
        fix="say how readers will be told, and promise it as `notice_days` in policy.yaml",
        seek=leftovers.check_back,
    ),
    Rule(
        id="leftovers/numeric-date",
        severity=ADVICE,
        summary="a date in numbers alone",
        why="06/03/2026 is in March for some readers and in June for others.",
        fix="write the month as a word",
        seek=in_all_words(in_each_passage(leftovers.numeric_dates)),
    ),
)


READING = (
    Rule(
        id="reading/long-sentence",
        severity=ADVICE,
        summary="a sentence too long to be taken in",
        why="The law asks for clear and plain language; past some fifty words readers lose the thread.",
        fix="make two sentences of it, or a list",
        seek=in_each_text(in_each_passage(reading.long_sentences)),
    ),
    Rule(
        id="reading/long-paragraph",
        severity=ADVICE,
        summary="a paragraph too long to be taken in",
        why="Readers look for their own question; a block of text hides it.",
        fix="part it by subject, or make a list",
        seek=in_each_text(in_each_passage(reading.long_paragraphs)),
    ),
    Rule(
        id="reading/hedging",
        severity=ADVICE,
        summary="a sentence that hedges again and again",
        why="“May”, “might”, “some” and “often” leave readers guessing what is done (WP260 rev.01, paragraph 13).",
        fix="say what is done, and when",
        seek=in_each_text(reading.hedging),
    ),
)

RULES = (*STRUCTURE, *STALENESS, *LEFTOVERS, *FRENCH, *ENGLISH, *READING)
"""All of them."""
