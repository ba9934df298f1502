"""The log's tree, its tiles and proofs, and commitments, by their definitions (`../spec/audit.md`, RFC 9162): slow and plain."""

import hashlib
import hmac

WIDTH = 256


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf(entry):
    return sha256(b"\x00" + entry)


def split(count):
    """The largest power of two below a number of leaves."""
    return 1 << (count - 1).bit_length() - 1


def root(leaves):
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:]))


def inclusion(index, leaves):
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    return inclusion(index, leaves[:k]) + [root(leaves[k:])] if index < k else inclusion(index - k, leaves[k:]) + [root(leaves[:k])]


def consistency(older, leaves, known=True):
    if older == len(leaves):
        return [] if known else [root(leaves)]
    k = split(len(leaves))
    if older <= k:
        return consistency(older, leaves[:k], known) + [root(leaves[k:])]
    return consistency(older - k, leaves[k:], False) + [root(leaves[:k])]


def tiles(leaves):
    """Path and content of every tile."""
    found, row, level = [], leaves, 0
    while row:
        cut = [row[at:at + WIDTH] for at in range(0, len(row), WIDTH)]
        found += [(path(str(level), n, len(tile)), b"".join(tile)) for n, tile in enumerate(cut)]
        row, level = [root(tile) for tile in cut if len(tile) == WIDTH], level + 1
    return found


def bundles(entries):
    """Path and content of every bundle of entries."""
    cut = [entries[at:at + WIDTH] for at in range(0, len(entries), WIDTH)]
    return [(path("entries", n, len(bundle)), b"".join(len(entry).to_bytes(2, "big") + entry for entry in bundle)) for n, bundle in enumerate(cut)]


def path(row, index, width):
    groups = f"{index:,}".split(",")
    groups = ["0" * (3 - len(groups[0])) + groups[0]] + groups[1:]
    return "tile/" + row + "/" + "/".join(["x" + group for group in groups[:-1]] + groups[-1:]) + (f".p/{width}" if width < WIDTH else "")


def commitment(salt, event):
    return hmac.new(salt, event, "sha256").digest()


def record_name(salt, agency, token):
    """What an event with this salt names a record by."""
    return commitment(salt, b"tellonce/name\x00" + agency.encode() + b"\x00" + bytes.fromhex(token))


def pair_name(salt, name, other):
    return commitment(salt, b"tellonce/pair\x00" + min(name, other) + max(name, other))
