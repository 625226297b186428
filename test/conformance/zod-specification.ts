import { pathsList } from 'discord-api-spec';
import * as untyped from 'discord-api-spec/zod';
import * as z from 'zod';

/** What there is of a schema for whoever only judges. */
interface Judge {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly error?: { readonly issues: readonly z.core.$ZodIssue[] };
  };
}

/** A schema by its name in Discord's specification. */
function schema(name: string): Judge {
  const found = (untyped as Readonly<Record<string, Judge | undefined>>)[`${name}Schema`];
  if (!found) throw new Error(`discord-api-spec has no ${name}`);
  return found;
}

const listOf = (item: unknown): Judge => z.array(item as z.ZodType);
const oneOf = (...options: unknown[]): Judge => z.union(options as z.ZodType[]);

const channel = oneOf(schema('GuildChannelResponse'), schema('PrivateChannelResponse'));
const command = schema('ApplicationCommandResponse');
const member = schema('GuildMemberResponse');
const message = schema('MessageResponse');
const application = schema('PrivateApplicationResponse');
const nothing = z.null();

/** https://docs.discord.com/developers/topics/oauth2: Discord's specification leaves these two out. */
const token = z.strictObject({
  access_token: z.string().min(1),
  token_type: z.literal('Bearer'),
  expires_in: z.int().positive(),
  refresh_token: z.string().optional(),
  scope: z.string(),
});
const oauth2Error = z.strictObject({ error: z.string().regex(/^[a-z_]+$/), error_description: z.string().optional() });

const own = '/applications/{application_id}';
const original = '/webhooks/{webhook_id}/{webhook_token}/messages/@original';
const followUp = '/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}';
const aMessage = '/channels/{channel_id}/messages/{message_id}';

/** What each operation answers when all is well. */
const answers: Readonly<Record<string, Judge>> = {
  'GET /gateway': schema('GatewayResponse'),
  'GET /gateway/bot': schema('GatewayBotResponse'),
  'GET /applications/@me': application,
  'PATCH /applications/@me': application,
  'GET /oauth2/applications/@me': application,
  'GET /oauth2/@me': schema('OAuth2GetAuthorizationResponse'),
  'POST /oauth2/token': token,
  'POST /oauth2/token/revoke': z.strictObject({}),
  'GET /users/@me': schema('UserPIIResponse'),
  'PATCH /users/@me': schema('UserPIIResponse'),
  'GET /users/@me/guilds': listOf(schema('MyGuildResponse')),
  'DELETE /users/@me/guilds/{guild_id}': nothing,
  'POST /users/@me/channels': schema('PrivateChannelResponse'),
  'GET /users/{user_id}': schema('UserResponse'),
  [`GET ${own}/skus`]: listOf(z.never()),
  [`GET ${own}/emojis`]: schema('ListApplicationEmojisResponse'),
  [`GET ${own}/entitlements`]: listOf(schema('EntitlementResponse')),
  [`GET ${own}/role-connections/metadata`]: listOf(schema('ApplicationRoleConnectionsMetadataItemResponse')),
  [`GET ${own}/guilds/{guild_id}/commands/permissions`]: listOf(schema('CommandPermissionsResponse')),
  ...commandAnswers(`${own}/commands`),
  ...commandAnswers(`${own}/guilds/{guild_id}/commands`),
  'GET /channels/{channel_id}': channel,
  'POST /channels/{channel_id}/typing': nothing,
  'GET /channels/{channel_id}/messages': listOf(message),
  'POST /channels/{channel_id}/messages': message,
  ...messageAnswers(aMessage),
  'GET /guilds/{guild_id}': schema('GuildWithCountsResponse'),
  'GET /guilds/{guild_id}/channels': listOf(channel),
  'GET /guilds/{guild_id}/roles': listOf(schema('GuildRoleResponse')),
  'GET /guilds/{guild_id}/members': listOf(member),
  'GET /guilds/{guild_id}/members/{user_id}': member,
  'PATCH /guilds/{guild_id}/members/@me': schema('PrivateGuildMemberResponse'),
  'POST /interactions/{interaction_id}/{interaction_token}/callback': oneOf(
    schema('InteractionCallbackResponse'),
    nothing,
  ),
  'POST /webhooks/{webhook_id}/{webhook_token}': message,
  ...messageAnswers(original),
  ...messageAnswers(followUp),
};

function commandAnswers(path: string): Record<string, Judge> {
  const one = `${path}/{command_id}`;
  return {
    [`GET ${path}`]: listOf(command),
    [`PUT ${path}`]: listOf(command),
    [`POST ${path}`]: command,
    [`GET ${one}`]: command,
    [`PATCH ${one}`]: command,
    [`DELETE ${one}`]: nothing,
  };
}

function messageAnswers(path: string): Record<string, Judge> {
  return { [`GET ${path}`]: message, [`PATCH ${path}`]: message, [`DELETE ${path}`]: nothing };
}

/** Two of three differences to the schemas, both with the documentation: codes of form errors are words, and a 429 need have no code. */
const limited = z.object({ message: z.string(), retry_after: z.number(), global: z.boolean() });
const refusal = z.object({ message: z.string(), code: z.int(), errors: z.record(z.string(), z.unknown()).optional() });

/** Paths of the specification, with those that it forgot; the ones with fewer names go first, because they fit better. */
const paths = [
  ...new Set([...Object.values(pathsList).flat(), ...Object.keys(answers).map((one) => one.split(' ')[1])]),
]
  .filter((path) => path !== undefined)
  .sort((a, b) => a.split('{').length - b.split('{').length);

/** The operation of a request as the specification calls it, e.g. `GET /users/{user_id}`; `null` when it has none. */
export function operationOf(method: string, path: string): string | null {
  const fits = (template: string): boolean =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(decodeURIComponent(path));
  const template = paths.find(fits);
  return template === undefined ? null : `${method} ${template}`;
}

/** What is wrong with an answer by the schemas of the npm package `discord-api-spec`; empty when nothing is. */
export function zodProblemsWith(operation: string, status: number, body: unknown): string[] {
  const judge = judgeOf(operation, status);
  if (!judge) return [`${operation} has no schema`];
  const { success, error } = judge.safeParse(inZulu(body));
  if (success) return [];
  return (error?.issues ?? []).map(({ path, message: words }) => `${operation} ${status} ${path.join('.')}: ${words}`);
}

/** The third: Discord writes times with `+00:00`, which these schemas do not take for UTC. */
function inZulu(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body).replace(/(T[\d:.]{8,15})\+00:00"/g, '$1Z"')) as unknown;
}

function judgeOf(operation: string, status: number): Judge | undefined {
  if (status === 429) return limited;
  if (status < 400) return answers[operation];
  return operation.startsWith('POST /oauth2/token') ? oauth2Error : refusal;
}
