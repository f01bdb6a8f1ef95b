"""What synthetic incidents are about: common words, and rare ones that a search must look for."""

from random import Random

THINGS = (
    "Month-end posting", "The pick list", "The pay run", "Invoice matching", "The MRP run", "The EDI interface",
    "Stock count", "The bank file", "The delivery note", "The VAT report", "Order release", "The price list",
    "The scanner session", "The nightly job", "The cost roll-up", "The label printer", "The dunning letter",
    "The shift plan", "The lot trace", "The exchange rate import", "The approval workflow", "The budget screen",
    "The supplier portal", "The archive job", "The freight calculation", "The work order", "The tax code table",
)  # fmt: skip
FAULTS = (
    "stops with an error", "is slower than last week", "shows the wrong total", "leaves out some lines",
    "runs twice", "cannot be opened", "prints an empty page", "rejects valid records", "loses its filter",
    "hangs at 99 per cent", "rounds differently", "ignores the calendar", "sends nothing", "shows yesterday's data",
    "asks for a licence", "locks other users out", "sorts in the wrong order", "forgets the default warehouse",
)  # fmt: skip
WHEN = (
    "after the update", "since Monday", "for one company only", "at month end", "for new users",
    "in the test system",
    "when two people work at once", "for customers abroad", "after the clock change", "on the second server",
    "with more than 1,000 lines", "for returned goods", "in the Danish version", "when a user signs in again",
)  # fmt: skip
QUESTIONS = (
    "How do I set up", "Where do I find the settings of", "Can we change", "What does the status mean in",
    "Which right is needed for", "How do we test",
)  # fmt: skip
DETAILS = (
    "It worked until the weekend.", "We have restarted the service without effect.",
    "Three colleagues see the same.", "The log shows nothing unusual.", "It happens every second time.",
    "We need it before the end of the week.", "A workaround costs us an hour a day.",
    "It does not happen on the old version.", "The steps are always the same.", "We changed nothing ourselves.",
)  # fmt: skip
FIRST_REPLIES = (
    "Thank you for the description. I can see it on our side and look into it now.",
    "I have it. Please leave the job switched off until I write again.",
    "Thank you, the log helps. It looks like a setting; I am checking which.",
    "I have found two similar cases and compare them with yours.",
)
ANSWERS = (
    "We tried it again today and it is the same.", "Here are the numbers you asked for: 4, 17 and 212.",
    "The setting is as you say, we have not changed it.", "It also happens on the other server.",
    "Thank you, our people can go on working meanwhile.",
)  # fmt: skip
QUESTIONS_BACK = (
    "Could you send the log of the last run and the exact version?",
    "Which user and which company was it, and at what time?",
    "Please switch the trace on, run it once more and send us the file.",
)
FURTHER = (
    "We have narrowed it down: it depends on the order of the lines. I go on tomorrow morning.",
    "Development has confirmed the cause. The correction is being tested.",
    "I could repeat it with your data and have a first idea. More this afternoon.",
)
SOLUTIONS = (
    "The setting \"keep session\" was off; with it on, it works. Please confirm.",
    "The record was locked by a user who had left. It is free now, and the job has run.",
    "This is corrected in the current service pack. Until then use the second form.",
    "It is meant to be so: the total is rounded per line. The report explains it at the end.",
)  # fmt: skip
IMPACT = "Work stops for a department."
CAUSES = (
    "A record stays locked when its user has left.", "The total is rounded before it is added up.",
    "The job reads the calendar of the company, not of the warehouse.", "The index is older than the update.",
    "The interface keeps its session only while the setting says so.", "Two jobs write the same line.",
    "The report was made for fewer than 1,000 lines.", "The certificate has run out.",
)  # fmt: skip
STEPS = (
    "Open the form and choose the period.", "Release the lock with the command of the administrator.",
    "Start the job again for the lines that are left.", "Restart the service on the second server.",
    "Compare the totals before you close the month.", "Leave the job switched off until the fix is installed.",
    "Give the new user the right that the old one had.", "Send the file by hand and keep a copy of it.",
)  # fmt: skip
DANISH_THINGS = (
    "Månedsbogføringen", "Pluklisten", "Lønkørslen", "Fakturamatchningen", "Lageroptællingen", "Bankfilen",
    "Følgesedlen", "Momsrapporten", "Prislisten", "Budgetbilledet", "Godkendelsen", "Arkivjobbet",
)  # fmt: skip
DANISH_FAULTS = (
    "stopper med en fejl", "er langsommere efter opdateringen", "viser et forkert beløb", "mangler linjer",
    "kører to gange", "kan ikke åbnes", "udskriver en tom side", "afviser gyldige poster", "låser andre ude",
)  # fmt: skip
DANISH_DETAILS = (
    "Det virkede indtil opdateringen.", "Genstart af tjenesten hjælper ikke.", "Loggen viser intet usædvanligt.",
    "Vælg perioden, og start kørslen igen.", "Frigiv låsen, før måneden lukkes.", "Sammenlign totalerne bagefter.",
    "Fejlen er rettet i den næste servicepakke.", "Giv den nye bruger samme rettigheder.",
)  # fmt: skip


def title(random: Random, question: bool) -> str:
    """One line."""
    if question:
        return f"{random.choice(QUESTIONS)} {_inside(random.choice(THINGS))}?"
    return f"{random.choice(THINGS)} {random.choice(FAULTS)} {random.choice(WHEN)}"


def description(random: Random, about: str) -> str:
    """A few sentences, as COPY takes them; a rare number in every one, an error code in some."""
    code = f" Error {random.randrange(100_000):05d}." if random.random() < 0.4 else ""
    return (
        f"{about}.{code} Document {random.randrange(10_000_000)}.\\n\\n"
        f"{random.choice(DETAILS)} {random.choice(DETAILS)}"
    )


def article(random: Random, question: bool) -> tuple[str, str, str, str, str]:
    """Title, symptoms, cause, workaround and text, as COPY takes them; a rare number in each, a code in some."""
    about = title(random, question)
    return (
        about,
        description(random, about).replace("\\n\\n", " "),
        " ".join(random.sample(CAUSES, 2)),
        " ".join(random.sample(STEPS, 3)),
        " ".join([*random.sample(DETAILS, 4), *random.sample(STEPS, 3), random.choice(SOLUTIONS)]),
    )


def danish_article(random: Random) -> tuple[str, str, str, str, str]:
    """The same in Danish."""
    about = f"{random.choice(DANISH_THINGS)} {random.choice(DANISH_FAULTS)}"
    symptoms = f"{about}. Bilag {random.randrange(10_000_000)}. {random.choice(DANISH_DETAILS)}"
    return about, symptoms, "", " ".join(random.sample(DANISH_DETAILS, 3)), " ".join(DANISH_DETAILS[:5])


def _inside(thing: str) -> str:
    return thing[0].lower() + thing[1:]
