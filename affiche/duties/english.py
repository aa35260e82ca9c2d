"""The phrases by which a English sentence is known to promise something about changes to its text, or to give it away."""

from __future__ import annotations

from affiche.duties.phrases import PhraseList
from affiche.duties.sayings import ChangeCue, ChangeWords, Saying, listed

_TELL = "notif*/inform/informed/informing/tell/alert*/send/sending/sent/announce*/advise/advised/communicat*/let/provide/message/reach/emailed/emailing"
_ASK = "please/you/should/encourage*/advise*/recommend*/urge*/invite*/suggest*/responsib*"
_READ = "check/checking/review/reviewing/visit/visiting/consult/revisit/read/reread/look/refer/come/return/returning"
_OFTEN = listed("""from time to time
    each/every time/visit
    now and then/again
    regular/periodic basis/intervals
    every so often""").phrases
_OFTEN_WORD = "periodically/regularly/frequently/often/occasionally"
_MEANS = "mean/means/constitut*/signif*/indicat*/impl*/count/counts/amount/amounts"
_NUMBER_UNIT = "day*/week*/month*/business/calendar"
_TEXT = "policy/policies/statement/terms/agreement"
_CHANGE = "chang*/updat*/revis*/amend*/modif*/alter*"
_ASKING = listed("""question*/concern*/inquir*/complain*
        contact/contacting/email/emailing/write/writing us/at
        settings/preferences
        if you want/wish/would/receive
        unsubscribe""")
"""A sentence on how readers write to the company."""

ENGLISH = ChangeWords(
    heading=listed("""change/changes/changing/update/updates/updating/amendment/amendments/amending/revision/revisions/modification/modifications
        how we notify/tell/inform"""),
    other_heading=listed("""your/account/preferences/ownership/control/corporate/personal/information/data/software
        service/services/price/prices/pricing/fee/fees/plan/plans
        effective/last"""),
    of_changes=listed(f"""{_CHANGE} … {_TEXT}
        {_TEXT} … {_CHANGE}
        {_CHANGE} … this/our/the/privacy/cookie/cookies notice
        this/our/the/privacy/cookie/cookies notice … {_CHANGE}
        new/revised/updated version
        {_CHANGE} … practices"""),
    of_something_else=listed("""change/changes of/in … control/ownership
        chang*/updat*/revis*/correct*/amend*/modif* your/their/its
        before any/a transfer
        discontinu*/suspend*
        service/feature changes"""),
    cues={
        Saying.NO_NOTICE: ChangeCue(
            says=listed("""without notice/notification/notifying/informing/announcement
                without any/further/giving/providing/specific/individual notice/notification/warning
                with or without notice/notifying
                without telling/warning/alerting
                not/no obliged/obligated/required/bound/obligation/duty … notify/inform/tell/announce/alert/send
                will/shall/do/does not notify/inform/tell/alert/announce/send
                will/shall not be notified/informed/told
                no notice/notification/warning will/shall/is/need"""),
            unless=listed("""not/never/no/won/cannot … without
                able/unable/address
                minor/typo*/immaterial/editorial/clerical/correction*
                non/not/less material/significant/substantive/substantial"""),
        ),
        Saying.NO_ADVANCE_NOTICE: ChangeCue(
            says=listed(
                "without any/giving/providing/further/special/specific/the/individual … prior/advance/previous notice/notification/warning\nwithout prior/advance/previous … notice/notification/warning/notifying/consent"
            ),
            unless=listed("""not/never/no/won/cannot … without
                minor/typo*/immaterial/editorial/clerical/correction*
                non/not/less material/significant/substantive/substantial"""),
        ),
        Saying.ON_POSTING: ChangeCue(
            says=listed("""effective/effect/apply/applies/force/binding … upon/when/once/immediately/soon/moment/time/date/day … post*/publish*/publication/upload*/appear*
                effective/effect immediately
                effective/effect on/from post*/publication/publish*
                immediately … effective/effect
                force/effect/apply/applies immediately/instantly
                force/effect/apply/applies at once
                governs/binds … from the time/moment/date/day … post*/publish*/upload*"""),
            unless=listed("""NUMBER day*/week*/month*
                minor/typo*/immaterial/editorial/clerical/correction*/meaning
                unless/except/later/otherwise/different/indicate*/specified/stated
                before/prior
                non/not/less material/significant/substantive/substantial"""),
        ),
        Saying.BY_USE: ChangeCue(
            anywhere=True,
            says=listed(f"""continued/continuing/continue/continues/keep/keeping/going … use/using/access/accessing/visit/browse … accept*/agree*/consent*/acknowledg*/bound/deemed
                remain/remaining … customer/member/user/subscriber … accept*/agree*/consent*
                by using/accessing/visiting/browsing/submitting … you … accept*/agree/consent/acknowledge
                use/using/access of/to/the/our/this … {_MEANS} … accept*/agree*/consent*
                accept*/agree*/consent … by … continu* … use/using/access
                deemed/taken to accept/agree/consent"""),
            near=listed(
                "policy/policies/notice/statement/terms/practices/changes/change/updated/modified/revised/cookies/cookie/version"
            ),
            unless=listed("""not/never/no/nor mean/constitute/signify/imply/indicate/count/amount/acceptance/consent/agreement/accept
                not … for/as acceptance/consent/agreement
                withdraw*/opt
                third/their … terms/polic*"""),
        ),
        Saying.CHECK_BACK: ChangeCue(
            anywhere=True,
            says=PhraseList(
                (
                    "check/look back",
                    "bookmark this/the page/policy",
                    f"responsib*/you … {_READ} … for changes/updates",
                    f"{_ASK} … {_READ} … {_OFTEN_WORD}",
                    f"{_ASK} … {_OFTEN_WORD} {_READ}",
                    *(f"{_ASK} … {_READ} … {often}" for often in _OFTEN),
                )
            ),
            near=listed(
                "policy/policies/notice/statement/page/terms/changes/changed/updates/revisions/often"
            ),
            unless=listed("""their/third/settings/account/logs
                we will/may/also/shall/can/periodically/regularly/frequently/occasionally check/review/visit/read/look
                we check/review/visit/read/look"""),
        ),
        Saying.DAYS: ChangeCue(
            says=listed(f"""NUMBER {_NUMBER_UNIT} … before/prior/advance/ahead/earlier
                NUMBER {_NUMBER_UNIT} notice/s
                NUMBER day*/week*/month* … notice
                notice/notify/notification … of at least NUMBER day*/week*/month*
                before/advance … at least NUMBER day*/week*/month*"""),
            unless=listed("""within NUMBER
                delet*/retain*/retention/respond*/response/request*/expire*/arbitrat*
                minor/other changes
                non/not/less material/significant/substantive/substantial"""),
        ),
        Saying.BEFORE: ChangeCue(
            says=listed("""before/prior … effect/effective/apply/applied/applies/implement*/force
                before/prior … chang* … made/take/takes/becom*/come/comes/occur*
                prior to the/any/such/these/those/making/a … chang*/updat*
                before making/we make/chang*
                in advance
                advance/prior notice"""),
            near=listed(_TELL + "/notice/email/post/posting/posted/prominent*"),
            unless=listed("""without … prior/advance/notice
                NUMBER day*/week*/month*/hour*
                consent
                collected/gathered/before using"""),
        ),
        Saying.EMAIL: ChangeCue(
            says=listed(f"""{_TELL} … email/emails/emailing
                {_TELL} … e mail/mails
                by/via/through/an/or/and email/emails
                by/via/through/an/or/and e mail/mails
                email/emailing you/users/customers/subscribers/members/account/registered
                e mail you/users/customers/subscribers/members"""),
            unless=_ASKING,
        ),
        Saying.HOMEPAGE: ChangeCue(
            says=listed("""homepage/homepages
                home page
                notice/notices/notification/notifications/banner/announcement/announcements/announce*/prominent*/alert/message/notify … site/sites/website/websites/web/blog/portal
                site/website … notice/banner/notification/announcement"""),
            unless=listed("encourage*/look/check/review … notice/changes\n" + "\n".join(_ASKING.phrases)),
        ),
        Saying.APP: ChangeCue(
            says=listed(f"""in app/product/service/application/game
                when/next … log/sign in
                {_TELL}/notice/notification … within/through/in/via/inside/on … app/apps/application/product/products/service/services/dashboard/platform/software/interface
                notice/notification/message/alert in/within/on/through your/the … account
                push notification*"""),
            near=listed(_TELL + "/notice/notification*/prominent*"),
            unless=_ASKING,
        ),
        Saying.PAGE: ChangeCue(
            says=listed("""announce*/display*/post*/publish*/place … here/page/version/changes/updates/revisions
                changes/updates/version/revisions … posted/published/displayed"""),
            unless=_ASKING,
        ),
        Saying.FEED: ChangeCue(says=listed("rss\natom feed\nnews feed")),
        Saying.POST: ChangeCue(
            says=listed("postal mail\nregular mail\nby post/letter\nmail a/you"), unless=_ASKING
        ),
        Saying.CONSENT: ChangeCue(
            anywhere=True,
            says=listed("""ask*/obtain*/seek/get/request/require … consent/permission
                without … consent/permission
                with your … consent/permission
                consent/permission … before
                chance/opportunity/opt … in/consent/agree"""),
            near=listed(f"""{_CHANGE} … {_TEXT}/material*/effect*
                material/materially/significant/substantial … chang*/different
                new/different/another/additional/other/incompatible purpose/purposes/use/uses/way
                materially different
                reduce/lessen/diminish … rights"""),
            unless=listed("""withdraw*/revoke*/cookie/cookies/without … notice
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
            says=listed("""earlier/previous/prior/past/older/archived/historical/former version/versions/policies/notices/revisions … available/archive*/view*/see/access*/kept/keep/find/found/request/review/here/history/copy/obtain
                available/archive*/view*/see/access*/kept/keep/find/found/request/review/obtain/copy/copies … earlier/previous/prior/past/older/archived/historical/former version/versions/policies
                archive* of … policies/policy/versions/notices
                history of … this/changes/policy/revisions
                track … changes/history … github/repository"""),
            near=listed("policy/policies/notice/notices/statement/terms/version/versions"),
            unless=listed("supersede*/replace*/browser/software/app/apps"),
        ),
        Saying.REVIEW: ChangeCue(
            says=listed(f"""review/reviewed/reread/revisit/look/reexamine/assess/update/updated … {_TEXT} … every/annually/yearly/once/each year/NUMBER/a/annual
                {_TEXT} … reviewed/reread/updated … every/annually/yearly/once/each"""),
            near=listed("annually/annual/yearly/NUMBER … month*/year*\nevery/each/a year"),
            unless=listed("you/please"),
        ),
    },
)
