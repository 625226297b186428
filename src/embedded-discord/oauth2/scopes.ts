/** The scopes that this Discord knows, with what its page says about them: https://docs.discord.com/developers/topics/oauth2#shared-resources-oauth2-scopes */
export const scopes: Readonly<Record<string, string>> = {
  identify: 'Access your username, avatar, and banner',
  guilds: 'Know what servers you’re in',
  email: 'Access your email address',
  connections: 'Access your third-party connections',
  openid: 'Know who you are',
  'guilds.members.read': 'Read your nickname, avatar and roles in a server',
  'role_connections.write': 'Update your connection and metadata for the application',
  'applications.commands': 'Create commands',
  'applications.commands.update': 'Update its own commands',
  'applications.commands.permissions.update': 'Change who may use its commands',
};

/** Reads a list of scopes; `null` when there is none in it, or one that Discord does not know. */
export function readScopes(text: string): string[] | null {
  const wanted = [...new Set(text.split(/[\s+]+/).filter((scope) => scope !== ''))];
  return wanted.length > 0 && wanted.every((scope) => scope in scopes) ? wanted : null;
}
