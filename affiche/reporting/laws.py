"""What a policy says of the duties of some laws: as text, JSON, CSV or a Word file for counsel."""

from __future__ import annotations

import csv
import io
import json
from textwrap import fill
from typing import TYPE_CHECKING, Any

from affiche.duties.findings import State
from affiche.duties.review import location_of
from affiche.duties.shapes import Read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from affiche.duties.findings import Evidence, Finding
    from affiche.duties.history import TopicChange
    from affiche.duties.passages import Passage
    from affiche.duties.profiles import Library
    from affiche.duties.review import Review
    from affiche.model import Version
    from affiche.source.files import SourceFile

    Files = Mapping[tuple[str, str], SourceFile]
    """The text of each policy in each locale."""

WORDS = {
    "en": {
        "missing": "missing",
        "undetermined": "undetermined",
        "stated": "said by you",
        "present": "present",
        "not_applicable": "does not apply",
        "lost": "no longer said",
        "gained": "newly said",
        "ask": "ask:",
        "add": "add to",
        "new": "in a new section",
        "alone": "Not found in every language:",
        "asked": "Your answers decide which duties apply to {policy}. Type yes or no; press Enter to leave a question open.",
        "keep": "To keep your answers, write this line in {settings}, in place of any `answers:` there:",
        "choice": "[yes/no]",
        "open": "To answer in policy.yaml, such as `answers: {{{first}: no}}`, so that what does not apply is left out:",
        "since": "What laws ask for, since version {version}",
        "memory": "Nobody read this provision in the law for this profile, so it is never called missing: ask your counsel.",
        "look": 'What is undetermined needs a person. Where the text says it, name the section in policy.yaml: `law: {{{duty}: "#section"}}`.',
        "applies": "Applies where the answer is yes:",
        "to_ask": "What to ask:",
        "source": "The provision was read in the law itself.",
        "secondary": "The provision was read in a trustworthy second place.",
        "read": "Last looked up on {day}.",
        "colon": ":",
        "old": "This profile was last looked up on {day}, more than a year ago: look its provisions up again.",
        "advice": "These are findings about a text, not legal advice. Nothing here says that a policy complies with a law.",
        "columns": "What the law asks for,Finding,What the policy says,To ask",
        "header": "policy,law,provision,address,duty,title,state,locale,section,line,sentence,question",
    },
    "fr": {
        "missing": "absent",
        "undetermined": "à vérifier",
        "stated": "indiqué par vous",
        "present": "présent",
        "not_applicable": "sans objet",
        "lost": "n’est plus dit",
        "gained": "désormais dit",
        "ask": "à demander :",
        "add": "à ajouter dans",
        "new": "dans une nouvelle section",
        "alone": "Pas trouvée dans toutes les langues\u00a0:",
        "asked": "Vos réponses déterminent les obligations qui s’appliquent à {policy}. Répondez par oui ou non; appuyez sur Entrée pour laisser une question ouverte.",
        "keep": "Pour conserver vos réponses, écrivez cette ligne dans {settings}, à la place de toute ligne `answers:` :",
        "choice": "[oui/non]",
        "open": "À préciser dans policy.yaml, par exemple `answers: {{{first}: no}}`, pour que ce qui est sans objet soit omis :",
        "since": "Ce que demandent les lois, depuis la version {version}",
        "memory": "Personne n’a lu cette disposition dans la loi pour ce profil, qui ne la déclare donc jamais absente\u00a0: consultez un juriste.",
        "look": 'Ce qui est à vérifier demande l’œil d’une personne. Si le texte le dit, nommez la section dans policy.yaml\u00a0: `law: {{{duty}: "#section"}}`.',
        "applies": "S’applique si la réponse est oui :",
        "to_ask": "À demander :",
        "source": "La disposition a été lue dans la loi elle-même.",
        "secondary": "La disposition a été lue dans une autre source digne de foi.",
        "read": "Vérifiée pour la dernière fois le {day}.",
        "colon": "\u00a0:",
        "old": "Ce profil a été vérifié le {day}, il y a plus d’un an : vérifiez de nouveau ses dispositions.",
        "advice": "Ces constats portent sur un texte et ne constituent pas un avis juridique. Rien ici ne dit qu’une politique respecte une loi.",
        "columns": "Ce que demande la loi,Constat,Ce que dit la politique,À demander",
        "header": "politique,loi,disposition,adresse,obligation,titre,constat,langue,section,ligne,phrase,question",
    },
}
LONGEST_QUOTE = 160
DOCX_WIDTHS = (22, 11, 45, 22)
"""Of 100: the columns of the table for counsel, most of it for the sentences."""
_ORDER = (State.MISSING, State.UNDETERMINED, State.STATED, State.PRESENT)


def laws_text(reviews: Sequence[Review], files: Files, day: date, language: str) -> str:
    """Write the findings for a terminal: what is missing first; what does not apply is left out."""
    say = WORDS[language]
    lines: list[str] = []
    for review in reviews:
        lines += [f"{_title(review, language)} ({review.policy.name})", ""]
        lines += _open_questions(review, language)
        for profile, found in review.by_law:
            lines += [profile.name[language], f"  {profile.address}"]
            if profile.is_old(day):
                lines.append(f"  {say['old'].format(day=profile.verified_on)}")
            for state in _ORDER:
                for finding in found:
                    if finding.state is state:
                        lines += _finding_lines(review, finding, files, language)
            lines.append("")
        if review.since and (changed := law_changes_text(review.changes, review.since, language)):
            lines += [changed, ""]
    open_duty = next((one.duty.id for one in _all(reviews) if one.state is State.UNDETERMINED), "")
    if open_duty:
        lines.append(say["look"].format(duty=open_duty))
    return "\n".join([*lines, say["advice"]])


def _all(reviews: Sequence[Review]) -> Iterator[Finding]:
    return (finding for review in reviews for _, found in review.by_law for finding in found)


def _title(review: Review, language: str) -> str:
    titles = review.policy.titles
    near = [titles[locale] for locale, spoken in review.languages.items() if spoken == language]
    return [*near, *titles.values()][0]


def asked_text(policy: str, language: str) -> str:
    """Say at a terminal what the questions that follow are for."""
    return f"{WORDS[language]['asked'].format(policy=policy)}\n"


def question_text(question: Mapping[str, str], language: str) -> str:
    """Put one question, with what can be typed."""
    return f"{question[language]} {WORDS[language]['choice']}"


def answers_text(answers: Mapping[str, bool], settings: str, language: str) -> str:
    """Say where the answers just given are to be written, and how."""
    written = ", ".join(f"{name}: {'yes' if answer else 'no'}" for name, answer in answers.items())
    return f"\n{WORDS[language]['keep'].format(settings=settings)}\n\n  answers: {{{written}}}\n"


def _open_questions(review: Review, language: str) -> Iterator[str]:
    if review.unanswered:
        yield WORDS[language]["open"].format(first=next(iter(review.unanswered)))
        yield from (f"  {name}: yes/no   # {asked[language]}" for name, asked in review.unanswered.items())
        yield ""


def _finding_lines(review: Review, finding: Finding, files: Files, language: str) -> Iterator[str]:
    say, duty = WORDS[language], finding.duty
    yield f"  {say[finding.state.value]:14} {duty.title[language]} [{duty.provision[language]}] {duty.id}"
    if finding.state is State.STATED:
        yield f"  {'':14} {finding.stated}"
    if finding.is_in_one_language_alone:
        yield f"  {'':14} {_in_one_language(finding, say)}"
    for locale, found in finding.locales.items():
        if found.passage:
            yield f"  {'':14} {locale}: {_shown(review, locale, found.passage, files)}"
    if finding.state in {State.MISSING, State.UNDETERMINED}:
        if duty.read is Read.MEMORY and finding.state is State.UNDETERMINED:
            yield f"  {'':14} {say['memory']}"
        if not finding.needs_answer:
            yield f"  {'':14} {say['ask']} {duty.topic.question[language]}"
    if finding.state is State.MISSING:
        yield from _lines_to_add(review, finding, say)


def _lines_to_add(review: Review, finding: Finding, say: Mapping[str, str]) -> Iterator[str]:
    """Give the question to paste into each text that lacks a duty, with the section it belongs to."""
    topic = finding.duty.topic
    for locale, spoken in review.languages.items():
        if finding.locales[locale].state is State.MISSING and (asked := topic.question.get(spoken)):
            place = _section_for(review, locale, topic.section) or say["new"]
            yield f"  {'':14} {say['add']} {locale}.md, {place}{say['colon']} {to_decide(asked, spoken)}"


def _section_for(review: Review, locale: str, wanted: str) -> str:
    """Name the section of a text that a topic belongs to, if the text has one of that id."""
    ids = {section.id for section in review.policy.working[locale].walk()}
    return f"#{wanted}" if wanted in ids else ""


def to_decide(question: str, language: str) -> str:
    """Write a question into a text so that `affiche check` reports it until it is answered."""
    return f"[À DÉCIDER : {question}]" if language == "fr" else f"[DECIDE: {question}]"


def _in_one_language(finding: Finding, say: Mapping[str, str]) -> str:
    """Say what was found in each language, where one meets the duty and another does not."""
    states = (f"{locale} {say[found.state.value]}" for locale, found in finding.locales.items())
    return f"{say['alone']} {', '.join(states)}"


def _shown(review: Review, locale: str, passage: Passage, files: Files) -> str:
    file = files.get((review.policy.name, locale))
    where = f"{file.path}:{location_of(passage, file).line}  " if file else ""
    return f"{where}“{_quoted(passage.text)}”"


def _quoted(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE].rsplit(' ', 1)[0]} …"


def law_changes_text(
    changes: Mapping[str, Sequence[TopicChange]], since: Version, language: str = "en"
) -> str:
    """Say what a text no longer speaks of, and newly does; nothing where there is no such topic."""
    lines = [
        f"  {law_change(change, language):14} {change.topic.title[language]} ({locale}) “{_quoted(change.passage.text)}”"
        for locale, found in changes.items()
        for change in found
    ]
    return "\n".join([WORDS[language]["since"].format(version=since.id), *lines]) if lines else ""


def law_change(change: TopicChange, language: str = "en") -> str:
    """Say of a topic whether a text no longer speaks of it, or newly does."""
    return WORDS[language]["lost" if change.is_lost else "gained"]


def change_record(change: TopicChange) -> dict[str, str]:
    """Give a topic that was lost or gained to a program."""
    return {
        "topic": change.topic.id,
        "change": "lost" if change.is_lost else "gained",
        "sentence": change.passage.text,
    }


def rows(reviews: Sequence[Review], files: Files, language: str) -> Iterator[dict[str, Any]]:
    """Give each finding in each locale as one flat record."""
    for review in reviews:
        for profile, found in review.by_law:
            for finding in found:
                for locale, one in finding.locales.items():
                    state = finding.state if finding.state is State.STATED else one.state
                    is_open = state in {State.MISSING, State.UNDETERMINED}
                    yield {
                        "policy": review.policy.name,
                        "law": profile.short[language],
                        "provision": finding.duty.provision[language],
                        "address": profile.address,
                        "duty": finding.duty.id,
                        "title": finding.duty.title[language],
                        "state": state.value,
                        "locale": locale,
                        **_place(one, finding, files.get((review.policy.name, locale))),
                        "question": finding.duty.topic.question[language] if is_open else "",
                    }


def duty_record(library: Library, identifier: str, language: str) -> dict[str, str]:
    """Explain one duty to a program: what the provision asks, when it applies, and how surely it is known."""
    duty = library.duties[identifier]
    profile = next(profile for profile in library.profiles.values() if duty in profile.duties)
    return {
        "id": duty.id,
        "provision": duty.provision[language],
        "law": profile.name[language],
        "address": profile.address,
        "title": duty.title[language],
        "explanation": duty.topic.explanation[language],
        "applies": library.conditions[duty.when][language] if duty.when else "",
        "question": duty.topic.question[language],
        "read": duty.read.value,
        "verified_on": profile.verified_on.isoformat(),
    }


def duty_text(library: Library, identifier: str, language: str = "en") -> str:
    """Explain one duty in the terminal."""
    say, told = WORDS[language], duty_record(library, identifier, language)
    parts = [
        f"{told['id']} ({told['provision']})",
        told["title"],
        told["explanation"],
        f"{say['applies']} {told['applies']}" if told["applies"] else "",
        f"{say['to_ask']} {told['question']}",
        f"{say[told['read']]} {say['read'].format(day=told['verified_on'])} {told['law']}{say['colon']} {told['address']}",
    ]
    return "\n\n".join(
        fill(part, 100, break_on_hyphens=False, break_long_words=False) for part in parts if part
    )


def _place(found: Evidence, finding: Finding, file: SourceFile | None) -> dict[str, Any]:
    passage = found.passage
    return {
        "section": passage.section if passage else finding.stated.removeprefix("#"),
        "line": location_of(passage, file).line if passage and file else None,
        "sentence": passage.text if passage else "",
    }


def laws_json(reviews: Sequence[Review], files: Files, day: date, language: str) -> str:
    """Give the findings to a program."""
    content = {
        "as_of": day.isoformat(),
        "note": WORDS[language]["advice"],
        "findings": list(rows(reviews, files, language)),
        "changes": [
            {
                "policy": review.policy.name,
                "since": review.since.id if review.since else None,
                "locale": locale,
                **change_record(change),
            }
            for review in reviews
            for locale, changes in review.changes.items()
            for change in changes
        ],
        "unanswered": sorted({name for review in reviews for name in review.unanswered}),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def laws_csv(reviews: Sequence[Review], files: Files, day: date, language: str) -> str:
    """Write one line for each finding and locale, for a spreadsheet."""
    del day
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(WORDS[language]["header"].split(","))
    for row in rows(reviews, files, language):
        shown = {**row, "state": WORDS[language][row["state"]]}
        writer.writerow([_safe_cell(str(cell)) if cell is not None else "" for cell in shown.values()])
    return out.getvalue()


def _safe_cell(text: str) -> str:
    """Keep a spreadsheet from taking a sentence that begins with = + - or @ for a formula."""
    return f"'{text}" if text[:1] in "=+-@" and text[:1] else text


def laws_docx(reviews: Sequence[Review], files: Files, day: date, language: str) -> bytes:
    """Write the findings as a Word file for counsel: a table for each law, with one row for each duty that applies."""
    from affiche.word.writer import Run, WordFile

    del files
    say = WORDS[language]
    word = WordFile(language=language)
    for review in reviews:
        word.add(word.paragraph([Run(text=f"{_title(review, language)} ({day})")], style="Heading1"))
        word.add(word.paragraph([Run(text=say["advice"])]))
        for profile, found in review.by_law:
            word.add(word.paragraph([Run(text=profile.name[language])], style="Heading2"))
            old = say["old"] if profile.is_old(day) else say["read"]
            about = f"{profile.address}\n{old.format(day=profile.verified_on)}"
            word.add(word.paragraph([Run(text=about)]))
            heads = [[(head, True)] for head in say["columns"].split(",")]
            table = [heads, *_duty_rows(found, language)]
            cells = (
                ["".join(word.paragraph([Run(text=text, bold=bold)]) for text, bold in cell) for cell in row]
                for row in table
            )
            word.add(word.table(((row, None) for row in cells), widths=DOCX_WIDTHS))
        if review.since and (changed := law_changes_text(review.changes, review.since, language)):
            head, *lines = changed.splitlines()
            word.add(word.paragraph([Run(text=head)], style="Heading2"))
            word.add("".join(word.paragraph([Run(text=line.strip())]) for line in lines))
    return word.save(is_landscape=True)


def _duty_rows(found: Sequence[Finding], language: str) -> Iterator[list[list[tuple[str, bool]]]]:
    """Give the cells of each duty, as paragraphs with whether they are bold: those that need a person come first."""
    say = WORDS[language]
    for finding in sorted(found, key=lambda one: list(State).index(one.state)):
        if finding.state is State.NOT_APPLICABLE:
            continue
        duty, is_open = finding.duty, finding.state in {State.MISSING, State.UNDETERMINED}
        sentences = [
            f"{locale}{say['colon']} {f'“{one.passage.text}”' if one.passage else say[one.state.value]}"
            for locale, one in finding.locales.items()
        ]
        stated = [finding.stated] if finding.state is State.STATED else []
        stated += [_in_one_language(finding, say)] if finding.is_in_one_language_alone else []
        yield [
            [(duty.title[language], True), (duty.provision[language], False)],
            [(say[finding.state.value], finding.state is State.MISSING)],
            [(text, False) for text in [*stated, *sentences]],
            [(duty.topic.question[language], False)] if is_open else [],
        ]


FORMS: dict[str, Callable[[Sequence[Review], Files, date, str], str | bytes]] = {
    "text": laws_text,
    "json": laws_json,
    "csv": laws_csv,
    "docx": laws_docx,
}
