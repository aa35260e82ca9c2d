"""What is wrong around the texts: the theme, law profiles, and Affiche itself."""

from __future__ import annotations

from affiche.kinds.kind import ADVICE, ERROR, kind

kind(
    "theme/template",
    ERROR,
    "a template of the site that is missing, cannot be read or fails",
    why="No page of its kind can be made.",
    fix="mend it, or remove it: then the default one is used",
    example=(
        '{% extends "version.html" %}              in templates/version.html',
        '{% extends "default/version.html" %}      in templates/version.html',
    ),
)
kind(
    "theme/catalogue",
    ERROR,
    "a catalogue of interface words that is missing, damaged or not complete",
    why="A page in one language would say some of its words in another.",
    fix="fill the catalogue in `locales/`; its template is affiche.pot",
    example=('msgid "In force"\nmsgstr ""', 'msgid "In force"\nmsgstr "En vigueur"'),
)
kind(
    "theme/missing-file",
    ERROR,
    "a file that `look` names and the theme does not have",
    why="The page would show a broken picture, or another typeface.",
    fix="put the file into templates/static/",
    example=("look: {logo: logo.svg}", "templates/static/logo.svg"),
)
kind(
    "theme/unused-file",
    ADVICE,
    "a file of the theme that no page uses",
    why="It is posted all the same, and somebody thought that it would be seen.",
    fix="name it in `look` or in a template, or remove it",
    example=("templates/static/old-logo.svg", "look: {logo: logo.svg}"),
)
kind(
    "theme/untranslated",
    ADVICE,
    "words of a template without a translation",
    why="Readers of the other language would read them in English.",
    fix="add them to the catalogue of the language",
    example=('{{ _("Our offices") }}', 'msgid "Our offices"\nmsgstr "Nos bureaux"'),
)
kind(
    "theme/contrast",
    ADVICE,
    "a colour that is hard to read on its ground",
    why="Readers with weak sight, or in the sun, cannot tell it from the ground (WCAG 2.2, 1.4.3).",
    fix="choose a darker one for light pages, a lighter one for dark pages",
    example=('look: {accent: "#f5b800"}', 'look: {accent: "#7a5c00", accent_dark: "#f5b800"}'),
)
kind(
    "theme/paper",
    ERROR,
    "a PDF file that would fetch something from another server",
    why="What a reader keeps would then depend on what that server answers on the day of the build.",
    fix="put the file into templates/static/, or the picture into the page",
    example=(
        '<img src="https://cdn.example/logo.png" alt="Finch">',
        '<img src="data:image/png;base64,…" alt="Finch">',
    ),
)
kind(
    "law/profile",
    ERROR,
    "a law profile that names a topic or condition which does not exist, or gives an id that another law has",
    why="A duty is looked for by its topic, and named by its id alone.",
    fix="use a name of topics.yaml, and begin each id with the name of the law",
    example=("topic: retenion", "topic: retention"),
)
kind(
    "law/name",
    ERROR,
    "a law, question, duty or section in policy.yaml that does not exist",
    why="What the line says would be lost without a word: nothing else reads it.",
    fix="choose a name that `affiche laws` shows, or a section of the text",
    example=("laws: [eu, ca-q]", "laws: [eu, ca-qc]"),
)
kind(
    "affiche/fault",
    ERROR,
    "a fault of Affiche itself",
    why="You did nothing wrong: a program should never end like this.",
    fix="report it with what you did; SECURITY.md says where",
    example=("(the message that you see)", "affiche doctor"),
)
