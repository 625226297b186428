import { invalidForm } from '../discord-error.js';
import { type Wire, asObject } from '../wire.js';

/** Collects what is wrong with a form into Discord's tree of errors: https://docs.discord.com/developers/reference#error-messages */
export class FormErrors {
  private readonly tree: Wire = {};
  private count = 0;

  /** @param path names and numbers from the root to the field, e.g. `['embeds', 0, 'title']` */
  add(path: readonly (string | number)[], code: string, message: string): void {
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

  required(path: readonly (string | number)[]): void {
    this.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  }

  tooLong(path: readonly (string | number)[], most: number): void {
    this.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  }

  badLength(path: readonly (string | number)[], least: number, most: number): void {
    this.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
  }

  /** @throws {DiscordError} 50035 with the tree, when anything was wrong */
  throwIfAny(): void {
    if (this.count > 0) throw invalidForm(this.tree);
  }
}
