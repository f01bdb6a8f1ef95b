"""Havblik Møbler (Xtreme Support): a severity 1 that waits for Monday, a delivery note without an answer, and a
question answered, of which Jonas has not said yet whether he is satisfied."""

from tickets.models import Kind
from xtreme.demo.contacts import JONAS, LARS
from xtreme.demo.customers import HAVBLIK
from xtreme.demo.moments import (
    ago,
    following_monday,
    last_saturday,
    once_past,
    open_before,
    reminded_of_silence,
    then,
    then_open,
    worked,
)
from xtreme.demo.people import AGENT, EMIL, KATRIN, RUBY
from xtreme.demo.stories import Story, accepts, acknowledges, asks, notes, proposes, replies, takes, writes

CANNOT_SIGN_IN = Story(
    key="cannot-sign-in",
    customer=HAVBLIK,
    contact=JONAS,
    product="LGF",
    version="12.1",
    severity=1,
    title="Kan ikke logge på efter servernedbrud",
    description="""
        Serveren med Ledgerkant gik ned kl. 09.20 under en strømafbrydelse og er startet igen, men ingen kan
        logge på. Alle får "Brugerdatabasen svarer ikke". Databasen selv kører, jeg kan læse den med
        administratorværktøjet.

        Fra loggen ved opstart:

            09:37:12 INFO  Ledgerkant 12.1.4 starting
            09:37:15 INFO  Database: connected (ledger, 5 ms)
            09:37:45 ERROR UserStore: no answer from ldap://svb-dc01:389 after 30 s
            09:37:45 ERROR Sign-in disabled until the user store answers
        """,
    impact="""
        Butikken i Odense har åbent lørdag og søndag og kan hverken fakturere eller se restordrer. Mandag kl. 07
        skal lønkørslen godkendes.
        """,
    users_affected="Alle, omkring 60",
    phone="+45 70 12 03 11",
    english_contact="Birthe Munk",
    logged=last_saturday("10:00"),
    steps=(
        acknowledges(following_monday("00:06"), RUBY),
        replies(
            then(hours=1, minutes=14),
            RUBY,
            """
            Hello Jonas, this is Ruby, on duty tonight. Outside office hours we answer in English; your
            Danish text
            is perfectly fine.

            The ledger is healthy. What is missing is your directory server: svb-dc01 does not answer on port
            389,
            and Ledgerkant 12.1 closes the sign-in for everybody when that happens at start. Two questions: did
            svb-dc01 come back after the power cut, and do you have a second one (svb-dc02)?
            """,
        ),
        replies(
            then(hours=1, minutes=30),
            RUBY,
            """
            While you look: people can work before the directory is back. Set "signin.fallback = local" in
            ledgerkant.ini and restart the sign-in service only (not the whole server). The passwords are then
            those of the last successful sign-in. Birthe confirmed on the phone that finance got in this way at
            02:41.
            """,
        ),
        asks(
            once_past(then(minutes=20), minutes=90),
            RUBY,
            """
            Please send us directory.log of svb-dc01 from Friday evening to now, and the output of
            "ledgerkant-check userstore". With them we can say why it did not come back by itself, and whether
            the fallback may be taken out again.
            """,
        ),
        writes(
            ago(minutes=50),
            JONAS,
            """
            svb-dc01 er oppe igen efter et defekt strømkort, men kun halvdelen af brugerne bliver fundet.

                userstore: 60 expected, 31 found
                base dn  : OU=Svendborg,DC=havblik,DC=example
                warning  : OU=Odense not readable (replica out of date)

            directory.log er lagt i den delte mappe. Vi tør ikke fjerne jeres nødløsning endnu.
            """,
        ),
    ),
)

_ASKED = reminded_of_silence(2, closes_in=2)

DELIVERY_NOTE = Story(
    key="delivery-note-without-ean",
    customer=HAVBLIK,
    contact=LARS,
    product="ORV",
    version="6.0",
    title="Følgeseddel udskrives uden EAN-nummer for svenske kunder",
    description="""
        Hej support

        Når vi udskriver følgesedler til vores svenske kunder (kundegruppe SE), er EAN-nummeret væk på linjerne.
        På danske og norske kunder er det der. Vores kunde i Malmø sender varer retur, når stregkoden mangler.

        Sådan gør vi: Ordrer, vælg en ordre til en kunde i gruppe SE, Udskriv følgeseddel. Sker hver gang, siden
        vi gik på 6.0.

        Hilsen Lars
        """,
    logged=open_before(_ASKED, hours=7),
    steps=(
        takes(open_before(_ASKED, hours=6), KATRIN),
        notes(
            open_before(_ASKED, hours=5),
            KATRIN,
            """
            Cannot reproduce with the standard template for SE on 6.0. Perhaps their own copy of the
            template.
            """,
        ),
        asks(
            _ASKED,
            EMIL,
            """
            Hej Lars

            Jeg kan ikke fremkalde det med standardskabelonen i 6.0: EAN kommer med for både SE, NO og DK.
            Jeg tror
            derfor, at gruppe SE bruger jeres egen kopi af skabelonen fra version 5. Vil du sende os to ting?

            1. Skabelonens navn: Opsætning, Udskrifter, Følgeseddel, kolonnen "Skabelon" ud for SE.
            2. En følgeseddel som PDF, hvor EAN mangler.

            Så kan vi sige præcis, hvilken linje der skal rettes.
            """,
        ),
    ),
)

REMINDER_TEXTS = Story(
    key="reminder-texts",
    customer=HAVBLIK,
    contact=JONAS,
    product="LGF",
    version="12.1",
    severity=4,
    kind=Kind.HOW_TO,
    title="Hvordan får hver butik sin egen tekst på rykkere?",
    description="""
        Vi vil gerne have butikkens egen adresse og åbningstid på rykkerne, så kunderne ringer det rigtige sted
        hen. I dag står hovedkontoret på dem alle. Kan teksten følge afdelingen på fakturaen?
        """,
    logged=worked(days=4, hours=2),
    steps=(
        takes(then_open(minutes=20), AGENT),
        proposes(
            then_open(minutes=35),
            AGENT,
            """
            Hej Jonas

            Ja, rykkerteksten kan følge afdelingen:

            1. Opsætning, Rykkere, Tekster: opret én tekst pr. afdeling med samme kode som afdelingen.
            2. Sæt "Tekst efter" til "Afdeling". Afdelinger uden egen tekst får hovedkontorets.
            3. Udskriv én rykker fra hver butik som prøve, før den næste kørsel.

            Rykkere, der allerede er sendt, ændres ikke.
            """,
        ),
        accepts(then_open(hours=6), JONAS),
    ),
)

STORIES = (CANNOT_SIGN_IN, DELIVERY_NOTE, REMINDER_TEXTS)
