"""The phrases by which a sentence is known to promise something about changes to its text, or to give it away."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from affiche.duties.phrases import Cue, PhraseList

if TYPE_CHECKING:
    from collections.abc import Mapping


class Saying(StrEnum):
    """Something that a text says of its own changes."""

    NO_NOTICE = "no_notice"
    """Nobody is told."""
    NO_ADVANCE_NOTICE = "no_advance_notice"
    """Nobody is told before."""
    ON_POSTING = "on_posting"
    """A change takes effect at the moment it is posted."""
    BY_USE = "by_use"
    """Whoever goes on using the service has accepted."""
    BEFORE = "before"
    """Readers are told before, with no number of days."""
    DAYS = "notice_days"
    EMAIL = "email"
    HOMEPAGE = "homepage"
    APP = "app"
    PAGE = "page"
    FEED = "feed"
    POST = "post"
    CONSENT = "consent"
    ARCHIVE = "archive"
    REVIEW = "review_months"


CHANNELS = (Saying.EMAIL, Saying.HOMEPAGE, Saying.APP, Saying.PAGE, Saying.FEED, Saying.POST)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCue(Cue):
    """How something said of changes is recognised in one language."""

    anywhere: bool = False
    """Whether a sentence counts outside of what the text says of its changes."""


def _list(text: str) -> PhraseList:
    """Read phrases, one a line."""
    return PhraseList(tuple(line.strip() for line in text.strip().splitlines()))


HEADING = {
    "en": _list("""change/changes/changing/update/updates/updating/amendment/amendments/amending/revision/revisions/modification/modifications
        how we notify/tell/inform"""),
    "fr": _list("""modification/modifications/changement/changements/évolution/évolutions/révision/révisions/modifier/actualisation
        mise/mises à jour"""),
}
"""A heading over what a text says of its changes."""
OTHER_HEADING = {
    "en": _list("""your/account/preferences/ownership/control/corporate/personal/information/data/software
        service/services/price/prices/pricing/fee/fees/plan/plans
        effective/last"""),
    "fr": _list("""vos/votre/compte/préférences/contrôle/propriété/renseignements/données/informations
        service/services/prix/tarif/tarifs/forfait/forfaits
        date/dernière"""),
}
_TEXT_EN = "policy/policies/statement/terms/agreement"
_TEXT_FR = "politique/charte/déclaration/conditions/règles"
_CHANGE_EN = "chang*/updat*/revis*/amend*/modif*/alter*"
_CHANGE_FR = "modif*/jour/chang*/évolu*/révis*/actualis*"
OF_CHANGES = {
    "en": _list(f"""{_CHANGE_EN} … {_TEXT_EN}
        {_TEXT_EN} … {_CHANGE_EN}
        {_CHANGE_EN} … this/our/the/privacy/cookie/cookies notice
        this/our/the/privacy/cookie/cookies notice … {_CHANGE_EN}
        new/revised/updated version
        {_CHANGE_EN} … practices"""),
    "fr": _list(f"""{_CHANGE_FR} … {_TEXT_FR}
        {_TEXT_FR} … {_CHANGE_FR}
        {_CHANGE_FR} … présent/notre/cet/cette/présente avis/notice
        présent/notre/cet/cette/présente avis/notice … {_CHANGE_FR}
        nouvelle version"""),
}
"""A sentence on changes to the text itself, wherever it is."""
OF_SOMETHING_ELSE = {
    "en": _list("""change/changes of/in … control/ownership
        chang*/updat*/revis*/correct*/amend*/modif* your/their/its
        before any/a transfer
        discontinu*/suspend*
        service/feature changes"""),
    "fr": _list("""changer d avis
        changement* de … contrôle/propriété
        modifi*/modifier/changer/chang* vos/votre
        interrompre/interrompu/suspendre"""),
}
"""A sentence on a change of the company, of the service, or of what readers set or gave."""
ASKING = {
    "en": _list("""question*/concern*/inquir*/complain*
        contact/contacting/email/emailing/write/writing us/at
        settings/preferences
        if you want/wish/would/receive
        unsubscribe"""),
    "fr": _list("""question*/plainte*/réclamation*
        contactez/écrivez nous/à
        nous contacter/écrire
        désabonn*"""),
}
"""A sentence on how readers write to the company."""
_TELL_EN = "notif*/inform/informed/informing/tell/alert*/send/sending/sent/announce*/advise/advised/communicat*/let/provide/message/reach/emailed/emailing"
_TELL_FR = "inform*/avis*/avert*/notifi*/annonc*/annonç*/prévien*/prévenir/préviendr*/signal*/envo*/communiqu*/adress*/courriel/email/mail"
_NUMBER_UNIT_EN = "day*/week*/month*/business/calendar"
_NUMBER_UNIT_FR = "jour*/semaine*/mois"

CUES: Mapping[str, Mapping[Saying, ChangeCue]] = {
    "en": {
        Saying.NO_NOTICE: ChangeCue(
            says=_list("""without notice/notification/notifying/informing/announcement
                without any/further/giving/providing/specific/individual notice/notification/warning
                with or without notice/notifying"""),
            unless=_list("""not/never/no/won/cannot … without
                minor/typo*/immaterial/editorial/clerical/correction*
                non/not/less material/significant/substantive/substantial"""),
        ),
        Saying.NO_ADVANCE_NOTICE: ChangeCue(
            says=_list(
                "without any/giving/providing/further/special/specific/the/individual … prior/advance/previous notice/notification/warning\nwithout prior/advance/previous … notice/notification/warning/notifying/consent"
            ),
            unless=_list("""not/never/no/won/cannot … without
                minor/typo*/immaterial/editorial/clerical/correction*
                non/not/less material/significant/substantive/substantial"""),
        ),
        Saying.ON_POSTING: ChangeCue(
            says=_list("""effective/effect/apply/applies/force/binding … upon/when/once/immediately/soon/moment/time/date/day … post*/publish*/publication/upload*/appear*
                effective/effect immediately
                effective/effect on/from post*/publication/publish*
                immediately … effective/effect"""),
            unless=_list("""NUMBER day*/week*/month*
                minor/typo*/immaterial/editorial/clerical/correction*/meaning
                unless/except/later/otherwise/different/indicate*/specified/stated
                before/prior
                non/not/less material/significant/substantive/substantial"""),
        ),
        Saying.BY_USE: ChangeCue(
            anywhere=True,
            says=_list("""continued/continuing/continue/continues … use/using/access/accessing/visit/browse … accept*/agree*/consent*/acknowledg*/bound/deemed
                by using/accessing/visiting/browsing/submitting … you … accept*/agree/consent/acknowledge
                use/access of/to … constitut*/signif*/means/indicat*/impl* … accept*/agree*/consent*
                accept*/agree*/consent … by … continu* … use/using/access"""),
            near=_list(
                "policy/policies/notice/statement/terms/practices/changes/change/updated/modified/revised/cookies/cookie/version"
            ),
            unless=_list("""do/does/did not/n
                don/doesn t
                withdraw*/opt
                third/their … terms/polic*"""),
        ),
        Saying.DAYS: ChangeCue(
            says=_list(f"""NUMBER {_NUMBER_UNIT_EN} … before/prior/advance/ahead/earlier
                NUMBER {_NUMBER_UNIT_EN} notice/s
                NUMBER day*/week*/month* … notice
                notice/notify/notification … of at least NUMBER day*/week*/month*
                before/advance … at least NUMBER day*/week*/month*"""),
            unless=_list("""within NUMBER
                delet*/retain*/retention/respond*/response/request*/expire*/arbitrat*
                minor/other changes
                non/not/less material/significant/substantive/substantial"""),
        ),
        Saying.BEFORE: ChangeCue(
            says=_list("""before/prior … effect/effective/apply/applied/applies/implement*/force
                before/prior … chang* … made/take/takes/becom*/come/comes/occur*
                prior to the/any/such/these/those/making/a … chang*/updat*
                before making/we make/chang*
                in advance
                advance/prior notice"""),
            near=_list(_TELL_EN + "/notice/email/post/posting/posted/prominent*"),
            unless=_list("""without … prior/advance/notice
                NUMBER day*/week*/month*/hour*
                consent
                collected/gathered/before using"""),
        ),
        Saying.EMAIL: ChangeCue(
            says=_list(f"""{_TELL_EN} … email/emails/emailing
                {_TELL_EN} … e mail/mails
                by/via/through/an/or/and email/emails
                by/via/through/an/or/and e mail/mails
                email/emailing you/users/customers/subscribers/members/account/registered
                e mail you/users/customers/subscribers/members"""),
            unless=ASKING["en"],
        ),
        Saying.HOMEPAGE: ChangeCue(
            says=_list("""homepage/homepages
                home page
                notice/notices/notification/notifications/banner/announcement/announcements/announce*/prominent*/alert/message/notify … site/sites/website/websites/web/blog/portal
                site/website … notice/banner/notification/announcement"""),
            unless=_list("encourage*/look/check/review … notice/changes\n" + "\n".join(ASKING["en"].phrases)),
        ),
        Saying.APP: ChangeCue(
            says=_list(f"""in app/product/service/application/game
                when/next … log/sign in
                {_TELL_EN}/notice/notification … within/through/in/via/inside/on … app/apps/application/product/products/service/services/dashboard/platform/software/interface
                notice/notification/message/alert in/within/on/through your/the … account
                push notification*"""),
            near=_list(_TELL_EN + "/notice/notification*/prominent*"),
            unless=ASKING["en"],
        ),
        Saying.PAGE: ChangeCue(
            says=_list("""announce*/display*/post*/publish*/place … here/page/version/changes/updates/revisions
                changes/updates/version/revisions … posted/published/displayed"""),
            unless=ASKING["en"],
        ),
        Saying.FEED: ChangeCue(says=_list("rss\natom feed\nnews feed")),
        Saying.POST: ChangeCue(
            says=_list("postal mail\nregular mail\nby post/letter\nmail a/you"), unless=ASKING["en"]
        ),
        Saying.CONSENT: ChangeCue(
            anywhere=True,
            says=_list("""ask*/obtain*/seek/get/request/require … consent/permission
                without … consent/permission
                with your … consent/permission
                consent/permission … before
                chance/opportunity/opt … in/consent/agree"""),
            near=_list(f"""{_CHANGE_EN} … {_TEXT_EN}/material*/effect*
                material/materially/significant/substantial … chang*/different
                new/different/another/additional/other/incompatible purpose/purposes/use/uses/way
                materially different
                reduce/lessen/diminish … rights"""),
            unless=_list("""withdraw*/revoke*/cookie/cookies/without … notice
                share/shared/disclos*/sell/transfer*/third
                continued/using … accept*/agree*
                not/n required/need*/require
                if/where/when/as … necessary/required
                required by … law/laws
                parental/parent
                for which"""),
        ),
        Saying.ARCHIVE: ChangeCue(
            anywhere=True,
            says=_list("""earlier/previous/prior/past/older/archived/historical/former version/versions/policies/notices/revisions … available/archive*/view*/see/access*/kept/keep/find/found/request/review/here/history/copy/obtain
                available/archive*/view*/see/access*/kept/keep/find/found/request/review/obtain/copy/copies … earlier/previous/prior/past/older/archived/historical/former version/versions/policies
                archive* of … policies/policy/versions/notices
                history of … this/changes/policy/revisions
                track … changes/history … github/repository"""),
            near=_list("policy/policies/notice/notices/statement/terms/version/versions"),
            unless=_list("supersede*/replace*/browser/software/app/apps"),
        ),
        Saying.REVIEW: ChangeCue(
            says=_list(f"""review/reviewed/reread/revisit/look/reexamine/assess/update/updated … {_TEXT_EN} … every/annually/yearly/once/each year/NUMBER/a/annual
                {_TEXT_EN} … reviewed/reread/updated … every/annually/yearly/once/each"""),
            near=_list("annually/annual/yearly/NUMBER … month*/year*\nevery/each/a year"),
            unless=_list("you/please"),
        ),
    },
    "fr": {
        Saying.NO_NOTICE: ChangeCue(
            says=_list("""sans avis/notification/information/avertissement/avertir/notifier/informer/annonce
                sans vous/aucun/aucune/autre/nous … informer/avertir/notifier/avis/notification/prévenir
                avec ou sans avis/notification"""),
            unless=_list("""jamais/aucun*/pas … sans
                préalable/préalablement
                mineur*/correction*"""),
        ),
        Saying.NO_ADVANCE_NOTICE: ChangeCue(
            says=_list("""sans préavis
                sans … préalable/préalablement
                avec ou sans préavis"""),
            unless=_list("""jamais/aucun*/pas … sans
                consentement/accord
                mineur*/correction*"""),
        ),
        Saying.ON_POSTING: ChangeCue(
            says=_list("""effet/effets/vigueur/applicable*/appliqu*/effectives/effectifs/opposable* … dès/compter/moment/immédiatement/jour/lors … publi*/ligne/affich*/parution/diffusion
                effet immédiat
                immédiatement applicable*/effecti*/vigueur/opposable*
                dès … publication/ligne/publiées/publiée … effet/vigueur/applicable*/appliqu*/opposable*"""),
            unless=_list("""NUMBER jours/mois/semaines
                mineur*/correction*/sens
                sauf/autre/ultérieur*
                avant/préalable*"""),
        ),
        Saying.BY_USE: ChangeCue(
            anywhere=True,
            says=_list("""continu*/poursuiv*/poursuite … utilis*/navig*/visit*/accéd*/accès … accept*/consent*/reconnai*/vaut/réput*
                en utilisant/accédant/naviguant/visitant/consultant/poursuivant … vous … accept*/consent*/reconnaissez
                utilisation du/de/des/continue … vaut/emporte/implique/signifie/constitue/suppose … accept*/consent*/adhésion"""),
            near=_list(
                "politique/charte/déclaration/conditions/modifi*/modification*/cookies/témoins/avis/version/pratiques"
            ),
            unless=_list("""n/ne acceptez/êtes/souhaitez
                retir*"""),
        ),
        Saying.DAYS: ChangeCue(
            says=_list(f"""NUMBER {_NUMBER_UNIT_FR} … avant/préalable*/avance/précéd*
                préavis/délai de/d NUMBER {_NUMBER_UNIT_FR}
                préavis … NUMBER {_NUMBER_UNIT_FR}
                NUMBER {_NUMBER_UNIT_FR} de préavis"""),
            unless=_list("""supprim*/conserv*/répond*/réponse/demande*/expir*
                mineur*/autres modifications"""),
        ),
        Saying.BEFORE: ChangeCue(
            says=_list("""avant … vigueur/effet/appliqu*/application/applicable*
                avant toute modification/changement
                à l avance
                au préalable
                préalablement/préavis"""),
            near=_list(_TELL_FR + "/avis/préavis/publi*/affich*"),
            unless=_list("""sans … préavis/préalable/préalablement/avance
                NUMBER jours/mois/semaines/heures
                consentement/accord"""),
        ),
        Saying.EMAIL: ChangeCue(
            says=_list("""par/un/des/le/ou/votre/vos courriel/courriels/email/mail/emails
                par/un/des/le/ou/votre e mail/mails
                adresse/courrier électronique
                message électronique"""),
            near=_list(_TELL_FR),
            unless=ASKING["fr"],
        ),
        Saying.HOMEPAGE: ChangeCue(
            says=_list("""page d accueil
                avis/message/messages/bandeau/bannière/annonc*/annonç*/inform*/avert*/notifi*/avis* … sur/via … site/sites
                sur … site … avis/message/bandeau/bannière/annonce"""),
            unless=ASKING["fr"],
        ),
        Saying.APP: ChangeCue(
            says=_list(f"""dans/via/par/sur … application/applications
                lors de … connexion
                {_TELL_FR} … dans/sur/via … compte/espace/services/service/plateforme/interface/tableau
                notification … push/service/services/application"""),
            near=_list(_TELL_FR + "/notification*"),
            unless=_list("en application\napplication de/du/des\n" + "\n".join(ASKING["fr"].phrases)),
        ),
        Saying.PAGE: ChangeCue(
            says=_list("""annonc*/annonç* … ici
                publi*/affich*/ligne/disponible* … page/ici/présente/version/politique/modification*/changement*
                version/politique/modification*/changement*/charte … publi*/affich*/ligne"""),
            unless=ASKING["fr"],
        ),
        Saying.FEED: ChangeCue(says=_list("rss\nflux atom")),
        Saying.POST: ChangeCue(
            says=_list("courrier postal\nvoie postale\npar la poste\npar lettre"), unless=ASKING["fr"]
        ),
        Saying.CONSENT: ChangeCue(
            anywhere=True,
            says=_list("""demand*/obten*/obtien*/sollicit*/recueill* … consentement/accord/autorisation
                sans … consentement/accord
                avec votre consentement/accord
                consentement/accord … avant/préalable"""),
            near=_list("""modif*/changement* … politique/charte/déclaration/majeur*/substantiel*/important*/finalité*
                nouvelle/nouvelles/autre/autres/différente/différentes fin/fins/finalité/finalités/utilisation/utilisations
                nouvelle utilisation
                rédui* … droits"""),
            unless=_list("""si/lorsque/où nécessaire
                loi/lois l exige*/impose*
                si cela est nécessaire
                retir*/cookie/cookies/témoins
                tiers/partag*/communiqu*/transm*/transf*/vend*
                continu*/utilisant … accept*"""),
        ),
        Saying.ARCHIVE: ChangeCue(
            anywhere=True,
            says=_list("""version/versions antérieure/antérieures/précédente/précédentes/archivée/archivées/ancienne/anciennes … accessible*/disponible*/consult*/archiv*/conserv*/ici/demande/trouver/obtenir
                accessible*/disponible*/consult*/archiv*/conserv*/trouver/obtenir … version/versions antérieure/antérieures/précédente/précédentes/archivée/archivées
                anciennes versions … accessible*/disponible*/consult*/archiv*
                historique des/de … versions/modifications"""),
            unless=_list("remplace*/annule*/navigateur*/logiciel*"),
        ),
        Saying.REVIEW: ChangeCue(
            says=_list(f"""révis*/réexamin*/relis*/revoy*/revu/revue/mett*/mise … {_TEXT_FR} … tous/chaque/annuel*/NUMBER/an
                {_TEXT_FR} … révisée/réexaminée/revue/jour … tous/chaque/annuel*/an"""),
            near=_list("annuel*/annuellement/NUMBER … mois/an/ans\nchaque/par/une an/année\ntous les ans"),
            unless=_list("vous"),
        ),
    },
}
