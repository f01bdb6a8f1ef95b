"""The pictures of a review on paper (R18.1)."""

import json
import re

import pytest

from tickets import pictures
from tickets.advisory.reviews.document import FACES, LEFT, POINTS, RIGHT, on_paper
from tickets.pictures import Bar, Chart

ROWS = Chart((Bar("Formsmed Production", (13, 2), "13 overholdt, 2 ikke overholdt"),), ("#080", "#800"))
COLUMNS = Chart(
    (Bar("Apr", (1, 2), ""), Bar("May", (3, 4), "")), ("#080", "#800"), names=("Logged", "Closed")
)


def shape(picture):
    """Its width and height, and its viewBox, as numbers."""
    found = re.search(
        r'<svg[^>]* width="([\d.]+)(?:pt)?" height="([\d.]+)(?:pt)?" viewBox="([^"]+)"', picture
    )
    assert found
    return [float(number) for number in (found[1], found[2], *found[3].split())]


@pytest.mark.parametrize("spec", [pictures._rows(ROWS), pictures._columns(COLUMNS)])
def test_r18_1_no_word_of_a_picture_is_cut_off_on_paper_and_all_are_of_one_size(spec):
    """Vega measures words in one face; a wider one that paper is set in cut their ends off."""
    picture = pictures._svg(json.dumps(spec))
    width, height, *_box = shape(picture)
    set_width, set_height, left, top, box_width, box_height = shape(on_paper(picture))
    assert (left, top, box_width, box_height) == (-LEFT, 0, width + LEFT + RIGHT, height)
    assert set_width == pytest.approx(box_width * POINTS, abs=0.1)
    assert set_height == pytest.approx(box_height * POINTS, abs=0.1)
    assert f'font-family="{FACES}"' in on_paper(picture)
    assert 'font-family="sans-serif"' not in on_paper(picture)


def test_a_section_without_a_picture_has_none_on_paper():
    assert on_paper("") == ""
