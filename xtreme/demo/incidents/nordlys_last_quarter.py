"""The 23 closed incidents of Nordlys's last quarter that its activity review counts: four people logged them, and
two first responses came late. Each line of the table is one; the rest of its story follows from the targets."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tickets.models import Channel, Kind, SolutionKind
from xtreme.demo.contacts import ANDERS, KIRSTEN, METTE, SOREN
from xtreme.demo.customers import NORDLYS, in_months
from xtreme.demo.moments import Moment, Now, then_open
from xtreme.demo.people import AGENT, EMIL, KATRIN
from xtreme.demo.stories import Step, Story, accepts, is_satisfied, proposes, replies, takes

VERSIONS = {"LGF": "13.0", "FMP": "10.0", "STH": "8.0", "KNB": "3.4"}
LATE = 205  # covered minutes to the first response; Elite allows 120 at severity 3
FIRST_REPLY = "Hej {name}, tak for beskrivelsen. Jeg har taget den og vender tilbage i dag."


@dataclass(frozen=True)
class Line:
    """An incident of the quarter: on which of its days, by whom, and what solved it. `minutes` are covered ones
    from logging to the first response."""

    day: int
    clock: str
    contact: str
    product: str
    severity: int
    title: str
    description: str
    solution: str
    minutes: int = 35
    agent: str = AGENT
    kind: str = Kind.FAULT
    solved_by: str = SolutionKind.ANSWER
    channel: str = Channel.PORTAL
    misses: str = ""  # what she was not satisfied with

    @property
    def answers(self) -> bool:
        """Whether she answered when she was asked how satisfied she is: three of four do."""
        return bool(self.misses) or self.day % 4 != 0


LINES = (
    Line(
        1,
        "08:40",
        METTE,
        "LGF",
        3,
        "Momsafstemning viser 0,01 kr. i difference",
        "Momsafstemningen for sidste kvartal viser en difference på 0,01 kr. på konto 6902. Bilagene stemmer.",
        "Differencen er en afrunding på bilag 118-2204 (to momssatser). Bogfør 0,01 kr. med årsagskode AFR.",
        25,
    ),
    Line(
        4,
        "10:15",
        ANDERS,
        "STH",
        3,
        "Håndscanner 12 tager ikke imod nye opgaver",
        "Scanner 12 viser 'ingen opgaver', selv om der ligger 40 pluk i zone C. De andre scannere får dem.",
        "Brugeren på scanner 12 var knyttet til zone D. Under Brugere, Zoner er C nu tilføjet.",
        40,
        EMIL,
    ),
    Line(
        6,
        "13:05",
        KIRSTEN,
        "KNB",
        3,
        "Ordrer fra webshop kommer to gange",
        "Siden i morges er 14 ordrer fra webshoppen oprettet to gange i Ledgerkant. Kundenumrene er ens.",
        "Kvitteringen kom efter 30 s, så webshoppen sendte igen. Grænsen er nu 90 s; dubletterne er mærket.",
        55,
        EMIL,
        solved_by=SolutionKind.WORKAROUND,
    ),
    Line(
        9,
        "09:20",
        SOREN,
        "FMP",
        4,
        "Hvordan flytter jeg en operation til en anden maskine?",
        "Vi vil flytte 'polering' fra P-3 til P-5 på åbne ordrer. Hvordan gør vi det uden at annullere dem?",
        "Planlægning, Operationer, markér ordrerne, 'Flyt ressource'. Tiderne beregnes igen, ordrerne består.",
        90,
        KATRIN,
        Kind.HOW_TO,
    ),
    Line(
        12,
        "14:30",
        METTE,
        "LGF",
        2,
        "Betalingsfil afvises af banken",
        "Banken afviser dagens betalingsfil med 'felt 7 for langt'. 212 betalinger, frist i dag kl. 16.",
        "En leverandør har 36 tegn i adressen, banken tager 35. Feltet er afkortet, filen er godkendt af banken.",
        12,
        AGENT,
        solved_by=SolutionKind.WORKAROUND,
    ),
    Line(
        15,
        "11:10",
        ANDERS,
        "STH",
        3,
        "Lageroptælling kan ikke afsluttes",
        "Optælling 2207 hænger på 'afslut', fordi to lokationer er låst. Ingen arbejder på dem.",
        "Låsen stammer fra en scanner, der løb tør for strøm. Frigiv under Optælling, Låste lokationer.",
        LATE,
        EMIL,
        misses="Løsningen virker, men vi ventede en halv dag på det første svar, mens lageret stod stille.",
    ),
    Line(
        18,
        "08:25",
        KIRSTEN,
        "KNB",
        4,
        "Kan vi se, hvem der har ændret en grænseflade?",
        "Vores revisor spørger, om man kan se, hvem der ændrede opsætningen af en grænseflade og hvornår.",
        "Ja: Grænseflader, fanen Historik. Den kan eksporteres for en periode og gemmes i fem år.",
        75,
        KATRIN,
        Kind.HOW_TO,
    ),
    Line(
        21,
        "15:40",
        SOREN,
        "FMP",
        3,
        "Fejltid på vingeform 4 registreres ikke",
        "Når operatøren melder stop på form 4, bliver tiden ikke registreret. På form 1 til 3 virker det.",
        "Form 4 manglede stopkoder i sin gruppe. Gruppen VINGE-STD er tildelt, og tiden registreres fra nu af.",
        50,
        AGENT,
    ),
    Line(
        24,
        "09:05",
        METTE,
        "LGF",
        3,
        "Rykkerbrev har forkert dato",
        "Rykkerbreve dannet i dag har gårsdagens dato. Det gælder kun brev 2.",
        "Brev 2 bruger datoen for kørslens start, som var før midnat. Feltet er skiftet til 'brevdato'.",
        30,
        EMIL,
    ),
    Line(
        27,
        "10:50",
        ANDERS,
        "STH",
        3,
        "Etiketter udskrives dobbelt",
        "Alle varemodtagelsesetiketter kommer i to eksemplarer siden printerskiftet.",
        "Den nye printer laver selv en kopi (Copies=2 i dens menu). Sæt den til 1; Stakhus sender kun én.",
        20,
        AGENT,
        channel=Channel.MAIL,
    ),
    Line(
        30,
        "12:55",
        KIRSTEN,
        "KNB",
        2,
        "Certifikat til EDI-partner udløber i nat",
        "Certifikatet til vores største EDI-partner udløber kl. 23.59. Det nye bliver afvist ved indlæsning.",
        "Det nye certifikat manglede sit mellemled. Indlæst som kæde er det i brug, og prøveordren kom igennem.",
        15,
        AGENT,
    ),
    Line(
        33,
        "09:45",
        METTE,
        "LGF",
        4,
        "Hvor finder vi gamle momsangivelser?",
        "Vi skal bruge momsangivelserne fra før skiftet til 13.0. Hvor ligger de nu?",
        "Rapporter, Arkiv, type 'Momsangivelse'. Angivelser før 13.0 har årstal i navnet.",
        110,
        EMIL,
        Kind.HOW_TO,
    ),
    Line(
        37,
        "14:10",
        SOREN,
        "FMP",
        3,
        "Tavlen i hal 2 viser gårsdagens tal",
        "Produktionstavlen i hal 2 viser gårsdagens tal indtil kl. 10. Hal 1 er rigtig fra kl. 6.",
        "Tavlen i hal 2 hentede data hver fjerde time. Intervallet er sat til ti minutter som i hal 1.",
        45,
        KATRIN,
    ),
    Line(
        41,
        "08:35",
        ANDERS,
        "STH",
        3,
        "Returvarer bogføres på forkert lager",
        "Returvarer modtaget i port 6 bogføres på lager 01 i stedet for 09.",
        "Port 6 havde intet standardlager og faldt tilbage til 01. Standardlager 09 er sat, 11 bilag er flyttet.",
        60,
        EMIL,
    ),
    Line(
        44,
        "13:20",
        METTE,
        "LGF",
        3,
        "Valutakurs fra i fredags mangler",
        "Kursen for svenske kroner fra i fredags mangler, og 36 fakturaer kan ikke bogføres.",
        "Kursfilen kom med en tom linje og blev læst halvt. Hentet igen; fakturaerne kan bogføres.",
        28,
        AGENT,
    ),
    Line(
        48,
        "10:05",
        KIRSTEN,
        "KNB",
        3,
        "Fejlmail kommer for hver besked",
        "Når en partner er nede, får vi én mail pr. besked, i nat 1.140 styk. Kan de samles?",
        "Ja: Grænseflader, Varsling, 'Saml pr. 30 minutter'. Det er slået til for alle partnere.",
        70,
        KATRIN,
    ),
    Line(
        52,
        "09:15",
        SOREN,
        "FMP",
        2,
        "Ordrer til støberiet kan ikke frigives",
        "Ordrer til støberiet kan ikke frigives: 'stykliste mangler', men den er der. 9 ordrer venter.",
        "Styklisten var godkendt fra i morgen. Med gyldighed fra i dag kan alle ni ordrer frigives.",
        18,
        AGENT,
        solved_by=SolutionKind.ANSWER,
    ),
    Line(
        56,
        "15:15",
        METTE,
        "LGF",
        3,
        "Anlægskartotek: afskrivning beregnes ikke for nye anlæg",
        "Tre nye anlæg får ingen afskrivning i prøvekørslen. Gamle anlæg er rigtige.",
        "Anlæggene manglede ibrugtagningsdato. Den kan sættes samlet under Anlæg, Ret mange.",
        LATE,
        EMIL,
        misses="God hjælp, da den kom. Det første svar lod vente på sig.",
    ),
    Line(
        60,
        "11:30",
        ANDERS,
        "STH",
        4,
        "Ønske: vis billede af varen på scanneren",
        "Plukkerne blander to næsten ens beslag. Kan scanneren vise et billede af varen?",
        "Ønsket er noteret til produktet. I 8.0 kan feltet 'Kendetegn' vises med stor skrift indtil da.",
        130,
        KATRIN,
        Kind.ENHANCEMENT,
    ),
    Line(
        65,
        "08:50",
        KIRSTEN,
        "KNB",
        3,
        "Ordrebekræftelse sendes med tomt bilag",
        "PDF-bilaget i ordrebekræftelser til to kunder er på 0 byte.",
        "De to kunder havde et skabelonnavn med mellemrum til sidst. Rettet; bekræftelserne er sendt igen.",
        33,
        AGENT,
    ),
    Line(
        70,
        "13:45",
        SOREN,
        "FMP",
        3,
        "Skifteholdsplan gemmes ikke",
        "Når jeg gemmer planen for uge 3, kommer den gamle tilbage. Kun på min pc.",
        "Browseren viste en gemt kopi. Efter Ctrl+F5 er planen den rigtige; gemt var den hele tiden.",
        48,
        EMIL,
    ),
    Line(
        76,
        "10:20",
        METTE,
        "LGF",
        2,
        "Koncernrapport kan ikke dannes",
        "Koncernrapporten stopper med 'valuta mangler for selskab 300'. Bestyrelsen mødes i morgen.",
        "Selskab 300 manglede slutkurs for perioden. Kursen er indsat, og rapporten er dannet kl. 11.52.",
        10,
        AGENT,
    ),
    Line(
        82,
        "09:35",
        ANDERS,
        "STH",
        3,
        "Porttavle viser forkert rækkefølge",
        "Tavlen ved portene viser lastbilerne efter ankomst og ikke efter aftalt tid.",
        "Sorteringen var ændret i opsætningen af tavlen: 'Aftalt tid' er valgt igen.",
        42,
        KATRIN,
    ),
)


def of_last_quarter(day: int, clock: str) -> Moment:
    """That day of the calendar quarter before T's, at `clock`, or the working day before it."""

    def moment(now: Now, before: datetime) -> datetime:
        first = first_day(now)
        chosen = first + timedelta(days=day)
        while chosen > first and not now.is_working_day(chosen):
            chosen -= timedelta(days=1)
        while not now.is_working_day(chosen):
            chosen += timedelta(days=1)
        return now.local(chosen, clock)

    return moment


def first_day(now: Now) -> date:
    """The first day of the calendar quarter before the one that T is in."""
    this = now.today.replace(month=now.today.month - (now.today.month - 1) % 3, day=1)
    return in_months(this, -3)


def _story(line: Line) -> Story:
    name = {METTE: "Mette", ANDERS: "Anders", KIRSTEN: "Kirsten", SOREN: "Søren"}[line.contact]
    steps: list[Step] = [
        takes(then_open(minutes=min(9, line.minutes - 1)), line.agent),
        replies(
            then_open(minutes=line.minutes - min(9, line.minutes - 1)),
            line.agent,
            FIRST_REPLY.format(name=name),
        ),
        proposes(then_open(minutes=50), line.agent, line.solution, line.solved_by),
        accepts(then_open(hours=5), line.contact),
    ]
    if line.answers:
        steps.append(is_satisfied(then_open(hours=1), line.contact, not line.misses, line.misses))
    return Story(
        key=f"last-quarter-{line.day}",
        customer=NORDLYS,
        contact=line.contact,
        product=line.product,
        version=VERSIONS[line.product],
        severity=line.severity,
        kind=line.kind,
        channel=line.channel,
        title=line.title,
        description=line.description,
        impact="Se beskrivelsen." if line.severity == 2 else "",
        logged=of_last_quarter(line.day, line.clock),
        steps=tuple(steps),
    )


STORIES = tuple(_story(line) for line in LINES)
