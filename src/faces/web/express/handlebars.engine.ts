import handlebars from 'handlebars';
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { visibleName } from '../../format.js';

type Template = ReturnType<typeof handlebars.compile>;

/** What a template may know. */
export type Context = Readonly<Record<string, unknown>>;

/** What a helper gets besides its arguments. */
interface HelperOptions {
  readonly data: { readonly root: { readonly visitor?: { may(deed: string): boolean } } };
}

/** Whether whoever reads the page may do `deed`; where nobody has looked who reads, to look. */
function mayReader(deed: string, { data }: HelperOptions): boolean {
  return data.root.visitor?.may(deed) ?? deed.startsWith('look.');
}

/** Beside those of Handlebars itself. */
const helpers = { visibleName: (name: unknown) => visibleName(String(name)), may: mayReader };
const knownHelpers = Object.fromEntries(Object.keys(helpers).map((name) => [name, true]));

/** Express puts these beside the view's own values; no template needs them. */
const NOT_FOR_TEMPLATES = ['settings', '_locals', 'cache'];

/** Compiles every template once and renders them: pages for Express, single partials for the live streams. */
export class HandlebarsEngine {
  private readonly handlebars = handlebars.create();
  private readonly templates = new Map<string, Template>();

  /** @param viewsDir folder with `layouts/`, `pages/` and `partials/`; partials are named without their folder */
  constructor(readonly viewsDir: string) {
    this.handlebars.registerHelper(helpers);
    for (const path of readdirSync(viewsDir, { recursive: true, encoding: 'utf8' })) {
      if (path.endsWith('.hbs')) this.add(path);
    }
  }

  /** @param name e.g. `pages/overview` or `partials/verdict` */
  render(name: string, context: Context): string {
    const template = this.templates.get(name);
    if (!template) throw new Error(`There is no template ${name}`);
    return template(context);
  }

  /** The engine as Express calls it: with the path of the file, and a callback. */
  readonly express = (path: string, options: object, done: (error: unknown, html?: string) => void): void => {
    try {
      const context = Object.entries(options).filter(([key]) => !NOT_FOR_TEMPLATES.includes(key));
      done(null, this.render(relative(this.viewsDir, path).replace(/\.hbs$/, ''), Object.fromEntries(context)));
    } catch (error) {
      done(error);
    }
  };

  private add(path: string): void {
    const name = path.replaceAll('\\', '/').replace(/\.hbs$/, '');
    // The last newline of a file would become a blank in the middle of a sentence.
    const template = this.handlebars.compile(readFileSync(join(this.viewsDir, path), 'utf8').trimEnd(), {
      preventIndent: true,
      // Every other name is a value, and need not be looked for among the helpers each time it is printed.
      knownHelpers,
      knownHelpersOnly: true,
    });
    this.templates.set(name, template);
    this.handlebars.registerPartial(name.replace(/^partials\//, ''), template);
  }
}
