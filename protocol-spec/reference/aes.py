"""AES-256 of one block (FIPS 197), written to be read: no tables but the S-box, which is computed. Not for secrets: its time depends on them."""

ROUNDS = 14


def _double(a):
    """Multiplication by x in GF(2^8) modulo x^8 + x^4 + x^3 + x + 1 (FIPS 197, 4.2)."""
    return (a << 1) ^ (0x11B if a & 0x80 else 0)


def _rotate(a, bits):
    return (a << bits | a >> (8 - bits)) & 0xFF


def _s_box():
    """The S-box (FIPS 197, 5.1.1): the inverse in GF(2^8), then an affine map. `p` runs through the powers of 3, `q` through their inverses."""
    box = [0x63] * 256
    p = q = 1
    while True:
        p ^= _double(p)
        for bits in (1, 2, 4):
            q = (q ^ q << bits) & 0xFF
        q ^= 0x09 if q & 0x80 else 0
        box[p] = q ^ _rotate(q, 1) ^ _rotate(q, 2) ^ _rotate(q, 3) ^ _rotate(q, 4) ^ 0x63
        if p == 1:
            return bytes(box)


S_BOX = _s_box()


def expand_key(key):
    """The fifteen round keys of 16 bytes (FIPS 197, 5.2, Nk = 8)."""
    if len(key) != 32:
        raise ValueError("AES-256 takes a key of 32 bytes")
    words = [key[i:i + 4] for i in range(0, 32, 4)]
    constant = 1
    for i in range(8, 4 * (ROUNDS + 1)):
        word = words[-1]
        if i % 8 == 0:
            word = bytes(S_BOX[b] for b in word[1:] + word[:1])
            word = bytes([word[0] ^ constant]) + word[1:]
            constant = _double(constant)
        elif i % 8 == 4:
            word = bytes(S_BOX[b] for b in word)
        words.append(_xor(words[i - 8], word))
    return [b"".join(words[i:i + 4]) for i in range(0, len(words), 4)]


def encrypt(round_keys, block):
    """The block's ciphertext under the round keys of `expand_key` (FIPS 197, 5.1); byte `r + 4·c` of the state stands in row r, column c."""
    state = _xor(block, round_keys[0])
    for number in range(1, ROUNDS + 1):
        state = bytes(S_BOX[state[(i + 4 * (i % 4)) % 16]] for i in range(16))  # SubBytes and ShiftRows
        if number < ROUNDS:
            state = b"".join(_mix(state[i:i + 4]) for i in range(0, 16, 4))
        state = _xor(state, round_keys[number])
    return state


def _mix(column):
    """MixColumns of one column (FIPS 197, 5.1.3): 2·a ⊕ 3·b ⊕ c ⊕ d, written as a ⊕ (a ⊕ b ⊕ c ⊕ d) ⊕ 2·(a ⊕ b)."""
    everything = column[0] ^ column[1] ^ column[2] ^ column[3]
    return bytes(column[i] ^ everything ^ _double(column[i] ^ column[(i + 1) % 4]) for i in range(4))


def _xor(a, b):
    return bytes(x ^ y for x, y in zip(a, b))


def self_test():
    """The example of FIPS 197, appendix C.3 (AES-256), and the key expansion of appendix A.3."""
    round_keys = expand_key(bytes(range(32)))
    if encrypt(round_keys, bytes.fromhex("00112233445566778899aabbccddeeff")).hex() != "8ea2b7ca516745bfeafc49904b496089":
        raise AssertionError("AES differs from FIPS 197, appendix C.3")
    last = expand_key(bytes.fromhex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4"))[-1]
    if last.hex() != "fe4890d1e6188d0b046df344706c631e":
        raise AssertionError("AES differs from FIPS 197, appendix A.3")
