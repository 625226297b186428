import { closed, incident, opened } from '../../test/make-incident.js';
import { webhookBody } from './discord-webhook.body.js';
import { DiscordWebhookNotifier } from './discord-webhook.notifier.js';
import type { IncidentMessage, Message, Sender, SummaryMessage } from './message.js';

const OPENED_AT = Date.parse('2026-11-22T02:14:00Z');
const sender: Sender = { botId: '1187', botName: 'Aurora', isDemo: false, pagesUrl: 'https://bot.example' };

function message(parts: Partial<IncidentMessage> = {}): IncidentMessage {
  const { incident: one } = opened(OPENED_AT, { id: 12 });
  return { event: 'incident.opened', id: 'a', at: OPENED_AT, mayBeRepeat: false, sender, incident: one, ...parts };
}

function summary(count: number): SummaryMessage {
  const changes = Array.from({ length: count }, (_, at) => closed(opened(OPENED_AT + at, { id: at + 1 })));
  return {
    event: 'incidents.summary',
    id: 'b',
    since: OPENED_AT,
    at: OPENED_AT + 720_000,
    mayBeRepeat: false,
    sender,
    changes,
  };
}

const embedOf = (one: Message) => webhookBody(one).embeds[0];
const fieldsOf = (one: Message) =>
  Object.fromEntries((embedOf(one)?.fields ?? []).map(({ name, value }) => [name, value]));

/** Every text in it, however deep. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe('a message in a channel of Discord', () => {
  it('says what happened in its first line, and the rest below', () => {
    const { content, embeds } = webhookBody(message());

    expect(content).toBe('**Degraded: Shard 3 lost its connection**');
    expect(embeds[0]).toMatchObject({
      title: 'Incident 12',
      url: 'https://bot.example/incidents/12',
      description: 'Degraded \\- shard 3 of 4 does not answer',
      footer: { text: 'Aurora' },
      timestamp: '2026-11-22T02:14:00.000Z',
    });
    expect(fieldsOf(message())).toEqual({
      Since: '<t:1795313625:f>',
      Cause: 'Most likely Discord: one shard of 4 is away',
      'Shards without an answer': '1 of 4',
      'Servers not served': '30 of 120',
    });
  });

  it('says how long it lasted and what it cost when it is over', () => {
    const over = incident({
      ...closed(opened(OPENED_AT)).incident,
      blindMs: 47_000,
      replayedCount: 3,
      lostCommandCount: 4.2,
    });
    const end = message({ event: 'incident.closed', incident: over });

    expect(webhookBody(end).content).toBe('**Over after 1 min 15 s: Shard 3 lost its connection**');
    expect(fieldsOf(end)['What it cost']).toBe(
      'what happened in 47 s is lost, 3 events came again, about 5 commands had no answer',
    );
  });

  it('mentions nobody, whatever the names', () => {
    const name = '@everyone <@1> **x**';
    const body = webhookBody(
      message({ incident: incident({ title: name, sentence: name }), sender: { ...sender, botName: name } }),
    );

    expect(body.allowed_mentions).toEqual({ parse: [] });
    expect(body.content).not.toMatch(/@everyone|<@1|\*\*x/);
    expect(body.embeds[0]?.description).not.toMatch(/@everyone|<@1|(?<!\\)\*/);
  });

  it('says that it may be a repeat, that a cause is not known, and has no link where there is no page', () => {
    const one = message({
      mayBeRepeat: true,
      incident: incident({ culprit: null }),
      sender: { ...sender, pagesUrl: null },
    });

    expect(webhookBody(one).content).toContain('(you may have been told before)');
    expect(fieldsOf(one)['Cause']).toBe('not known');
    expect(embedOf(one)).not.toHaveProperty('url');
  });

  it('stays within the lengths that Discord allows', () => {
    const long = 'a*'.repeat(5_000);
    const bodies = [
      webhookBody(
        message({ incident: incident({ title: long, sentence: long }), sender: { ...sender, botName: long } }),
      ),
      webhookBody(summary(500)),
    ];

    for (const { content, embeds } of bodies) {
      expect(content.length).toBeLessThanOrEqual(2_000);
      expect(embeds[0]?.description.length).toBeLessThanOrEqual(4_096);
      expect(textsIn(embeds).join('').length).toBeLessThanOrEqual(6_000);
    }
  });

  it('names the last ones of many, and says how many there were', () => {
    const body = webhookBody(summary(20));

    expect(body.content).toBe('**Nobody could be told for 12 min: 20 incidents meanwhile**');
    expect(body.embeds[0]?.description.split('\n')).toHaveLength(16);
    expect(body.embeds[0]?.description).toMatch(
      /^5 before these\n\[Incident 6\]\(https:\/\/bot.example\/incidents\/6\), /,
    );
  });
});

describe('the address of a webhook of Discord', () => {
  it.each([
    ['https://discord.com/api/webhooks/118740229184628326/abc-DEF_1', true],
    ['https://canary.discord.com/api/v10/webhooks/118740229184628326/abc', true],
    ['http://10.0.0.3:8080/api/webhooks/1/a?thread_id=5', true],
    ['https://discord.com/api/webhooks/118740229184628326', false],
    ['https://discord.com/api/webhooks/1/a/slack', false],
    ['https://alerts.example/in', false],
  ])('is known by its path: %s', (url, expected) => {
    expect(DiscordWebhookNotifier.canTell(url)).toBe(expected);
  });
});
