import type { Wire } from './wire.js';

/**
 * A refusal as Discord words it: an HTTP status and a JSON body with a code of its own.
 * The codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
export class DiscordError extends Error {
  override readonly name = 'DiscordError';

  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    /** The tree of form errors, with code 50035 only. */
    readonly errors?: Wire,
  ) {
    super(message);
  }

  get body(): Wire {
    const { message, code, errors } = this;
    return errors === undefined ? { message, code } : { message, code, errors };
  }
}

export const unauthorized = (): DiscordError => new DiscordError(401, 0, '401: Unauthorized');
export const notFound = (): DiscordError => new DiscordError(404, 0, '404: Not Found');
export const methodNotAllowed = (): DiscordError => new DiscordError(405, 0, '405: Method Not Allowed');
export const missingScope = (): DiscordError => new DiscordError(403, 50026, 'Missing required OAuth2 scope');
export const missingPermissions = (): DiscordError => new DiscordError(403, 50013, 'Missing Permissions');
export const entityTooLarge = (): DiscordError => new DiscordError(413, 40005, 'Request entity too large');
export const unknownChannel = (): DiscordError => new DiscordError(404, 10003, 'Unknown Channel');
export const unknownUser = (): DiscordError => new DiscordError(404, 10013, 'Unknown User');
export const invalidRecipients = (): DiscordError => new DiscordError(400, 50033, 'Invalid Recipient(s)');
export const cannotMessageUser = (): DiscordError => new DiscordError(403, 50007, 'Cannot send messages to this user');
export const notTextChannel = (): DiscordError =>
  new DiscordError(400, 50008, 'Cannot send messages in a non-text channel');
export const notOwnMessage = (): DiscordError =>
  new DiscordError(403, 50005, 'Cannot edit a message authored by another user');
export const tooManyCreates = (): DiscordError =>
  new DiscordError(400, 30034, 'Max number of daily application command creates has been reached (200)');
export const unknownPermissions = (): DiscordError =>
  new DiscordError(404, 10066, 'Unknown application command permissions');
export const invalidVersion = (): DiscordError => new DiscordError(400, 50041, 'Invalid API version provided.');
export const missingAccess = (): DiscordError => new DiscordError(403, 50001, 'Missing Access');
export const unknownGuild = (): DiscordError => new DiscordError(404, 10004, 'Unknown Guild');
export const unknownMember = (): DiscordError => new DiscordError(404, 10007, 'Unknown Member');
export const unknownMessage = (): DiscordError => new DiscordError(404, 10008, 'Unknown Message');
export const unknownWebhook = (): DiscordError => new DiscordError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = (): DiscordError => new DiscordError(404, 10062, 'Unknown interaction');
export const unknownCommand = (): DiscordError => new DiscordError(404, 10063, 'Unknown application command');
export const alreadyAcknowledged = (): DiscordError =>
  new DiscordError(400, 40060, 'Interaction has already been acknowledged.');
export const emptyMessage = (): DiscordError => new DiscordError(400, 50006, 'Cannot send an empty message');
export const invalidJson = (): DiscordError => new DiscordError(400, 50109, 'The request body contains invalid JSON.');
export const invalidForm = (errors: Wire): DiscordError => new DiscordError(400, 50035, 'Invalid Form Body', errors);
