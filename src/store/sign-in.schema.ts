/** A sign-in link that was given out and not used yet. */
export interface SigninLinkTable {
  /** SHA-256 of its secret, as all that is called a hash here. */
  hash: string;
  ends_at: number;
}

/** Somebody who was sent to Discord and has not come back yet. */
export interface SigninAttemptTable {
  state_hash: string;
  /** Of the secret that the browser keeps: nobody else may come back with the state. */
  browser_hash: string;
  /** Of PKCE. It is of no use without the code that Discord gives to the browser. */
  verifier: string;
  /** Path where the person wanted to go. */
  next: string;
  ends_at: number;
}

/** One browser of somebody who has signed in. */
export interface WebSessionTable {
  /** Names it in lists; no secret. */
  id: string;
  hash: string;
  /** `person` or `link`. */
  kind: string;
  person_id: string | null;
  name: string;
  /** `null` when the person has lost it. */
  role: string | null;
  /** When the role was last looked at. */
  role_at: number;
  made_at: number;
  used_at: number;
  address: string;
  browser: string;
}

/** A key for programs. */
export interface ApiKeyTable {
  id: string;
  hash: string;
  name: string;
  role: string;
  made_at: number;
  made_by: string;
  /** `null`: it does not end by itself. */
  ends_at: number | null;
  used_at: number | null;
}
