import { type Wire, asList, asObject } from '../wire.js';

/** What Discord fills in when a client leaves it out, by the kind of component: https://docs.discord.com/developers/components/reference */
const menu = { min_values: 1, max_values: 1 };
const defaults: Readonly<Record<number, Wire>> = {
  3: menu,
  4: { label: null, min_length: null, max_length: null },
  5: menu,
  6: menu,
  7: menu,
  8: menu,
  11: { description: null, spoiler: false },
  13: { name: null, size: null, spoiler: false },
  14: { spacing: 1, divider: true },
  17: { accent_color: null, spoiler: false },
};

/** Components as Discord gives them back: each with a number of its own, and with its defaults. */
export function numbered(components: readonly unknown[]): Wire[] {
  let last = 0;
  const one = (value: unknown): Wire => {
    const fields = asObject(value) ?? {};
    last += 1;
    const id = typeof fields['id'] === 'number' && fields['id'] > 0 ? fields['id'] : last;
    return { ...(defaults[Number(fields['type'])] ?? {}), ...fields, id, ...inside(fields) };
  };
  const inside = (fields: Wire): Wire => ({
    ...(Array.isArray(fields['components']) ? { components: fields['components'].map(one) } : {}),
    ...(asObject(fields['accessory']) ? { accessory: one(fields['accessory']) } : {}),
    ...(asObject(fields['component']) ? { component: one(fields['component']) } : {}),
    ...(Array.isArray(fields['items']) ? { items: fields['items'].map(item) } : {}),
    ...mediaIn(fields),
  });
  return components.map(one);
}

/** A picture in a gallery. */
function item(value: unknown): Wire {
  const fields = asObject(value) ?? {};
  return { description: null, spoiler: false, ...fields, ...mediaIn(fields) };
}

function mediaIn(fields: Wire): Wire {
  const named = ['media', 'file'].filter((name) => asObject(fields[name]) !== null);
  return Object.fromEntries(named.map((name) => [name, unfurled(asObject(fields[name]) ?? {})]));
}

/** https://docs.discord.com/developers/components/reference#unfurled-media-item */
function unfurled({ url }: Wire): Wire {
  return { id: '1', url, proxy_url: url, width: null, height: null, content_type: null, flags: 0 };
}

/** All buttons, menus and what holds them, those inside of others too. */
export function everyComponent(components: readonly unknown[]): Wire[] {
  return components.flatMap((value) => {
    const component = asObject(value) ?? {};
    const inside = [...asList(component['components']), component['accessory'], component['component']];
    return [component, ...everyComponent(inside.filter((one) => asObject(one) !== null))];
  });
}
