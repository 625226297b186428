/** Something that came out, by the name of where. */
export interface Place {
  readonly name: string;
  readonly text: string;
}

/** How a secret may look where it stands: as it is, in an address, in JSON, and as base64 wherever it begins there. */
export function formsOf(secret: string): readonly string[] {
  const encoded = [secret, encodeURIComponent(secret), encodeURI(secret), JSON.stringify(secret).slice(1, -1)];
  return [...new Set([...encoded, ...[0, 1, 2].flatMap((before) => base64Of(secret, before))])];
}

/** Those letters of its base64 that nothing around it changes. @param before bytes in front of it, of each three */
function base64Of(secret: string, before: number): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
  const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  return (['base64', 'base64url'] as const).map((kind) => bytes.toString(kind).slice(from, to));
}

/** Names of the places in which a secret stands, in any form. */
export function placesWith(secret: string, places: readonly Place[]): readonly string[] {
  const forms = formsOf(secret);
  return places.filter(({ text }) => forms.some((form) => text.includes(form))).map(({ name }) => name);
}
