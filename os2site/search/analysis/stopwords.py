"""Words that carry no meaning in a search. "os" is kept, because "OS 2" is a name here."""

from __future__ import annotations

DANISH = frozenset(
    """
    ad af aldrig alle alt altid anden andet andre at bare begge blandt blev blive bliver burde bør
    da de dem den denne der deres derfor det dette dig din dine disse dit dog du efter eller en end
    endnu er et for fordi fra få får før gør gøre ham han hans har have havde hen hende hendes her
    hos hun hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår i ikke imod ind
    ingen intet ja jeg jer jeres jo kan kom kommer kun kunne lige man mange med meget mellem men mens
    mere mig min mine mit mod må måtte ned nej nogen noget nogle nok nu når også om omkring op over
    på sammen samt selv ses sig sin sine sit skal skulle som stadig så sådan tage thi til ud uden
    under var ved vi via vil ville vor vores vær være været
    """.split()
)

ENGLISH = frozenset(
    """
    a about after all also an and any are as at be because been before being between both but by can
    could did do does doing down during each for from further had has have having he her here hers
    him his how i if in into is it its itself just me more most my no nor not now of off on once
    only or other our ours out over own same she should so some such than that the their theirs
    them then there these they this those through to too under until up very was we were what when
    where which while who whom why will with would you your yours
    """.split()
)
