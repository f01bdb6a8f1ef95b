"""Hands a mail over to the mail server on a connection that is kept, and gives what it answers (RFC 5321). What an
answer means for the mail is delivery.py's.

Where the server takes commands together (RFC 2920) a mail takes two round trips instead of four.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from smtplib import SMTP, SMTPException, SMTPServerDisconnected

GOODBYE = 421


class Stage(StrEnum):
    """What the server is asked to take, one after the other."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    TEXT = "text"
    WHOLE = "whole"


GOOD = {
    Stage.SENDER: 2,
    Stage.RECIPIENT: 2,
    Stage.TEXT: 3,
    Stage.WHOLE: 2,
}  # the first digit of a good answer


@dataclass(frozen=True)
class Answer:
    """What the server says."""

    stage: Stage
    code: int
    words: str

    def __str__(self) -> str:
        return f"{self.code} {self.words}"

    @property
    def is_good(self) -> bool:
        return self.code // 100 == GOOD[self.stage]


class NotTaken(SMTPException):
    """The server's answer is none that takes the mail."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(str(answer))
        self.answer = answer


def hand_over(server: SMTP, sender: str, recipient: str, mail: bytes) -> Answer:
    """Have the server take `mail` (octets with CRLF), from one address to another, both plain ASCII. Raises
    NotTaken, and OSError where the connection broke."""
    server.ehlo_or_helo_if_needed()
    size = f" SIZE={len(mail)}" if server.has_extn("size") else ""
    commands = {
        Stage.SENDER: f"MAIL FROM:<{sender}>{size}",
        Stage.RECIPIENT: f"RCPT TO:<{recipient}>",
        Stage.TEXT: "DATA",
    }
    answers = list(_asked(server, commands))
    if bad := [answer for answer in answers if not answer.is_good]:
        _begin_anew(server, answers[-1])
        raise NotTaken(bad[0])
    server.send(mail.replace(b"\r\n.", b"\r\n..") + b".\r\n")
    taken = _answer(server, Stage.WHOLE)
    if not taken.is_good:
        raise NotTaken(taken)
    return taken


def _asked(server: SMTP, commands: Mapping[Stage, str]) -> Iterator[Answer]:
    """The answer to each: to all at once, or one after the other up to the first that is not good."""
    together = server.has_extn("pipelining")
    if together:
        server.send("".join(f"{command}\r\n" for command in commands.values()))
    for stage, command in commands.items():
        if not together:
            server.send(f"{command}\r\n")
        answer = _answer(server, stage)
        yield answer
        if answer.code == GOODBYE or not (together or answer.is_good):
            return


def _answer(server: SMTP, stage: Stage) -> Answer:
    code, words = server.getreply()
    if code < 100:
        raise SMTPServerDisconnected("The server speaks no SMTP.")
    return Answer(stage, code, " ".join(words.decode(errors="replace").split()))


def _begin_anew(server: SMTP, last: Answer) -> None:
    """After a refusal: end the text where the server asks for one all the same (RFC 2920, 3.1), and forget the
    mail. A connection that breaks meanwhile is seen with the next mail."""
    with suppress(OSError):
        if last.stage == Stage.TEXT and last.is_good:
            server.send(b".\r\n")
            server.getreply()
        if last.code != GOODBYE:
            server.rset()
