"""Sentences that give a promise about changes away, and their near neighbours that do not, in both languages."""

from __future__ import annotations

import pytest

from affiche.duties.commitments import said_in
from affiche.duties.phrases import words_of
from affiche.duties.sayings import Saying

NOBODY_IS_TOLD = {Saying.NO_NOTICE, Saying.NO_ADVANCE_NOTICE}
ON_POSTING, BY_USE, CHECK_BACK = {Saying.ON_POSTING}, {Saying.BY_USE}, {Saying.CHECK_BACK}
SENTENCES = [
    (
        "en",
        NOBODY_IS_TOLD,
        True,
        """
        We may change this policy at any time without notice.
        We can revise this privacy notice without notifying you.
        This statement may be amended without prior warning.
        We reserve the right to update these terms, with or without notice.
        This policy is subject to change without notice.
        Changes to this policy may be made without informing you first.
        We may, in our sole discretion, modify this policy at any moment and are not obliged to notify you.
        We are under no obligation to tell you when this policy changes.
        We will not notify you of changes to this policy.
        You will not be notified of changes to this policy.
        We may amend this policy from time to time, and no notice will be given.
        We may change this policy unilaterally and without telling anybody.
        We do not send notices when we change this policy.
    """,
    ),
    (
        "en",
        NOBODY_IS_TOLD,
        False,
        """
        We will never change this policy without notice.
        We will not make material changes to this policy without telling you first.
        We may correct typographical errors in this policy without notice.
        Minor changes to this policy may be made without notice.
        We may suspend your account without notice.
        We notify you by e-mail before we change this policy.
        No change to this policy takes effect without notice to you.
    """,
    ),
    (
        "en",
        ON_POSTING,
        True,
        """
        Changes to this policy are effective when posted.
        Any change to this policy takes effect as soon as it is published on this page.
        The revised policy applies from the moment we post it.
        Changes become effective immediately upon posting of the updated policy.
        Amendments to this notice are binding once they appear on our website.
        The new version of this policy takes effect on the day it is posted.
        Updated terms apply as of the date of publication.
        Modifications to this policy come into force immediately.
        Our revised policy will be effective upon publication here.
        The policy, as changed, governs your information from the time we upload it.
        All changes to this policy are effective from the date of their posting.
        When we post changes to this policy, they apply at once.
    """,
    ),
    (
        "en",
        ON_POSTING,
        False,
        """
        Changes to this policy take effect 30 days after they are posted.
        We post changes to this policy 14 days before they take effect.
        Unless we say otherwise, changes to this policy apply a month after publication.
        Your posts appear in the forum as soon as they are published.
        The effective date of this policy is shown at the top.
        The changed policy takes effect on the date stated in the notice we e-mail you.
        Correction of typographical errors in this policy is effective when posted.
        Before a new policy takes effect, we post it here.
    """,
    ),
    (
        "en",
        BY_USE,
        True,
        """
        Your continued use of our services after a change means that you accept the new policy.
        By continuing to use the site, you agree to the updated policy.
        If you continue to use our app after we change this policy, you are deemed to have accepted it.
        Use of the site after changes are posted constitutes acceptance of this policy.
        By using our website you accept this privacy policy.
        You accept the revised policy by continuing to use the service.
        Continuing to access the service signifies your agreement to the changes to this policy.
        Your use of the service following the posting of changes to this policy constitutes your acceptance.
        If you keep using our services after the change, you agree to be bound by the new policy.
        Remaining a customer after the effective date means you consent to the amended policy.
        By accessing this site, you consent to the practices described in this policy.
        Going on using the website counts as consent to this policy.
        If you do not agree, stop using the site; otherwise you are taken to accept the new policy.
    """,
    ),
    (
        "en",
        BY_USE,
        False,
        """
        Using our service after a change does not mean that you accept the policy.
        We ask for your consent before we use your information in a new way.
        You can withdraw your consent at any time by using the form.
        Continued use of our services is not acceptance of the policy.
        If you continue to use their websites, you accept their privacy policies.
        By using the form you can ask for a copy of this policy.
        We do not take continued use for acceptance of changes to this policy.
    """,
    ),
    (
        "en",
        CHECK_BACK,
        True,
        """
        Please check this page regularly for changes.
        We encourage you to review this policy periodically.
        Check back often to see whether this policy has changed.
        You should visit this page from time to time.
        We recommend that you read this notice each time you use the service.
        Please review this statement frequently to stay informed of how we protect your information.
        We advise you to look at this policy every so often.
        It is your responsibility to check this policy for changes.
        Please come back to this page from time to time for updates.
        You are responsible for reviewing this policy regularly.
        We suggest that you re-read this policy now and then.
        We invite you to consult this policy on a regular basis.
        Bookmark this page and revisit the policy periodically.
    """,
    ),
    (
        "en",
        CHECK_BACK,
        False,
        """
        We review this policy regularly.
        Check your settings regularly.
        We check our logs from time to time.
        You can read this policy on every page.
        Please review their privacy policies regularly.
        We look at this policy every year.
        You can visit our office from time to time.
    """,
    ),
    (
        "fr",
        NOBODY_IS_TOLD,
        True,
        """
        Nous pouvons modifier la présente politique à tout moment sans préavis.
        Cette politique peut changer sans que vous en soyez informé.
        Nous nous réservons le droit de modifier la politique sans vous avertir.
        La présente charte peut être modifiée sans notification préalable.
        Nous pouvons mettre à jour cette politique avec ou sans préavis.
        Nous pouvons modifier la politique sans vous en aviser.
        La politique est susceptible d’être modifiée sans avis.
        Nous ne vous informerons pas des modifications de cette politique.
        Vous ne serez pas avisé des modifications apportées à la politique.
        Nous ne sommes pas tenus de vous prévenir des changements de la présente politique.
        Aucun avis ne sera donné lorsque la politique est modifiée.
        Aucune notification ne vous sera envoyée en cas de modification de la politique.
        La politique peut être révisée à notre seule discrétion, sans en informer les utilisateurs.
    """,
    ),
    (
        "fr",
        NOBODY_IS_TOLD,
        False,
        """
        Nous ne modifierons jamais la politique sans vous prévenir.
        Aucune modification de la politique n’entre en vigueur sans préavis.
        Nous pouvons corriger des fautes dans la politique sans préavis : ces corrections sont mineures.
        Nous pouvons suspendre votre compte sans préavis.
        Nous vous informons par courriel avant toute modification de la politique.
        Les modifications mineures de la politique peuvent être faites sans avis.
        Nous ne changerons pas la politique sans vous en aviser.
    """,
    ),
    (
        "fr",
        ON_POSTING,
        True,
        """
        Les modifications de la politique prennent effet dès leur publication.
        Toute modification de la présente politique entre en vigueur au moment de sa mise en ligne.
        La politique modifiée s’applique dès qu’elle est publiée sur cette page.
        La nouvelle version de la politique est applicable à compter de sa publication.
        Les changements apportés à la politique prennent effet immédiatement.
        La charte révisée est opposable dès sa mise en ligne.
        Ces modifications de la politique sont effectives le jour de leur publication.
        La politique mise à jour entre en vigueur lors de son affichage sur le site.
        Toute mise à jour de la politique produit ses effets à la date de publication.
        Les modifications de la politique sont immédiatement applicables.
        La politique révisée s’appliquera aussitôt publiée.
        Dès leur publication, les modifications de la politique s’appliquent.
    """,
    ),
    (
        "fr",
        ON_POSTING,
        False,
        """
        Les modifications de la politique prennent effet 30 jours après leur publication.
        Nous publions les modifications de la politique 15 jours avant leur entrée en vigueur.
        Sauf indication contraire, les modifications de la politique s’appliquent un mois après leur publication.
        La date d’entrée en vigueur de la politique figure en haut de la page.
        La politique modifiée prend effet à la date indiquée dans l’avis que nous vous envoyons.
        Les corrections de fautes dans la politique prennent effet dès leur publication.
        Avant l’entrée en vigueur d’une nouvelle politique, nous la publions ici.
        Vos messages sont publiés immédiatement.
    """,
    ),
    (
        "fr",
        BY_USE,
        True,
        """
        En continuant d’utiliser le site, vous acceptez la politique modifiée.
        La poursuite de l’utilisation de nos services vaut acceptation de la nouvelle politique.
        Si vous continuez à utiliser l’application après une modification, vous êtes réputé avoir accepté la politique.
        L’utilisation du site après la publication des modifications emporte acceptation de la politique.
        En utilisant notre site, vous acceptez la présente politique de confidentialité.
        En naviguant sur ce site, vous consentez aux pratiques décrites dans la politique.
        Votre utilisation continue du service constitue votre acceptation des modifications de la politique.
        Continuer à utiliser le service signifie que vous acceptez la politique révisée.
        Toute utilisation des services après une modification implique l’acceptation de la politique.
        Le fait de continuer à utiliser le site vaut acceptation des nouvelles conditions.
        En accédant au site, vous reconnaissez avoir lu et accepté la présente politique.
        Vous acceptez la politique modifiée en poursuivant votre navigation.
        L’usage du site après modification vaut acceptation de la politique.
    """,
    ),
    (
        "fr",
        BY_USE,
        False,
        """
        L’utilisation du site après une modification ne vaut pas acceptation de la politique.
        Nous demandons votre consentement avant d’utiliser vos renseignements à une nouvelle fin.
        Vous pouvez retirer votre consentement en utilisant le formulaire.
        Continuer d’utiliser nos services ne signifie pas que vous acceptez la politique.
        En utilisant le formulaire, vous pouvez demander une copie de la politique.
        Nous ne considérons pas la poursuite de l’utilisation comme une acceptation de la politique.
        Si vous n’acceptez pas la politique, vous pouvez fermer votre compte.
    """,
    ),
    (
        "fr",
        CHECK_BACK,
        True,
        """
        Veuillez consulter régulièrement cette page pour prendre connaissance des changements.
        Nous vous encourageons à relire la présente politique périodiquement.
        Nous vous invitons à consulter cette page de temps à autre.
        Revenez régulièrement sur cette page pour connaître les mises à jour.
        Il vous appartient de vérifier si la politique a changé.
        Nous vous recommandons de consulter fréquemment la politique.
        Vous devriez revoir la politique de temps en temps.
        Pensez à consulter cette politique à intervalles réguliers.
        Il est de votre responsabilité de consulter régulièrement la présente politique.
        Consultez cette page souvent pour suivre les modifications.
        Nous vous conseillons de lire la politique chaque fois que vous utilisez le service.
        Merci de vous reporter régulièrement à cette page pour les modifications.
        L’utilisateur est invité à consulter la politique régulièrement.
    """,
    ),
    (
        "fr",
        CHECK_BACK,
        False,
        """
        Nous révisons la politique régulièrement.
        Consultez vos paramètres régulièrement.
        Nous vérifions nos journaux de temps à autre.
        Vous pouvez lire la politique sur chaque page.
        Veuillez consulter régulièrement leurs politiques.
        Nous relisons la politique chaque année.
        Vous pouvez nous rendre visite de temps en temps.
    """,
    ),
]


@pytest.mark.parametrize(("language", "sayings", "is_said", "sentences"), SENTENCES)
def test_what_a_sentence_gives_away(
    *, language: str, sayings: set[Saying], is_said: bool, sentences: str
) -> None:
    for sentence in sentences.strip().splitlines():
        said = said_in(words_of(sentence), language, under_changes=True)
        assert bool({one.saying for one in said} & sayings) is is_said, sentence.strip()
