"""Videos that lie elsewhere: where a time of theirs leads, and which play in the page (R13.1)."""

import pytest

from entitlements.briefings import links
from tests.briefings.scene import publisher, recorded
from tests.desk.pages import signed_in, text

FILE = "https://media.example/film.mp4"


@pytest.mark.parametrize(
    ("link", "leads"),
    [
        (FILE, f"{FILE}#t=750"),
        (f"{FILE}?v=2#intro", f"{FILE}?v=2#t=750"),
        ("https://www.youtube.com/watch?v=abc&t=3", "https://www.youtube.com/watch?v=abc&t=750"),
        ("https://youtu.be/abc", "https://youtu.be/abc?t=750"),
        ("https://vimeo.com/123", "https://vimeo.com/123#t=750"),
        ("https://notyoutube.com/watch?v=abc", ""),
        ("https://videos.example/watch/7", ""),
    ],
)
def test_r13_1_a_time_leads_to_it_where_the_player_can_be_told(link, leads):
    assert links.starting_at(link, 750) == leads


@pytest.fixture
def page(db):
    reader = signed_in(publisher())

    def shown(link, query=""):
        made = recorded(link=link)
        return reader.get(f"/briefings/{made.pk}/{query}")

    return shown


def test_r13_1_chapters_and_transcript_jump_into_a_video_elsewhere(page):
    html = page("https://youtu.be/abc").content.decode()
    assert html.count('href="https://youtu.be/abc?t=750" target="_blank" rel="noopener noreferrer"') == 2
    assert "<video" not in html
    assert (
        'class="btn go" href="https://youtu.be/abc?t=60"'
        in page("https://youtu.be/abc", "?t=60").content.decode()
    )


def test_r13_1_where_the_player_cannot_be_told_the_page_says_so(page):
    answer = page("https://videos.example/watch/7")
    assert "Its player cannot be told where to begin" in text(answer)
    assert answer.content.decode().count('href="https://videos.example/watch/7"') == 1


def test_r13_1_a_file_plays_in_the_page_where_the_content_policy_allows_its_host(page, settings):
    assert "<video" not in page(FILE).content.decode()
    settings.VIDEO_HOSTS = ["media.example"]
    html = page(FILE, "?t=60").content.decode()
    assert f'src="{FILE}#t=60"' in html
    assert 'href="?t=750#video" data-second="750"' in html
    assert "<video" not in page("https://media.example.evil.test/film.mp4").content.decode()
    assert "<video" not in page("https://media.example/watch/7").content.decode()
