"""What `affiche laws` finds: phrases, passages, findings, losses, and the report of the sample as a person reads it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche.cli import main
from affiche.defaults import default_folder
from affiche.duties.findings import PolicyText, State, evidence, findings
from affiche.duties.history import topic_changes
from affiche.duties.passages import passages
from affiche.duties.phrases import PhraseList, words_of
from affiche.duties.profiles import read_library
from affiche.problems import ProblemLog
from affiche.source import read_text

if TYPE_CHECKING:
    from affiche.duties.profiles import Library
    from affiche.model import Fact

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "content"
GOLDEN = Path(__file__).parent


@pytest.fixture(scope="module")
def library() -> Library:
    log = ProblemLog()
    read = read_library([default_folder("laws")], log)
    assert not log.problems
    return read


def text(markdown: str, tmp_path: Path, language: str = "en") -> PolicyText:
    path = tmp_path / "text.md"
    path.write_text(f"# Policy\n\n## One {{#one}}\n\n{markdown}\n", "utf-8")
    edition = read_text(path, language, ProblemLog())
    assert edition
    return PolicyText.of(edition, language, {})


@pytest.mark.parametrize(
    ("phrase", "sentence", "is_found"),
    [
        ("withdraw*/revoke* … consent", "You may withdraw, at any time, your consent.", True),
        ("withdraw*/revoke* … consent", "Consent is what you withdraw.", False),
        ("withdraw … consent", "You withdrawal of consent", False),
        ("within NUMBER days", "within 30 days", True),
        ("within NUMBER days", "within thirty days", True),
        ("within NUMBER days", "within some days", False),
        ("droit* d opposition", "Vous avez un droit d’opposition.", True),
        ("opt out", "You can opt-out.", True),
        ("a … z", "a " + "b " * 12 + "z", True),
        ("a … z", "a " + "b " * 13 + "z", False),
    ],
)
def test_a_phrase_is_found(*, phrase: str, sentence: str, is_found: bool) -> None:
    assert PhraseList((phrase,)).is_in(words_of(sentence)) is is_found


@given(
    st.lists(st.sampled_from(["keep", "for", "NUMBER", "days", "…", "delet*", "a/b"]), min_size=1, max_size=6)
)
def test_every_phrase_can_be_compiled(parts: list[str]) -> None:
    PhraseList((" ".join(parts),)).is_in(words_of("we keep it for 30 days"))


def test_an_item_has_its_lead_and_a_row_its_heads(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text(
        "# P\n\nBefore.\n\n## Rights {#rights}\n\nYou can ask us to:\n\n- delete it;\n- correct it.\n\n"
        "| What | How long |\n|---|---|\n| Logs | six months |\n",
        "utf-8",
    )
    edition = read_text(path, "en", ProblemLog())
    assert edition
    assert [(one.section, one.text, one.words) for one in passages(edition)] == [
        ("", "Before.", "before"),
        ("rights", "You can ask us to:", "you can ask us to"),
        ("rights", "delete it;", "you can ask us to delete it"),
        ("rights", "correct it.", "you can ask us to correct it"),
        ("rights", "What: Logs; How long: six months", "what logs how long six months"),
    ]


@pytest.mark.parametrize(
    ("topic", "language", "sentence", "state"),
    [
        (
            "erasure",
            "en",
            "You have the right to have your data deleted: the right to deletion.",
            State.PRESENT,
        ),
        ("erasure", "fr", "Vous pouvez demander la suppression de vos renseignements.", State.PRESENT),
        ("erasure", "en", "We like trees.", State.MISSING),
        ("erasure", "en", "Logs are deleted.", State.UNDETERMINED),
        ("retention", "en", "We keep logs for 30 days.", State.PRESENT),
        ("retention", "en", "We keep logs for [DECIDE: keep for 30 days?]", State.UNDETERMINED),
        ("safeguard", "en", "Adequate protection against fire. We transfer nothing.", State.UNDETERMINED),
        (
            "safeguard",
            "fr",
            "Les transferts hors de l’Union reposent sur des clauses contractuelles types.",
            State.PRESENT,
        ),
        ("complaint", "en", "You can complain to the supervisory authority.", State.PRESENT),
        ("change", "en", "We will notify you of material changes to this policy by e-mail.", State.PRESENT),
        ("change", "fr", "Nous vous informerons des modifications de la présente politique.", State.PRESENT),
        ("mandatory", "en", "You are not required to provide your name.", State.UNDETERMINED),
        ("access", "en", "We reserve the right to access your account.", State.UNDETERMINED),
        ("sale", "en", "When we sell a business, its assets pass to the buyer.", State.UNDETERMINED),
        ("sale", "en", "We may sell your information with that part of our business.", State.UNDETERMINED),
        (
            "safeguard",
            "en",
            "Some countries are not recognised as having adequate protection.",
            State.MISSING,
        ),
        ("agent", "en", "The Support Agent can request access to the webcam.", State.MISSING),
        ("transfer", "fr", "Vos données sont transférées aux États-Unis.", State.PRESENT),
        ("children", "en", "Our services are not directed to children under 13.", State.PRESENT),
        ("erasure", "de", "Sie haben ein Recht auf Löschung.", State.UNDETERMINED),
        (
            "contact",
            "fr",
            "Cela sert à gérer les questions adressées au service à la clientèle.",
            State.UNDETERMINED,
        ),
        (
            "contact",
            "fr",
            "Adressez votre plainte à la CNIL en écrivant à plaintes@cnil.example.",
            State.MISSING,
        ),
        ("contact", "fr", "Pour toute question, écrivez à privacy@example.com.", State.PRESENT),
        (
            "contact",
            "en",
            "If you no longer wish to get our news, contact us at news@example.com.",
            State.UNDETERMINED,
        ),
        ("contact", "en", "Our officer can be contacted at privacy@example.com.", State.PRESENT),
        (
            "withdraw",
            "fr",
            "Nous les gardons tant que vous ne retirez pas votre consentement.",
            State.MISSING,
        ),
        ("withdraw", "fr", "Vous pouvez retirer votre consentement à tout moment.", State.PRESENT),
        ("access", "fr", "Une copie de vos données est reçue par notre filiale.", State.MISSING),
        ("access", "fr", "Vous pouvez obtenir une copie de vos données.", State.PRESENT),
        ("basis", "fr", "Pour en savoir plus sur nos bases juridiques, suivez ce lien.", State.MISSING),
        ("basis", "fr", "La base juridique est notre intérêt légitime.", State.PRESENT),
        ("transfer", "fr", "Nous proposons des hébergements aux États-Unis.", State.MISSING),
        ("transfer", "fr", "Vos données sont hébergées aux États-Unis.", State.PRESENT),
        ("portability", "fr", "Vous avez un droit à la transférabilité de vos données.", State.PRESENT),
        ("objection", "fr", "Vous avez le droit de refuser ce traitement.", State.PRESENT),
        ("verification", "fr", "Nous répondons une fois votre identité confirmée.", State.PRESENT),
        (
            "rectification",
            "fr",
            "Vous pouvez nous contacter pour mettre à jour vos renseignements.",
            State.PRESENT,
        ),
        ("change", "en", "We’ll notify you about significant changes to it.", State.PRESENT),
        ("contact", "en", "Questions? Contact us at the address above.", State.PRESENT),
        ("retention", "en", "We keep what you watch for a maximum of 18 months.", State.PRESENT),
        ("transfer", "en", "Your data will be sent to the US.", State.PRESENT),
        ("agent", "en", "Your authorised agent can ask for you.", State.PRESENT),
        ("agent", "fr", "Votre mandataire peut agir en votre nom.", State.UNDETERMINED),
        ("agent", "fr", "Nous aimons les arbres.", State.UNDETERMINED),
        ("basis", "en", "We do not rely on the Shield as our lawful basis.", State.MISSING),
        ("transfer", "en", "Our host stores data in France and in other countries.", State.PRESENT),
        (
            "agent",
            "en",
            "We share it to do what you requested and to write on your behalf.",
            State.UNDETERMINED,
        ),
        ("complaint", "en", "You have the right to contact the data protection authority.", State.PRESENT),
        ("complaint", "fr", "Vous avez le droit de contacter la CNIL.", State.PRESENT),
        ("sale", "en", "We are not in the business of selling what we know of you.", State.PRESENT),
        ("copy", "fr", "Une copie des accords qui encadrent ces transferts est à demander.", State.PRESENT),
        ("copy", "fr", "Vous pouvez consulter les clauses contractuelles sur notre site.", State.PRESENT),
        ("copy", "fr", "Nous exigeons des garanties de nos fournisseurs.", State.UNDETERMINED),
        ("children", "fr", "Notre boutique ne vise pas les enfants.", State.PRESENT),
        ("children", "fr", "Nous ne recueillons pas sciemment les données d’un mineur.", State.PRESENT),
        ("children", "fr", "Si un enfant nous a fourni des données, écrivez-nous.", State.PRESENT),
        ("children", "fr", "Tarif réduit pour les enfants.", State.UNDETERMINED),
        ("sale", "fr", "Nous ne revendons pas vos données.", State.PRESENT),
        ("sale", "fr", "Vos données ne font l’objet d’aucune vente.", State.PRESENT),
        ("sale", "fr", "Elles ne sont ni vendues ni louées.", State.PRESENT),
        ("sale", "fr", "Cela sert au service après-vente de vos commandes.", State.UNDETERMINED),
        ("verification", "fr", "Exercez ces droits en joignant une pièce d’identité.", State.PRESENT),
        ("verification", "fr", "Nous vérifions l’identité du demandeur avant de répondre.", State.PRESENT),
        ("verification", "fr", "Une pièce d’identité est demandée à la livraison.", State.UNDETERMINED),
        (
            "change",
            "en",
            "When one matters to you, you have 30 days’ notice before it applies.",
            State.PRESENT,
        ),
        ("change", "fr", "Vous en êtes avisé 30 jours avant qu’elle s’applique.", State.PRESENT),
    ],
)
def test_a_topic_is_found(  # noqa: PLR0913 a case
    *, topic: str, language: str, sentence: str, state: State, library: Library, tmp_path: Path
) -> None:
    topics = {duty.topic.id: duty.topic for duty in library.duties.values()}
    assert evidence(topics[topic], text(sentence, tmp_path, language)).state is state


@pytest.mark.parametrize(
    "words",
    [
        "[DECIDE: what is it? Say on what it rests, such as standard contractual clauses.]",
        "We transfer it. [DECIDE: where? Name the standard contractual clauses. Or take this away.]",
        "[À DÉCIDER : où ? Citez les standard contractual clauses.] We transfer it.",
    ],
)
def test_a_question_of_several_sentences_is_no_statement(
    words: str, library: Library, tmp_path: Path
) -> None:
    topics = {duty.topic.id: duty.topic for duty in library.duties.values()}
    assert evidence(topics["safeguard"], text(words, tmp_path)).state is State.UNDETERMINED


def test_a_column_of_another_table_does_not_answer(library: Library, tmp_path: Path) -> None:
    topics = {duty.topic.id: duty.topic for duty in library.duties.values()}
    row = {"purpose": "Hosting of our shop"}
    table: Fact = {"columns": {"purpose": "What it does"}, "rows": (row,)}
    found = text("Hosting of our shop", tmp_path)
    for name, state in (("recipients", State.UNDETERMINED), ("purposes", State.PRESENT)):
        assert evidence(topics["purposes"], replace(found, facts={name: table})).state is state


def test_answers_and_statements_decide(library: Library, tmp_path: Path) -> None:
    texts = {"en": text("We like trees.", tmp_path)}
    duties = [library.duties[name] for name in ("eu-13-2-c", "eu-13-2-d", "ca-qc-12-1", "eu-13-2-f")]
    found = {one.duty.id: one for one in findings(duties, texts, {"consent": False}, {"eu-13-2-d": "#one"})}
    assert found["eu-13-2-c"].state is State.NOT_APPLICABLE
    assert found["eu-13-2-d"].state is State.STATED
    assert found["eu-13-2-f"].state is State.UNDETERMINED
    assert found["eu-13-2-f"].needs_answer
    answered = {one.duty.id: one for one in findings(duties, texts, {"automated": True}, {})}
    assert answered["eu-13-2-f"].state is State.MISSING
    assert answered["ca-qc-12-1"].state is State.UNDETERMINED, "cited from memory"


def test_a_duty_met_in_one_language_alone_is_not_met(library: Library, tmp_path: Path) -> None:
    texts = {
        "en": text("You can complain to the supervisory authority.", tmp_path),
        "fr": text("Nous aimons les arbres.", tmp_path, "fr"),
    }
    (found,) = findings([library.duties["eu-13-2-d"]], texts, {}, {})
    assert found.state is State.MISSING
    assert found.is_in_one_language_alone


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("We will notify you of material changes to this policy by e-mail.", "We like trees.", ["change"]),
        ("We keep logs for 30 days.", "We keep logs for 60 days.", []),
        (
            "You can complain to the supervisory authority.",
            "Complain to the supervisory authority, if you like.",
            [],
        ),
        ("We do not sell your data.", "", ["sale"]),
        (
            "We retain what you order for as long as the tax office may ask for it.",
            "What you order, we retain while the tax office may ask for it.",
            [],
        ),
        ("We retain what you order for as long as the law asks.", "Cookies are retained.", ["retention"]),
        ("We retain logs until we need them no more.", "", ["retention"]),
    ],
)
def test_what_a_text_no_longer_says_is_told(
    old: str, new: str, lost: list[str], library: Library, tmp_path: Path
) -> None:
    topics = {
        duty.topic.id: duty.topic
        for duty in library.duties.values()
        if duty.topic.id in {"change", "sale", "retention", "complaint"}
    }
    changes = topic_changes(topics.values(), text(old, tmp_path), text(new or "Nothing.", tmp_path))
    assert [change.topic.id for change in changes if change.is_lost] == lost


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_report_of_the_sample(
    *,
    lang: str,
    capsys: pytest.CaptureFixture[str],
    rewrite: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["laws", "privacy", "--lang", lang, "--as-of", "2026-11-22"]) == 0
    golden = GOLDEN / f"sample.{lang}.txt"
    said = capsys.readouterr().out
    if rewrite:
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")
    assert "compliant" not in said


def test_sentences_are_quoted_word_for_word_in_every_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["new", str(tmp_path / "site"), "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "site")
    sentence = "Write to us in 2 files at privacy@example.com in English."
    english = tmp_path / "site" / "content" / "privacy" / "en.md"
    english.write_text("# Privacy policy\n\n## Contact {#contact}\n\n" + sentence + "\n", "utf-8")
    capsys.readouterr()
    for language in ("en", "fr"):
        assert main(["laws", "--law", "eu", "--lang", language]) == 0
        assert f"“{sentence}”" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('law: {eu-13-2-d: "#changes"}', "#changes"),
        ('law: {eu-13-2-d: "#nowhere"}', "there is no section '#nowhere'"),
        ('law: {eu-13-9-z: "#changes"}', "there is no duty 'eu-13-9-z'"),
        ("answers: {sels: no}", "there is no question 'sels'"),
        ("laws: [eu, ca-q]", "did you mean 'ca-qc'?"),
        ("answers: {sels: no}", "content/privacy/policy.yaml:"),
    ],
)
def test_what_the_editor_says_is_met_names_what_there_is(
    settings: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert main(["new", str(tmp_path / "site"), "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "site")
    policy = tmp_path / "site" / "content" / "privacy"
    for language in ("en", "fr"):
        (policy / f"{language}.md").write_text("# Privacy\n\n## Changes {#changes}\n\nWords.\n", "utf-8")
    with (policy / "policy.yaml").open("a", encoding="utf-8") as settings_file:
        settings_file.write(f"\n{settings}\n")
    capsys.readouterr()
    main(["laws", "--law", "eu"])
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    main(["check", "--format", "text"])
    assert "as it is [markup/syntax]" not in capsys.readouterr().out


def test_the_starter_lacks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["new", str(tmp_path / "site"), "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "site")
    capsys.readouterr()
    assert main(["laws", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert [one["duty"] for one in report["findings"] if one["state"] == "missing"] == []
    assert len(report["findings"]) > 80


def test_the_other_forms(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["laws", "privacy", "--law", "eu", "--format", "csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert {row["locale"] for row in table} == {"en", "fr"}
    out = tmp_path / "laws.docx"
    assert main(["laws", "privacy", "--law", "eu", "--format", "docx", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as word:
        told = word.read("word/document.xml").decode()
    assert told.count("GDPR art. 13(2)(d)") == 1, "both languages in one row"
    assert "Last looked up on 2026-11-21." in told
    assert "does not apply" not in told
    assert main(["laws", "privacy", "--format", "docx"]) == 2
    assert main(["laws", "privacy", "--law", "xx"]) == 2


def test_publish_shows_a_promise_that_is_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests" / "sites" / "smallest" / "content", site / "content")
    policy = next((site / "content").glob("*/policy.yaml"))
    policy.write_text(policy.read_text("utf-8") + "laws: [us-ca]\n", "utf-8")
    text = policy.with_name("en.md")
    source = ["--source", str(site / "content")]
    text.write_text(
        text.read_text("utf-8") + "\nWe will notify you of changes to this policy by e-mail.\n", "utf-8"
    )
    first = ["publish", policy.parent.name, "--effective", "2030-01-01", "--significance", "major", "--yes"]
    assert main([*first, "--note-en", "Said how changes are told.", "--as-of", "2029-01-01", *source]) == 0
    assert "newly said     How readers are told about changes (en)" in capsys.readouterr().out


def test_each_duty_is_explained(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "eu-13-2-d"]) == 0
    said = capsys.readouterr().out
    assert "GDPR art. 13(2)(d)" in said
    assert "they can complain to an authority" in said
    assert all(main(["explain", *library.duties, "--lang", lang]) == 0 for lang in ("en", "fr"))
    capsys.readouterr()
    assert main(["explain", "eu-13-1-f", "--lang", "fr"]) == 0
    said = capsys.readouterr().out
    assert "S’applique si la réponse est oui : Des renseignements personnels sortent-ils du pays" in said
    assert "Vérifiée pour la dernière fois le 2026-11-21." in said
    assert main(["explain", "eu-13-2-d", "markup/link", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["provision"] for one in told["duties"]] == ["GDPR art. 13(2)(d)"]
    assert [one["id"] for one in told["rules"]] == ["markup/link"]
    assert main(["explain", "eu-99"]) == 2


def test_a_text_in_another_language_than_its_name_says_is_for_a_person(
    library: Library, tmp_path: Path
) -> None:
    german = (
        "Wir verarbeiten Ihre Daten nur, soweit es für die Bestellung nötig ist, und löschen sie danach. " * 5
    )
    spanish = (
        "Tratamos sus datos solo para lo que es necesario para el pedido y los suprimimos con las copias. "
        * 5
    )
    assert text(spanish, tmp_path, "fr").language == ""
    found = text(german, tmp_path)
    topics = {duty.topic.id: duty.topic for duty in library.duties.values()}
    assert all(evidence(topic, found).state is State.UNDETERMINED for topic in topics.values())
    english = text("We will notify you of changes to this policy by e-mail.", tmp_path)
    assert list(topic_changes(topics.values(), english, found)) == []
    assert list(topic_changes(topics.values(), english, replace(english, passages=()))) == []
