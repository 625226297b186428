/** The part of English that says why a command does not work. */
export const enForDiagnosis = {
  diagnose: {
    description: 'Why a command does not work here, and what to do',
    command: 'The command that does not work',
    channel: 'The channel in which it does not work; without it this one',
    role: 'The role for which it does not work; without it everybody',
    admins: 'Not allowed. This needs the permission Manage Server.',
    title: {
      fine: 'Nothing speaks against this command.',
      failing: 'Found the reason.',
      likely: 'This may be the reason.',
    },
    about: (command: string, channel: string, role: string): string => `${command} in ${channel} for ${role}`,
    fix: 'What to do',
    again: 'If it still fails, use it once more, then ask again: the last check tells what went wrong.',
    checks: {
      registered: 'Discord has the command',
      in_step: 'it is the same in the code and at Discord',
      enabled_channel: 'it is enabled in this channel',
      enabled_role: 'it is enabled for this role',
      permissions: 'the bot has its permissions in this channel',
      shard: 'the bot was there for this server in the last 5 minutes',
      last_failure: 'nothing went wrong with it here lately',
      intents: 'the bot hears all that it listens for',
    },
    states: { fine: '✅', failing: '❌', unknown: '▫️' },
    unknown: (words: string): string => `${words} (could not be checked)`,
    fails: (words: string): string => `not so: ${words}`,
    fixes: {
      nowhere: 'Check the spelling: this bot has no such command in this server. /help lists all that it has.',
      unregistered:
        'The bot has it, but Discord does not offer it yet. The operator of the bot has to bring it there: /commands sync.',
      changed: 'The operator of the bot has to sync the commands: /commands sync.',
      leftOver:
        'The bot does not have it any more, so nobody answers it. The operator of the bot can take it away: /commands sync with delete.',
      enabled_channel: 'Enable it in Server Settings, Integrations, this bot, the command, Channels.',
      enabled_role: (permissions: string): string =>
        `${permissions ? `It is for members who may: ${permissions}. Else allow` : 'Enable'} it in Server Settings, Integrations, this bot, the command, Roles & Members.`,
      permissions: (names: string): string => `Give the bot in this channel: ${names}.`,
      shard: (away: string | null, age: string): string =>
        away === null
          ? 'Wait: the bot comes back by itself. /status says how it is.'
          : `It was away for ${away} until ${age} ago, and answered nobody meanwhile. Use the command again.`,
      last_failure: (age: string, what: string): string =>
        `${age} ago: ${what}. The operator of the bot finds more in its log.`,
      intents: (gaps: string): string =>
        `Only if the command needs it: ${gaps}. The operator of the bot finds what to do on the Status page.`,
    },
  },
};
