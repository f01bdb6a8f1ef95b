"""Many people sign in at once, all from one address: does anybody wait for long, is anybody locked out?

`python -m tests.benchmarks.sign_in [--rate 50] [--seconds 60] [--at URL]` starts the demo on servers of its own
(or drives the one at URL, on this machine), begins that many sign-ins a second whether the ones before are
through or not, each with the page and the form in a browser of its own, and prints one JSON object: how many came
in, were refused or failed, and how long a sign-in took from when it was due. It ends by itself, at the latest a
minute after the last one was due.
"""

import argparse
import http.client
import json
import re
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests import product

ACCOUNTS = (
    product.METTE,
    product.MANAGER,
    product.JONAS,
    product.EXPIRED,
    product.AGENT,
    product.LEAD,
    product.ADVISOR,
    product.ADMIN,
)
PAGE = "/accounts/login/"
BROWSERS = 200
PATIENCE = 60
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def sign_in(host: str, port: int, account: str, password: str) -> str:
    """What came of it: `signed_in`, `refused`, or what failed."""
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", PAGE)
        page = connection.getresponse()
        text = page.read().decode()
        cookies = "; ".join(value.partition(";")[0] for value in page.headers.get_all("Set-Cookie", []))
        found = TOKEN.search(text)
        if page.status != 200 or not found:
            return f"page {page.status}"
        words = {"login": account, "password": password, "csrfmiddlewaretoken": found[1]}
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        connection.request("POST", PAGE, urlencode(words), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 302:
            return "signed_in"
        return "refused" if answer.status in (200, 429) else f"form {answer.status}"
    except (OSError, http.client.HTTPException) as error:
        return type(error).__name__
    finally:
        connection.close()


def crowd(address: str, rate: int, seconds: int) -> dict:
    """The sign-ins of that many seconds, and what came of them."""
    target = urlsplit(address)
    if target.hostname not in LOOPBACK:
        raise SystemExit("Only a product on this machine is driven.")
    begun = time.monotonic() + 1

    def one(number: int) -> tuple[str, float]:
        due = begun + number / rate
        time.sleep(max(0.0, due - time.monotonic()))
        result = sign_in(
            target.hostname, target.port or 80, ACCOUNTS[number % len(ACCOUNTS)], product.PASSWORD
        )
        return result, time.monotonic() - due

    people = ThreadPoolExecutor(BROWSERS)
    jobs = [people.submit(one, number) for number in range(rate * seconds)]
    done, late = wait(jobs, timeout=seconds + PATIENCE)
    people.shutdown(wait=False, cancel_futures=True)
    results = [job.result() for job in done]
    times = sorted(took * 1000 for result, took in results if result == "signed_in")
    failed: dict[str, int] = {}
    for result, _took in results:
        if result not in ("signed_in", "refused"):
            failed[result] = failed.get(result, 0) + 1
    return {
        "work": "sign_in",
        "rate": rate,
        "seconds": seconds,
        "signed_in": len(times),
        "refused": sum(result == "refused" for result, _took in results),
        "failed": failed | ({"not done in time": len(late)} if late else {}),
        "p50_ms": round(statistics.median(times)) if times else None,
        "p95_ms": round(times[int(len(times) * 0.95)]) if times else None,
        "last_after_s": round(time.monotonic() - begun, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rate", type=int, default=50, help="sign-ins a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--at", default="", help="a product that runs already")
    options = parser.parse_args()
    if options.at:
        print(json.dumps(crowd(options.at, options.rate, options.seconds)))
        return
    with (
        tempfile.TemporaryDirectory(prefix="xtreme-sign-in-") as directory,
        product.running(Path(directory)) as address,
    ):
        print(json.dumps(crowd(address, options.rate, options.seconds)))


if __name__ == "__main__":
    main()
