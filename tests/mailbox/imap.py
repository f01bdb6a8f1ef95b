"""A mailbox that speaks as much IMAP (RFC 3501) as fetching asks for, on loopback, in a thread of its own."""

import re
import socketserver
import threading
from contextlib import contextmanager

CAPABILITIES = "IMAP4rev1 MOVE UIDPLUS"


class Mailbox:
    """Its mails by UID with their flags, and what was moved away; `cut_after` ends the connection after so many
    mails have been fetched whole."""

    def __init__(self, *mails, internal="27-Nov-2026 10:00:00 +0000"):
        self.mails = dict(enumerate(mails, 1))
        self.internal, self.seen, self.moved, self.fetched = internal, set(), {}, []
        self.cut_after = None
        self.port = None

    def url(self, query=""):
        return f"imap://support%40xtreme.example:p%40ss@127.0.0.1:{self.port}/INBOX{query}"


class _Session(socketserver.StreamRequestHandler):
    def handle(self):
        self.mailbox = self.server.mailbox
        self.say("* OK ready")
        for line in self.rfile:
            tag, _space, rest = line.decode().strip().partition(" ")
            name, _space, words = rest.partition(" ")
            name = name.upper()
            if name == "UID":
                name, _space, words = words.partition(" ")
                name = f"uid_{name.lower()}"
            answer = getattr(self, name.lower(), None)
            if answer is None:
                self.say(f"{tag} BAD {name}")
                continue
            if answer(words) is False:
                return
            self.say(f"{tag} OK done")
            if name == "LOGOUT":
                return

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def capability(self, words):
        self.say(f"* CAPABILITY {CAPABILITIES}")

    def login(self, words):
        assert words == '"support@xtreme.example" "p@ss"' or words == 'support@xtreme.example "p@ss"', words

    def select(self, words):
        assert "INBOX" in words
        self.say(f"* {len(self.mailbox.mails)} EXISTS")

    def uid_search(self, words):
        unseen = [str(uid) for uid in self.mailbox.mails if uid not in self.mailbox.seen]
        self.say(f"* SEARCH {' '.join(unseen)}".rstrip())

    def uid_fetch(self, words):
        uid = int(words.split()[0])
        raw = self.mailbox.mails.get(uid)
        if raw is None:  # moved away by another: an answer without it, as the RFC has it
            return None
        if "RFC822.SIZE" in words:
            return self.say(
                f'* {uid} FETCH (UID {uid} RFC822.SIZE {len(raw)} INTERNALDATE "{self.mailbox.internal}")'
            )
        whole = "BODY.PEEK[]" in words
        if whole:
            self.mailbox.fetched.append(uid)
        part = raw if whole else raw.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
        name = "BODY[]" if whole else "BODY[HEADER]"
        self.wfile.write(f"* {uid} FETCH (UID {uid} {name} {{{len(part)}}}\r\n".encode() + part + b")\r\n")
        return None

    def uid_store(self, words):
        if len(self.mailbox.fetched) == self.mailbox.cut_after:
            return False
        assert re.search(r"\+FLAGS.*\\Seen", words), words
        self.mailbox.seen.update(int(uid) for uid in words.split()[0].split(","))
        return None

    def uid_move(self, words):
        uid, folder = words.split(maxsplit=1)
        if self.mailbox.mails.pop(int(uid), None) is not None:
            self.mailbox.moved[int(uid)] = folder.strip('"')

    def uid_copy(self, words):
        uid, folder = words.split(maxsplit=1)
        self.mailbox.moved[int(uid)] = folder.strip('"')

    def expunge(self, words):
        for uid in self.mailbox.moved:
            self.mailbox.mails.pop(uid, None)

    uid_expunge = expunge

    def close(self, words):
        """Nothing to do."""

    noop = check = close

    def logout(self, words):
        self.say("* BYE")


@contextmanager
def serving(mailbox):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Session) as server:
        server.mailbox, server.daemon_threads = mailbox, True
        mailbox.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield mailbox
        finally:
            server.shutdown()
