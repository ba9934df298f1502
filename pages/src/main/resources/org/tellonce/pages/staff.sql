CREATE TABLE staff (
  pseudonym TEXT PRIMARY KEY,
  -- Argon2id, as a PHC string.
  password TEXT NOT NULL,
  totp BLOB NOT NULL,
  -- The newest step whose digits were used: each is good once.
  last_step INTEGER NOT NULL,
  -- Seconds since 1970: sessions that began before are over.
  changed INTEGER NOT NULL
) STRICT;

CREATE TABLE sign_in_try (
  name TEXT PRIMARY KEY,
  wrong INTEGER NOT NULL,
  -- Seconds since 1970.
  last INTEGER NOT NULL
) STRICT;
