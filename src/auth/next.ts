/** One slash, and none of the two behind it: anything else could be another host. */
const INSIDE = /^\/(?![/\\])/;
// eslint-disable-next-line no-control-regex -- browsers drop some of them, and what is left is another address
const ODD = /[\u0000-\u001f\u007f\\]/;
/** Times that a value may have been encoded on its way. */
const DECODINGS = 4;
/** Characters; an address of ours is never longer. */
const LONGEST = 2_000;
const NOWHERE = 'http://inside.invalid';

/**
 * Where somebody goes after signing in: `value` when it is a path of ours however often it is decoded, else `/`.
 * Whoever sends people a link to our sign-in must not be able to lead them elsewhere.
 */
export function insideNext(value: unknown): string {
  if (typeof value !== 'string' || value.length > LONGEST || !isInside(value)) return '/';
  if (!URL.canParse(value, NOWHERE)) return '/';
  const { origin, pathname, search } = new URL(value, NOWHERE);
  // The dots are taken out of it now, and what is left may look different: `/..//elsewhere`.
  return origin === NOWHERE && isInside(pathname) && !isSignIn(pathname) ? pathname + search : '/';
}

function isInside(value: string): boolean {
  let decoded = value;
  for (let times = 0; times < DECODINGS; times += 1) {
    if (!INSIDE.test(decoded) || ODD.test(decoded)) return false;
    const next = decodedOnce(decoded);
    if (next === decoded) return true;
    if (next === null) return false;
    decoded = next;
  }
  return false;
}

/** `null` for what is not encoded as it should be. */
function decodedOnce(value: string): string | null {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}

/** Nobody who has just signed in wants to sign in. */
function isSignIn(path: string): boolean {
  return /^\/sign(?:in|out)(?:\/|$)/.test(path);
}
