/**
 * Names that somebody may mean, likeliest first: all that was typed, for names in menus have blanks and capitals; else the
 * command of a subcommand.
 */
export function namesIn(typed: string): readonly string[] {
  const whole = typed.trim().replace(/^\/\s*/, '');
  const [first = ''] = whole.split(/\s+/, 1);
  return [...new Set([whole, first, first.toLowerCase()])];
}

/** The one among `commands` that is meant most likely; `null` where none is. */
export function namedOf<Command extends { readonly name: string }>(
  commands: readonly Command[],
  names: readonly string[],
): Command | null {
  const [found = null] = names.flatMap((name) => commands.find((one) => one.name === name) ?? []);
  return found;
}

/** As people know it: `/status`, and the plain name of what stands in a menu. @param type Discord's; nothing is 1, after a slash */
export function wordOf({ name, type }: { readonly name: string; readonly type?: number }): string {
  return type === undefined || type === 1 ? `/${name}` : name;
}
