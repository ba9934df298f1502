"""Shares, words and wraps of a linkage secret (keys.md), from the chapter alone. Not here: Argon2id, AES-GCM and HPKE, which Python's library does not have."""

import hashlib
import hmac
import json
from pathlib import Path

WORDS = (Path(__file__).resolve().parent.parent / "src/main/resources/org/tellonce/protocol/agreements/fingerprint-words.txt").read_text().split()
SIZE_CLASSES = ["50k", "50k-adults", "200k", "1m", "10m"]
LINE = 8


def sha(use, content):
    return hashlib.sha256(use.encode() + b"\0" + content).digest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def times(a, b):
    """The product in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a = a << 1 ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def inverse(a):
    return next(b for b in range(1, 256) if times(a, b) == 1)


def combine(shares):
    """The secret of enough shares, a dictionary of number and bytes: the polynomials' values at 0."""
    weights = {}
    for i in shares:
        weights[i] = 1
        for j in shares:
            if j != i:
                weights[i] = times(weights[i], times(j, inverse(i ^ j)))
    secret = bytearray(32)
    for i, share in shares.items():
        for at in range(32):
            secret[at] ^= times(weights[i], share[at])
    return bytes(secret)


def commitment(secret, ceremony, epoch, size_class, needed, of):
    message = b"tellonce/ceremony\0" + ceremony + epoch.to_bytes(4, "big") + f"smp1\0{size_class}\0".encode() + bytes([needed, of])
    return hmac.digest(secret, message, "sha256")


def share_digest(ceremony, number, share):
    return sha("tellonce/share", ceremony + bytes([number]) + share)


def words(ceremony, epoch, size_class, needed, of, number, share, committed):
    """The twelve lines of a page."""
    header = bytes([1]) + ceremony + epoch.to_bytes(4, "big") + bytes([SIZE_CLASSES.index(size_class) + 1, needed, of, number])
    content = header + share + committed
    content += sha("tellonce/share-words", content)[:7]
    lines = []
    for line in range(len(content) // LINE):
        eight = content[LINE * line:LINE * (line + 1)]
        lines.append(" ".join(WORDS[byte] for byte in eight + sha("tellonce/share-line", bytes([line + 1]) + eight)[:2]))
    return lines


def share_check(file):
    return sha("tellonce/share-check", canonical({key: value for key, value in file.items() if key != "check"})).hex()


def wrap_info(terms):
    return b"tellonce/wrap\0" + canonical(terms)
