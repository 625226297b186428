import { readFileSync } from 'node:fs';
import { usage } from '../../src/embedded-discord/command-line.js';
import { EmbeddedDiscord } from '../../src/embedded-discord/embedded-discord.js';
import { factsOf, kinds } from '../../src/embedded-discord/faults/kinds.js';

const page = readFileSync(new URL('../../docs/embedded-discord.md', import.meta.url), 'utf8');

describe('the page about the embedded Discord', () => {
  it('has a row for every fault with all its fields, and for no other', () => {
    const rows = [...page.matchAll(/^\| `([a-zA-Z]+(?:\.\w+)?)`\s*\|([^|]*)\|/gm)].map(
      ([, name = '', fields = '']) => ({
        name,
        fields,
      }),
    );
    const faults = rows.filter(({ name }) => name.includes('.') || name in kinds);

    expect(faults.map(({ name }) => name).sort()).toEqual(Object.keys(kinds).sort());
    for (const { name, fields } of faults)
      for (const field of Object.keys(factsOf(name as keyof typeof kinds).fields))
        expect(fields, name).toContain(`\`${field}\``);
  });

  it('names every option of the program', () => {
    const options = [...usage.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, name]) => name).filter((name) => name !== 'help');

    for (const option of options) expect(page).toContain(`| \`--${option} `);
  });

  it('names calls that are there, and its curl examples work', async () => {
    const discord = await EmbeddedDiscord.start({ guilds: 1, controlPort: 0 });
    const { address = '', key = '' } = discord.control ?? {};
    const description = (await (await fetch(`${address}/openapi.json`)).json()) as { paths: Record<string, object> };
    const named = [...page.matchAll(/(?:GET|POST|PATCH|DELETE) (\/[a-z/{}]+)/g)].map(([, path]) => path ?? '');
    const examples = [...page.matchAll(/^curl -H "Authorization: Bearer \$KEY" "\$CONTROL(\S+)"(?: -d '(.*)')?$/gm)];

    expect(
      named.filter((path) => !(path in description.paths) && !/^\/(gateway|users\/|channels\/|openapi)/.test(path)),
    ).toEqual([]);
    expect(examples).toHaveLength(3);
    for (const [, path = '', body] of examples) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/x-www-form-urlencoded' };
      const method = body === undefined ? 'GET' : 'POST';
      const response = await fetch(`${address}${path}`, { method, headers, body: body ?? null });
      // Nobody has signed in, so nobody can use a command yet; the call itself is understood.
      expect([200, 201, 409]).toContain(response.status);
    }
    await discord.stop();
  });
});
