import { randomUUID } from 'node:crypto';

/** Names this process on the bus, for as long as it lives. */
export const INSTANCE_ID = randomUUID();
