"""One word for one thing, in Danish as in English: who is meant by a role, and what a level of escalation is
called, is the same on every page and in every mail (R24.4)."""

import re
from pathlib import Path

import polib
import pytest

CATALOGUE = polib.pofile(Path(__file__).parents[2] / "locale/da/LC_MESSAGES/django.po")
FILLED_IN = re.compile(r"%\(\w+\)s|\{\w+\}")
# What the English says, and of what the Danish then has one word.
WORDS = {
    r"support managers?\b": "supportleder",
    r"heads? of support\b": "supportchef",
    r"heads? of development\b": "udviklingschef",
    r"team leads?\b": "teamleder",
    r"account owners?\b": "kundeansvarlig",
    r"escalated to level\b|\bat level \d": r"\btrin\b",
    r"business impact\b": r"konsekvens(en)? for forretning",
    r"timelines?\b": "forløb",
    r"milestones?\b": "milepæl",
    r"solution goals?\b": "løsningsmål",
    r"duty rosters?\b": "vagtplan",
    r"training cards?\b": "uddannelseskort",
    r"waiting list\b": "venteliste",
    r"support resources?\b": "supportressource",
}


@pytest.mark.parametrize(("english", "danish"), WORDS.items())
def test_r24_4_a_danish_text_has_the_one_word_for_what_the_english_names(english, danish):
    others = [said for source, said in texts() if re.search(rf"\b(?:{english})", source, re.IGNORECASE)]
    assert others, "nothing says it any more"
    assert [said for said in others if not re.search(danish, said, re.IGNORECASE)] == []


# Nouns of the two genders of Danish, and what stands before one of the other alone.
COMMON = (
    "hændelse besked note opgave artikel udgivelse kunde aftale kalender eskalering plan handlingsplan"
    " overdragelse påmindelse linje produktlinje session fjernsession weekend vagtplan optagelse"
    " undtagelse rettelse servicepakke version fil løsning omgåelse dublet opfølgning alvorsgrad"
    " kontaktperson ansvarlig medarbejder rådgiver region tjeneste periode frist milepæl kø kode gruppe"
    " briefing kladde adresse nøgle gennemgang"
)
NEUTER = (
    "svar svarmål mål møde varsel abonnement produkt spørgsmål system ønske opkald tidspunkt tilkald indlæg program"
    " forløb niveau abonnementsniveau problem forslag skift navn nummer tidsrum telefonnummer"
)
WRONG = (
    (r"(et|dette|intet|hvilket|nyt|eget|andet|ethvert|hvert)( \w+t)?", COMMON),
    (r"(en|denne|hvilken|egen|anden|enhver|hver)", NEUTER),
)


@pytest.mark.parametrize(("before", "nouns"), WRONG, ids=["common", "neuter"])
def test_r24_4_before_a_danish_word_stands_what_goes_with_its_gender(before, nouns):
    wrong = re.compile(rf"\b{before} ({'|'.join(nouns.split())})\b", re.IGNORECASE)
    assert [said for _, said in texts() if wrong.search(re.sub(r"[*“”\"]", "", said))] == []


def texts():
    """Every text with its Danish, without what is filled in."""
    for entry in CATALOGUE:
        danish = " ".join([entry.msgstr, *entry.msgstr_plural.values()])
        yield (FILLED_IN.sub("", f"{entry.msgid} {entry.msgid_plural}"), FILLED_IN.sub("", danish))
