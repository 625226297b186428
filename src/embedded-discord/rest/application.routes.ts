import { missingAccess } from '../discord-error.js';
import type { Gateway } from '../gateway/gateway.js';
import { type Wire, asList, asObject, asText } from '../wire.js';
import type { World } from '../world/world.js';
import { FormErrors } from './form-errors.js';
import { type Answer, type Asked, type Route, ok } from './route.js';

/** https://docs.discord.com/developers/resources/application#edit-current-application */
const DESCRIPTION = { most: 400 };
const TAGS = 5;
const TAG = { most: 20 };
const ADDRESS = { most: 2_048 };
/** Addresses that an application may change. */
const addresses = ['custom_install_url', 'role_connections_verification_url', 'interactions_endpoint_url'];

/** Where the gateway is and how many shards to start there. */
export interface GatewayAddress {
  readonly url: string;
  readonly shards: number;
}

/** What the application is, and the way to the gateway. */
export function applicationRoutes(world: World, gateway: Gateway, address: () => GatewayAddress): Route[] {
  const application = (): Answer => ok(world.application.wire(world.guilds.size));
  const own =
    (body: unknown) =>
    ({ part }: Asked): Answer => {
      if (part('app') !== world.application.id) throw missingAccess();
      return ok(body);
    };
  return [
    { method: 'get', path: '/gateway', isOpen: true, answer: () => ok({ url: address().url }) },
    {
      method: 'get',
      path: '/gateway/bot',
      answer: () => ok({ ...address(), session_start_limit: gateway.starts.wire(gateway.clock.now()) }),
    },
    { method: 'get', path: '/applications/@me', answer: application },
    { method: 'patch', path: '/applications/@me', answer: ({ fields }) => (change(world, fields), application()) },
    { method: 'get', path: '/oauth2/applications/@me', answer: application },
    // Things to sell and emojis: this application has none.
    { method: 'get', path: '/applications/:app/skus', answer: own([]) },
    { method: 'get', path: '/applications/:app/entitlements', answer: own([]) },
    { method: 'get', path: '/applications/:app/emojis', answer: own({ items: [] }) },
    { method: 'get', path: '/applications/:app/role-connections/metadata', answer: own([]) },
  ];
}

function change({ application }: World, fields: Wire): void {
  const errors = new FormErrors();
  const { description, tags } = fields;
  // The specification has an object here, the documentation and every client a text.
  const text = asObject(description)?.['default'] ?? description;
  errors.text(text, ['description'], DESCRIPTION);
  if (asList(tags).length > TAGS) errors.tooLong(['tags'], TAGS);
  asList(tags).forEach((tag, number) => errors.text(tag, ['tags', number], TAG));
  for (const name of addresses) checkAddress(fields[name], name, errors);
  errors.throwIfAny();
  const { profile } = application;
  const sent = addresses.filter((name) => name in fields).map((name) => [name, fields[name]] as const);
  // Without an address the first of them is not there at all, the others are null.
  const more = Object.entries({ ...profile.more, ...Object.fromEntries(sent) });
  application.profile = {
    description: description === undefined ? profile.description : (asText(text) ?? ''),
    tags: tags === undefined ? profile.tags : asList(tags).map(String),
    more: Object.fromEntries(more.filter(([name, value]) => value !== null || name !== 'custom_install_url')),
  };
}

function checkAddress(value: unknown, name: string, errors: FormErrors): void {
  errors.text(value, [name], ADDRESS);
  if (typeof value !== 'string' || /^https?:\/\/\S+$/.test(value)) return;
  errors.add([name], 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
}
