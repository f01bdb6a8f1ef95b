"""The words that say what a line is about. Pure."""

import re

MOST = 12
# Words too common to say it.
COMMON_WORDS = """
    about above after again all also and any are because been before being below between both but can cannot did
    does down during each every few for from further get gets had has have her here hers him his how instead into
    its itself just more most much new nobody not now off once only other our ours out over own please same she
    should since some somebody still such than that the their them then there these they this those through too
    under until use using very want was were what when where which while who whom why will with would you your
    yours
    alle alt anden blev blive bliver dem den denne der deres det dette din disse efter eller end endnu fire flere
    for fordi fra før gang gange godt gør han hans har have havde hende her hos hun hver hvem hvilke hvilken hvis
    hvor hvordan hvornår hvorfor igen ikke ind ingen intet jeg jer jeres kan kom kommer kun kunne lige længere man
    mange med meget mellem men mens mere min mod måske nej nogen noget nogle nok når også end ned om op over sig
    sin sine sit skal skulle som står sådan til tre ud uden under var ved vil ville vis viser vores være været
"""
COMMON = frozenset(COMMON_WORDS.split())


def words_of(text: str) -> set[str]:
    """In lower case: at least 3 letters or digits, at most a dozen words."""
    found = [word for word in re.findall(r"\w{3,40}", text.lower()) if word not in COMMON]
    return set(found[:MOST])
