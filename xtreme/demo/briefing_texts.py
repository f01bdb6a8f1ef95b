"""What is said in the demo's recorded briefings, and asked in its past session (DEMO.md, 8)."""

from dataclasses import dataclass

from xtreme.demo.people import EMIL, KATRIN


@dataclass(frozen=True)
class Talk:
    """A recording: `chapters` by their second, and what is said from a second on."""

    title: str
    language: str
    product: str
    speaker: str
    days_ago: int
    seconds: int
    about: str
    chapters: tuple[tuple[int, str], ...]
    said: tuple[tuple[int, str], ...]


MRP_LOG = "Reading an MRP log"

TALKS = (
    Talk(
        "Year-end close in 40 minutes",
        "en",
        "LGF",
        EMIL,
        64,
        2412,
        "The order of the steps, the locks that stop you, and what to check before you open the new year.",
        (
            (0, "What must be closed first"),
            (380, "Sub-ledgers and open postings"),
            (960, "The period lock"),
            (1560, "Carrying balances forward"),
            (2080, "Checks before the new year opens"),
        ),
        (
            (2, "Welcome to the year-end close. We go through it in the order in which the system wants it."),
            (14, "Close purchase and sales first, then stock, and the general ledger last."),
            (46, "If you close the ledger too early, every late invoice lands in the wrong year."),
            (382, "The list of open postings is your best friend. It must be empty for every sub-ledger."),
            (401, "A posting that waits for approval counts as open, although it has no number yet."),
            (962, "Now the period lock. It is set when the first user starts the closing run."),
            (
                980,
                "If a posting is cancelled while the run lasts, the lock may stay. Fix LGF-13.0-0117 ends that.",
            ),
            (1012, "Until you have the fix, article 1 shows how to release a stuck lock safely."),
            (
                1563,
                "Balances are carried forward once for each company. You can repeat it as often as you need.",
            ),
            (1590, "What you post into the old year later is carried over by the next run."),
            (
                2083,
                "Before you open the new year, compare the trial balance with the report of the carry-forward.",
            ),
            (2360, "That is all. If something stops, send us the closing log with your incident."),
        ),
    ),
    Talk(
        MRP_LOG,
        "en",
        "FMP",
        KATRIN,
        21,
        1124,
        "How to find in the log of a planning run which order took the time, and why.",
        (
            (0, "Where the log is"),
            (190, "The three phases of a run"),
            (520, "Finding the slow order"),
            (860, "What to send with an incident"),
        ),
        (
            (2, "The log of a planning run lies on the planning server, one file for each run."),
            (24, "Set the level to detail before the run; afterwards it cannot be added."),
            (192, "A run has three phases: reading demand, exploding structures, writing proposals."),
            (214, "Each phase says when it begins and how many orders it has read."),
            (522, "To find the slow order, sort the lines by their duration, not by their time."),
            (
                548,
                "Closed orders should not be read at all. If you see them, it is a known issue after 10.0 SP1.",
            ),
            (580, "The setting in article 3 brings the run back to its usual length until the fix is there."),
            (863, "With an incident send the log, the version, and how long the run took the week before."),
        ),
    ),
    Talk(
        "E-faktura i Danmark: SAF-T og modtagelse",
        "da",
        "LGF",
        EMIL,
        118,
        1325,
        "Hvad digital bogføring kræver, hvordan SAF-T-filen dannes, og hvordan I modtager e-fakturaer.",
        (
            (0, "Hvem reglerne gælder for"),
            (260, "SAF-T-filen"),
            (690, "Modtagelse af e-fakturaer"),
            (1100, "Afstemning"),
        ),
        (
            (2, "Velkommen. Vi begynder med, hvem kravene om digital bogføring gælder for, og hvornår."),
            (30, "Datoerne er som angivet af udgiveren; det er ikke rådgivning om skat."),
            (262, "SAF-T-filen dannes fra finansmodulet, en fil for hver virksomhed og hvert regnskabsår."),
            (290, "Kontroller først, at alle konti har en standardkonto. Ellers afvises filen."),
            (
                692,
                "E-fakturaer modtages i indbakken. En faktura, der ikke kan læses, bliver liggende med en fejl.",
            ),
            (724, "Fejlen siger, hvilken linje der er tale om, og hvad der mangler."),
            (1102, "Til sidst afstemmes de modtagne fakturaer med kreditorkartoteket."),
        ),
    ),
    Talk(
        "From 7.2 to 8.0: what changes on the floor",
        "en",
        "STH",
        KATRIN,
        150,
        1650,
        "Handheld scanners, voice picking and labels: what your people in the warehouse will notice.",
        (
            (0, "What stays the same"),
            (240, "Scanners and roaming"),
            (780, "Voice picking"),
            (1260, "Labels and printers"),
        ),
        (
            (2, "Most of what your people do stays the same: receiving, putting away, picking, packing."),
            (
                242,
                "Scanners now keep their session when the access point changes, if roaming is set as supported.",
            ),
            (
                271,
                "Article 6 lists the settings that we have tried. Others may work, and may lose the session.",
            ),
            (782, "Voice picking comes with feature pack 1. It needs a headset for each picker."),
            (815, "Let two pickers try it for a week before the whole shift changes over."),
            (1263, "Labels have a new layout. The location is printed first, because it is read first."),
            (1290, "Old layouts go on working until you switch them off."),
        ),
    ),
)

# Asked and answered in the past session, with how many wanted to know it.
QUESTIONS = (
    ("Which log level do we need for a slow run?", "Detail, and it must be set before the run.", 9),
    ("Does the detailed log make the run itself slower?", "By 2 to 4 %. Switch it off afterwards.", 8),
    (
        "Why does our run read orders that were closed last year?",
        "A known issue after 10.0 SP1; article 3.",
        8,
    ),
    (
        "When will the fix for closed orders be published?",
        "It is in test. We name a date when we have one.",
        7,
    ),
    ("Can two planning runs be compared side by side?", "Yes: export both and sort by order number.", 6),
    ("What is a phantom line in phase two?", "A structure that is exploded but never stocked.", 5),
    ("How long are logs kept?", "30 days; the setting is in the planning server.", 5),
    ("Is there a way to log one plant only?", "Yes, by the filter of the run.", 5),
    ("What does “skipped, frozen” mean?", "The order lies inside the frozen horizon.", 4),
    ("Do alternative routings appear in the log?", "Only those that were considered, with their cost.", 4),
    ("Our log ends in the middle of phase three. Why?", "The disk was full; the run still finished.", 3),
    ("Can we send the log without customer names?", "Yes, there is an option when you export it.", 3),
    ("Which phase should be the longest?", "Exploding, in most companies.", 3),
    ("Does the log show who started the run?", "Yes, in its first line.", 2),
    ("How do we read times across a clock change?", "The log is in UTC.", 2),
    ("Can a run be stopped and go on later?", "Stopped yes, but it begins anew.", 2),
    ("Is the format the same in 9.4?", "Yes, but without the column of durations.", 1),
)
