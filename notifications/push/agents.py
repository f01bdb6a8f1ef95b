"""What a person calls the device that a browser's User-Agent describes: "Chrome, Android". Pure.

What browsers write there is a heap of each other's names; only the order of the lists tells them apart.
"""

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def name(agent: str) -> str:
    """Browser and system, of which one may be missing; empty where neither is known."""
    parts = [_first(agent, BROWSERS), _first(agent, SYSTEMS)]
    return ", ".join(part for part in parts if part)


def _first(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in names if sign in agent), "")
