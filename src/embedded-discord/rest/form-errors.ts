import { invalidForm } from '../discord-error.js';
import { type Wire, asObject, asText } from '../wire.js';

/** Names and numbers from the root of a form to a field, e.g. `['embeds', 0, 'title']`. */
export type Path = readonly (string | number)[];

/** Collects what is wrong with a form into Discord's tree of errors: https://docs.discord.com/developers/reference#error-messages */
export class FormErrors {
  private readonly tree: Wire = {};
  private count = 0;

  add(path: Path, code: string, message: string): void {
    let node = this.tree;
    for (const step of path) {
      const next = asObject(node[step]) ?? {};
      node[step] = next;
      node = next;
    }
    const errors = Array.isArray(node['_errors']) ? (node['_errors'] as unknown[]) : [];
    node['_errors'] = [...errors, { code, message }];
    this.count += 1;
  }

  required(path: Path): void {
    this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  tooLong(path: Path, most: number): void {
    this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  }

  badLength(path: Path, least: number, most: number): void {
    this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
  }

  choices(path: Path, allowed: readonly (number | string)[]): void {
    this.add(path, 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`);
  }

  /** A text that may be left out; `least` 1 or more means that it may not be empty. */
  text(value: unknown, path: Path, { least = 0, most }: { readonly least?: number; readonly most: number }): void {
    if (value === undefined || value === null) return;
    const text = asText(value);
    if (text === null) return this.add(path, 'STRING_TYPE_CONVERT', `Could not interpret "${typeof value}" as string.`);
    // Discord counts letters, not the two halves that some have in JavaScript.
    const length = [...text].length;
    if (least > 0 && (length < least || length > most)) this.badLength(path, least, most);
    else if (length > most) this.tooLong(path, most);
  }

  /** A text that must be there. */
  neededText(value: unknown, path: Path, limits: { readonly least: number; readonly most: number }): void {
    if (value === undefined || value === null) return this.required(path);
    this.text(value, path, limits);
  }

  /** A whole number that may be left out. */
  number(value: unknown, path: Path, { least, most }: { readonly least: number; readonly most: number }): void {
    if (value === undefined || value === null) return;
    if (typeof value !== 'number')
      return this.add(path, 'NUMBER_TYPE_COERCE', `Value ${JSON.stringify(value)} is not int.`);
    if (value < least) this.add(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${least}.`);
    if (value > most) this.add(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${most}.`);
  }

  /** @throws {DiscordError} 50035 with the tree, when anything was wrong */
  throwIfAny(): void {
    if (this.count > 0) throw invalidForm(this.tree);
  }
}
