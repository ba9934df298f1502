"""Opens the share files and wraps of `../vectors/keys/` with the package `cryptography` (48 or newer), from the chapter keys and the drafts alone: a second opinion
on Argon2id, AES-256-GCM, X-Wing and HPKE, which `vectors.py` leaves out because Python's library does not have them.

    python3 custody_check.py      exits 1 and names what differs
"""

import base64
import hashlib
import hmac
import json
import sys
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

import custody

VECTORS = Path(__file__).resolve().parent.parent / "vectors/keys"
SUITE = b"HPKE" + bytes.fromhex("647a00010002")
ML_KEM_CIPHERTEXT = 1088


def unbase64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def open_share(file, passphrase):
    cost = file["argon2id"]
    kdf = Argon2id(salt=unbase64(file["salt"]), length=32, iterations=cost["passes"], lanes=cost["lanes"], memory_cost=cost["memory_kib"])
    header = {key: value for key, value in file.items() if key not in ("ciphertext", "check")}
    data = b"tellonce/share-file\0" + custody.canonical(header)
    try:
        key = kdf.derive(unicodedata.normalize("NFC", passphrase).encode())
        return AESGCM(key).decrypt(unbase64(file["nonce"]), unbase64(file["ciphertext"]), data).hex()
    except InvalidTag:
        return None


def decapsulate(seed, enc):
    """X-Wing: ML-KEM-768 and X25519 from one seed."""
    expanded = hashlib.shake_256(seed).digest(96)
    post_quantum = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
    classical = X25519PrivateKey.from_private_bytes(expanded[64:])
    point = enc[ML_KEM_CIPHERTEXT:]
    shared = classical.exchange(X25519PublicKey.from_public_bytes(point))
    public = classical.public_key().public_bytes_raw()
    label = bytes.fromhex("5c2e2f2f5e5c")
    return hashlib.sha3_256(post_quantum.decapsulate(enc[:ML_KEM_CIPHERTEXT]) + shared + point + public + label).digest()


def extract(salt, label, key):
    return hmac.digest(salt, b"HPKE-v1" + SUITE + label + key, "sha256")


def expand(key, label, info, length):
    """One block is enough for all that is asked for."""
    return hmac.digest(key, length.to_bytes(2, "big") + b"HPKE-v1" + SUITE + label + info + b"\1", "sha256")[:length]


def open_wrap(seed, wrap):
    shared = decapsulate(seed, unbase64(wrap["enc"]))
    context = b"\0" + extract(b"", b"psk_id_hash", b"") + extract(b"", b"info_hash", custody.wrap_info(wrap["terms"]))
    secret = extract(shared, b"secret", b"")
    key, nonce = expand(secret, b"key", context, 32), expand(secret, b"base_nonce", context, 12)
    try:
        return AESGCM(key).decrypt(nonce, unbase64(wrap["ciphertext"]), b"").hex()
    except InvalidTag:
        return None


def main():
    shares = json.loads((VECTORS / "share-files.json").read_text())
    wraps = json.loads((VECTORS / "wraps.json").read_text())
    seed = bytes.fromhex(wraps["wrap_key_seed"])
    wrong = [f"share-files.json: {case['about']}" for case in shares["cases"] if open_share(case["file"], case["passphrase"]) != case["value"]]
    wrong += [f"wraps.json: {case['about']}" for case in wraps["cases"] if open_wrap(seed, case["wrap"]) != case["secret"]]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
