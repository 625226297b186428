import { EmbedBuilder, channelMention, roleMention } from 'discord.js';
import { failureWords } from '../../model/command-failure.js';
import { type DiagnosisCheck, type DiagnosisFacts, type Finding, diagnose } from '../../model/diagnosis.js';
import { gapWords } from '../../model/intent-gap.js';
import { duration } from '../../model/words.js';
import type { Answer } from './answer.js';
import { colourOf } from './colours.js';
import { byStranger } from './stranger.js';
import type { Words } from './words/words.js';

/** Of more the Status page tells. */
const MOST_GAPS = 3;

/** What is diagnosed. */
export interface DiagnosisPlace {
  /** The command as somebody has typed it. */
  readonly typed: string;
  readonly guildId: string;
  readonly channelId: string;
  readonly roleId: string;
}

/** The facts, when they were gathered (epoch milliseconds), and the command as people know it. */
export type Gathered = DiagnosisFacts & { readonly at: number; readonly word: string };

/** The first check that fails, with its fix, below those that were fine. */
export function diagnosisAnswer(place: DiagnosisPlace, facts: Gathered, { diagnose: words }: Words): Answer {
  const findings = diagnose(facts);
  const last = findings.find(({ state }) => state === 'failing');
  const role = place.roleId === place.guildId ? '\\@everyone' : roleMention(place.roleId);
  const about = words.about(byStranger(facts.word), channelMention(place.channelId), role);
  const embed = new EmbedBuilder()
    .setTitle(words.title[titleOf(last)])
    .setColor(colourOf[last ? 'degraded' : 'operational'])
    .setDescription([about, '', ...findings.map((finding) => lineOf(finding, words))].join('\n'))
    .addFields({ name: words.fix, value: last ? fixFor[last.check](facts, words.fixes) : words.again })
    .setTimestamp(facts.at);
  return { embeds: [embed] };
}

/** What has been so once, or concerns other features as well, need not be the reason. */
const uncertain: readonly DiagnosisCheck[] = ['shard', 'last_failure', 'intents'];

function titleOf(last: Finding | undefined): keyof Words['diagnose']['title'] {
  if (!last) return 'fine';
  return uncertain.includes(last.check) ? 'likely' : 'failing';
}

function lineOf({ check, state }: Finding, words: Words['diagnose']): string {
  const text = words.checks[check];
  const said = { fine: text, failing: words.fails(text), unknown: words.unknown(text) };
  return `${words.states[state]} ${said[state]}`;
}

type Fixes = Words['diagnose']['fixes'];

/** What to do about each check that fails. */
const fixFor: Readonly<Record<DiagnosisCheck, (facts: Gathered, fixes: Fixes) => string>> = {
  registered: ({ isInCode }, fixes) => (isInCode ? fixes.unregistered : fixes.nowhere),
  in_step: ({ isInCode }, fixes) => (isInCode ? fixes.changed : fixes.leftOver),
  enabled_channel: (_, fixes) => fixes.enabled_channel,
  enabled_role: ({ lackedByRole }, fixes) => fixes.enabled_role((lackedByRole ?? []).join(', ')),
  permissions: ({ missingPermissions }, fixes) => fixes.permissions((missingPermissions ?? []).join(', ')),
  shard: absenceFix,
  last_failure: failureFix,
  intents: ({ intentGaps }, fixes) => fixes.intents((intentGaps ?? []).slice(0, MOST_GAPS).map(gapWords).join('; ')),
};

/** The error itself is for operators: it may tell of the inside of the bot. */
function failureFix({ lastFailure, at }: Gathered, fixes: Fixes): string {
  if (!lastFailure) return '';
  return fixes.last_failure(ageOf(lastFailure.at, { at }), failureWords({ ...lastFailure, error: null }));
}

function absenceFix(facts: Gathered, { shard }: Fixes): string {
  const { absence } = facts;
  return absence ? shard(duration(absence.to - absence.from), ageOf(absence.to, facts)) : shard(null, '');
}

function ageOf(at: number, facts: Pick<Gathered, 'at'>): string {
  return duration(Math.max(0, facts.at - at));
}
