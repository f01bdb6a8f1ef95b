"""The threads of a web process share one heap of the C library (xtreme.web.heaps)."""

import subprocess
import sys

import pytest

ASK = """
import ctypes, sys, tempfile, threading
from xtreme.web import heaps

libc = ctypes.CDLL(None)
if not hasattr(libc, "malloc_info"):
    sys.exit("no glibc")
if sys.argv[1:]:
    heaps.share_one()
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(12)

def ask():
    together.wait()
    libc.malloc(100_000)
    together.wait()

threads = [threading.Thread(target=ask) for _each in range(12)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as told:
    file = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, file)
    libc.fclose(file)
    print(told.read().count(b"<heap "))
"""


def heaps(*arguments: str) -> int:
    told = subprocess.run([sys.executable, "-c", ASK, *arguments], capture_output=True, text=True)
    if told.stderr.strip() == "no glibc":
        pytest.skip("There are heaps of threads in glibc only.")
    return int(told.stdout)


def test_threads_share_one_heap():
    assert heaps("shared") == 1 < heaps()
