"""The phrases by which a French sentence is known to promise something about changes to its text, or to give it away."""

from __future__ import annotations

from affiche.duties.phrases import PhraseList
from affiche.duties.sayings import ChangeCue, ChangeWords, Saying, listed

_TELL = "inform*/avis*/avert*/notifi*/annonc*/annonç*/prévien*/prévenir/préviendr*/signal*/envo*/communiqu*/adress*/courriel/email/mail"
_ASK = "veuillez/vous/conseill*/recommand*/invit*/encourag*/merci/pensez/prière/responsab*"
_READ = "consulter/vérifier/visiter/relire/lire/revoir/revenir/reporter/référer/réexaminer/passer"
_OFTEN = listed("""de temps à/en autre/temps
    chaque fois/visite
    intervalles réguliers
    façon/manière/base régulière""").phrases
_OFTEN_WORD = "régulièrement/périodiquement/fréquemment/souvent"
_MEANS = "vaut/emporte/implique/signifie/constitue/suppose"
_NUMBER_UNIT = "jour*/semaine*/mois"
_TEXT = "politique/charte/déclaration/conditions/règles"
_CHANGE = "modif*/jour/chang*/évolu*/révis*/actualis*"
_ASKING = listed("""question*/plainte*/réclamation*
        contactez/écrivez nous/à
        nous contacter/écrire
        désabonn*""")
"""A sentence on how readers write to the company."""

FRENCH = ChangeWords(
    heading=listed("""modification/modifications/changement/changements/évolution/évolutions/révision/révisions/modifier/actualisation
        mise/mises à jour"""),
    other_heading=listed("""vos/votre/compte/préférences/contrôle/propriété/renseignements/données/informations
        service/services/prix/tarif/tarifs/forfait/forfaits
        date/dernière"""),
    of_changes=listed(f"""{_CHANGE} … {_TEXT}
        {_TEXT} … {_CHANGE}
        {_CHANGE} … présent/notre/cet/cette/présente avis/notice
        présent/notre/cet/cette/présente avis/notice … {_CHANGE}
        nouvelle version"""),
    of_something_else=listed("""changer d avis
        changement* de … contrôle/propriété
        modifi*/modifier/changer/chang* vos/votre
        interrompre/interrompu/suspendre"""),
    cues={
        Saying.NO_NOTICE: ChangeCue(
            says=listed("""sans avis/notification/information/avertissement/avertir/notifier/informer/annonce
                sans vous/aucun/aucune/autre/nous/en/toutefois … informer/avertir/notifier/avis/notification/prévenir/aviser
                sans prévenir/aviser/que … informé*/avisé*/averti*/prévenu*/personne/utilisateurs/vous
                avec ou sans avis/notification
                informons/informerons/avisons/aviserons/avertissons/avertirons/prévenons/préviendrons/notifions/notifierons pas
                serez/êtes/sont/seront pas informé*/avisé*/averti*/prévenu*/notifié*
                pas/nullement tenu*/obligé*/obligation … informer/aviser/avertir/prévenir/notifier/annoncer
                aucun/aucune avis/préavis/notification/avertissement/annonce … sera/est/envoyé*/donné*/requis*/nécessaire"""),
            unless=listed("""jamais/aucun*/pas … sans
                préalable/préalablement
                mineur*/correction*"""),
        ),
        Saying.NO_ADVANCE_NOTICE: ChangeCue(
            says=listed("""sans préavis
                sans … préalable/préalablement
                avec ou sans préavis"""),
            unless=listed("""jamais/aucun*/pas … sans
                consentement/accord
                mineur*/correction*"""),
        ),
        Saying.ON_POSTING: ChangeCue(
            says=listed("""effet/effets/vigueur/applicable*/appliqu*/effectives/effectifs/opposable* … dès/compter/moment/immédiatement/jour/lors … publi*/ligne/affich*/parution/diffusion
                effet/effets/vigueur à la/leur/sa date de/d … publication/ligne
                effet/effets/vigueur/applique/appliquent/appliquera/appliqueront immédiat*/aussitôt
                immédiatement applicable*/effecti*/vigueur/opposable*
                dès … publication/ligne/publiées/publiée … effet/vigueur/applicable*/appliqu*/opposable*"""),
            unless=listed("""NUMBER jours/mois/semaines
                mineur*/correction*/sens
                sauf/autre/ultérieur*
                avant/préalable*"""),
        ),
        Saying.BY_USE: ChangeCue(
            anywhere=True,
            says=listed(f"""continu*/poursuiv*/poursuite … utilis*/navig*/visit*/accéd*/accès … accept*/consent*/reconnai*/vaut/réput*
                en utilisant/accédant/naviguant/visitant/consultant/poursuivant … vous … accept*/consent*/reconnaissez
                utilisation/usage du/de/des/continue … {_MEANS} … accept*/consent*/adhésion
                censé*/réputé*/présumé* … accept*
                acceptez/consentez … en poursuivant/continuant/utilisant/naviguant"""),
            near=listed(
                "politique/charte/déclaration/conditions/modifi*/modification*/cookies/témoins/avis/notice*/version/pratiques"
            ),
            unless=listed(f"""n/ne acceptez/êtes/souhaitez
                {_MEANS} pas/nullement
                pas … comme … accept*/consent*
                retir*"""),
        ),
        Saying.CHECK_BACK: ChangeCue(
            anywhere=True,
            says=PhraseList(
                (
                    "consultez/revenez/vérifiez/visitez/relisez/lisez … " + _OFTEN_WORD,
                    f"appartient/incombe/responsabilité … {_READ}",
                    f"{_ASK} … {_READ} … {_OFTEN_WORD}",
                    f"{_ASK} … {_OFTEN_WORD} {_READ}",
                    *(f"{_ASK} … {_READ} … {often}" for often in _OFTEN),
                    *(f"consultez/revenez/vérifiez/visitez/relisez/lisez … {often}" for often in _OFTEN),
                )
            ),
            near=listed(
                "politique/page/charte/déclaration/avis/notice/conditions/modifications/changements/jour"
            ),
            unless=listed("""leurs/tiers/paramètres/compte/journaux
                nous consult*/vérifi*/révis*/relis*"""),
        ),
        Saying.DAYS: ChangeCue(
            says=listed(f"""NUMBER {_NUMBER_UNIT} … avant/préalable*/avance/précéd*
                préavis/délai de/d NUMBER {_NUMBER_UNIT}
                préavis … NUMBER {_NUMBER_UNIT}
                NUMBER {_NUMBER_UNIT} de préavis"""),
            unless=listed("""supprim*/conserv*/répond*/réponse/demande*/expir*
                mineur*/autres modifications"""),
        ),
        Saying.BEFORE: ChangeCue(
            says=listed("""avant … vigueur/effet/appliqu*/application/applicable*
                avant toute modification/changement
                à l avance
                au préalable
                préalablement/préavis"""),
            near=listed(_TELL + "/avis/préavis/publi*/affich*"),
            unless=listed("""sans … préavis/préalable/préalablement/avance
                NUMBER jours/mois/semaines/heures
                consentement/accord"""),
        ),
        Saying.EMAIL: ChangeCue(
            says=listed("""par/un/des/le/ou/votre/vos courriel/courriels/email/mail/emails
                par/un/des/le/ou/votre e mail/mails
                adresse/courrier électronique
                message électronique"""),
            near=listed(_TELL),
            unless=_ASKING,
        ),
        Saying.HOMEPAGE: ChangeCue(
            says=listed("""page d accueil
                avis/message/messages/bandeau/bannière/annonc*/annonç*/inform*/avert*/notifi*/avis* … sur/via … site/sites
                sur … site … avis/message/bandeau/bannière/annonce"""),
            unless=_ASKING,
        ),
        Saying.APP: ChangeCue(
            says=listed(f"""dans/via/par/sur … application/applications
                lors de … connexion
                {_TELL} … dans/sur/via … compte/espace/services/service/plateforme/interface/tableau
                notification … push/service/services/application"""),
            near=listed(_TELL + "/notification*"),
            unless=listed("en application\napplication de/du/des\n" + "\n".join(_ASKING.phrases)),
        ),
        Saying.PAGE: ChangeCue(
            says=listed("""annonc*/annonç* … ici
                publi*/affich*/ligne/disponible* … page/ici/présente/version/politique/modification*/changement*
                version/politique/modification*/changement*/charte … publi*/affich*/ligne"""),
            unless=_ASKING,
        ),
        Saying.FEED: ChangeCue(says=listed("rss\nflux atom")),
        Saying.POST: ChangeCue(
            says=listed("courrier postal\nvoie postale\npar la poste\npar lettre"), unless=_ASKING
        ),
        Saying.CONSENT: ChangeCue(
            anywhere=True,
            says=listed("""demand*/obten*/obtien*/sollicit*/recueill* … consentement/accord/autorisation
                sans … consentement/accord
                avec votre consentement/accord
                consentement/accord … avant/préalable"""),
            near=listed("""modif*/changement* … politique/charte/déclaration/majeur*/substantiel*/important*/finalité*
                nouvelle/nouvelles/autre/autres/différente/différentes fin/fins/finalité/finalités/utilisation/utilisations
                nouvelle utilisation
                rédui* … droits"""),
            unless=listed("""si/lorsque/où nécessaire
                loi/lois l exige*/impose*
                si cela est nécessaire
                retir*/cookie/cookies/témoins
                tiers/partag*/communiqu*/transm*/transf*/vend*
                continu*/utilisant … accept*"""),
        ),
        Saying.ARCHIVE: ChangeCue(
            anywhere=True,
            says=listed("""version/versions antérieure/antérieures/précédente/précédentes/archivée/archivées/ancienne/anciennes … accessible*/disponible*/consult*/archiv*/conserv*/ici/demande/trouver/obtenir
                accessible*/disponible*/consult*/archiv*/conserv*/trouver/obtenir … version/versions antérieure/antérieures/précédente/précédentes/archivée/archivées
                anciennes versions … accessible*/disponible*/consult*/archiv*
                historique des/de … versions/modifications"""),
            unless=listed("remplace*/annule*/navigateur*/logiciel*"),
        ),
        Saying.REVIEW: ChangeCue(
            says=listed(f"""révis*/réexamin*/relis*/revoy*/revu/revue/mett*/mise … {_TEXT} … tous/chaque/annuel*/NUMBER/an
                {_TEXT} … révisée/réexaminée/revue/jour … tous/chaque/annuel*/an"""),
            near=listed("annuel*/annuellement/NUMBER … mois/an/ans\nchaque/par/une an/année\ntous les ans"),
            unless=listed("vous"),
        ),
    },
)
