/** Payloads that a shard may send: https://docs.discord.com/developers/events/gateway#rate-limiting */
export const SENDS_ALLOWED = { count: 120, windowSeconds: 60 } as const;

/** Milliseconds to acknowledge an interaction: https://docs.discord.com/developers/interactions/receiving-and-responding */
export const INTERACTION_DEADLINE_MS = 3_000;

/** Seconds over which Discord counts invalid requests: https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans */
export const INVALID_REQUESTS_WINDOW_SECONDS = 600;

/** Seconds that "recently" means for requests and interactions. Ours, not Discord's. */
export const RECENT_SECONDS = 300;
