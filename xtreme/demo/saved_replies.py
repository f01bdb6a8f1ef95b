"""What the desk writes every day, as saved replies: seven that everybody shares, and one of the agent's own."""

from dataclasses import dataclass
from datetime import timedelta

from subscriptions.models import Product, User
from tickets.saved_replies import writing
from tickets.saved_replies.models import After, SavedReply
from tickets.saved_replies.writing import Words
from xtreme.demo import people
from xtreme.demo.moments import Now

WRITTEN_BEFORE = timedelta(days=41)


@dataclass(frozen=True, kw_only=True)
class Text:
    """A saved reply; `product` by its code, `by` who alone has it, empty for everybody."""

    title: str
    en: str
    da: str
    product: str = ""
    after: str = ""
    by: str = ""


TEXTS = (
    Text(
        title="Ask for the log file",
        after=After.ASK,
        en="""Dear {contact},

Thank you for the description. To see what happens before the error, I need the log file of the server:

1. Reproduce the error once, and note the time to the minute.
2. Fetch the log of that day from the folder "log" of the installation.
3. Attach it to incident {incident}, with the time you noted.

Please leave passwords and personal data out of what you attach.

Kind regards
{agent}""",
        da="""Kære {contact}

Tak for beskrivelsen. For at kunne se, hvad der sker op til fejlen, har jeg brug for serverens logfil:

1. Fremkald fejlen én gang, og notér klokkeslættet på minuttet.
2. Hent loggen for den dag i installationens mappe "log".
3. Vedhæft den på hændelse {incident} sammen med klokkeslættet.

Udelad venligst adgangskoder og personoplysninger i det, du vedhæfter.

Venlig hilsen
{agent}""",
    ),
    Text(
        title="Ask for version and environment",
        after=After.ASK,
        en="""Dear {contact},

To find out whether this is known, I need to know three things:

- Which version of {product} do you run? It stands under Help, About.
- Does it happen in production, in your test system, or in both?
- Since when, and what was changed in the days before: an update, a setting, a new user?

Kind regards
{agent}""",
        da="""Kære {contact}

For at se, om fejlen er kendt, har jeg brug for at vide tre ting:

- Hvilken version af {product} kører I? Den står under Hjælp, Om.
- Sker det i produktion, i jeres testsystem eller begge steder?
- Siden hvornår, og hvad blev ændret i dagene før: en opdatering, en indstilling, en ny bruger?

Venlig hilsen
{agent}""",
    ),
    Text(
        title="I have reproduced it and work on it",
        en="""Dear {contact},

I have seen the same here with your description, and I am looking for the cause. You need to do nothing for \
now; I write on incident {incident} as soon as I know more.

Kind regards
{agent}""",
        da="""Kære {contact}

Jeg har set det samme her ud fra din beskrivelse og leder nu efter årsagen. Du skal ikke gøre noget lige nu; \
jeg skriver på hændelse {incident}, så snart jeg ved mere.

Venlig hilsen
{agent}""",
    ),
    Text(
        title="Workaround: please try it",
        after=After.ASK,
        en="""Dear {contact},

Until the cause is corrected, this gets you on with your work:

1. …

Please tell me whether it works for you. The incident stays open until the error itself is corrected.

Kind regards
{agent}""",
        da="""Kære {contact}

Indtil årsagen er rettet, kan du komme videre på denne måde:

1. …

Skriv venligst, om det virker hos dig. Hændelsen forbliver åben, indtil selve fejlen er rettet.

Venlig hilsen
{agent}""",
    ),
    Text(
        title="Corrected in a service pack",
        after=After.SOLUTION,
        en="""Dear {contact},

This error in {product} is corrected. You find the correction under Downloads in the portal, with notes on what \
to do before and after it is installed. Please install it in your test system first.

If it solves the error, accept the solution on incident {incident}; if not, reject it and tell me what you see.

Kind regards
{agent}""",
        da="""Kære {contact}

Denne fejl i {product} er rettet. Du finder rettelsen under Downloads i portalen med noter om, hvad der skal \
gøres før og efter installationen. Installér den først i jeres testsystem.

Hvis den løser fejlen, så godkend løsningen på hændelse {incident}; hvis ikke, så afvis den, og skriv, hvad du \
ser.

Venlig hilsen
{agent}""",
    ),
    Text(
        title="Same as a question in the knowledge base",
        after=After.SOLUTION,
        en="""Dear {contact},

The article below describes this step by step. Please tell me if a step looks different in your system.

Kind regards
{agent}""",
        da="""Kære {contact}

Artiklen herunder beskriver det trin for trin. Skriv gerne, hvis et trin ser anderledes ud i jeres system.

Venlig hilsen
{agent}""",
    ),
    Text(
        title="Period lock: who holds it",
        product="LGF",
        after=After.ASK,
        en="""Dear {contact},

A period is locked as long as a posting run of it has not ended. Please open Periods, Locks in {product} and \
send me a picture of the list: it says which run holds the lock, and since when. Do not remove the lock by \
hand: a run that still works would post half.

Kind regards
{agent}""",
        da="""Kære {contact}

En periode er låst, så længe en bogføringskørsel i den ikke er afsluttet. Åbn Perioder, Låse i {product}, og \
send mig et billede af listen: den viser, hvilken kørsel der holder låsen, og siden hvornår. Fjern ikke låsen \
manuelt: en kørsel, der stadig arbejder, ville kun bogføre halvdelen.

Venlig hilsen
{agent}""",
    ),
    Text(
        title="Call tried, nobody reached",
        by=people.AGENT,
        after=After.ASK,
        en="""Dear {contact},

I have just tried to call you about incident {incident} and did not reach you. When may I call, and by which \
number?

Kind regards
{agent}""",
        da="""Kære {contact}

Jeg har netop forsøgt at ringe til dig om hændelse {incident}, men fik ikke fat i dig. Hvornår må jeg ringe, og \
på hvilket nummer?

Venlig hilsen
{agent}""",
    ),
)


def fill(now: Now) -> None:
    """Once."""
    if SavedReply.objects.exists():
        return
    lead = User.objects.get(email=people.LEAD)
    for text in TEXTS:
        words = Words(
            title=text.title,
            text_en=text.en,
            text_da=text.da,
            product=Product.objects.get(code=text.product) if text.product else None,
            after=text.after,
            shared=not text.by,
        )
        by = User.objects.get(email=text.by) if text.by else lead
        writing.write(words, by, now.at - WRITTEN_BEFORE)
