import type { Verdict } from '../../model/verdict.js';

/** The state colours of the dashboard's dark theme, as Discord wants them. */
export const colourOf: Readonly<Record<Verdict, number>> = {
  operational: 0x4fc98e,
  degraded: 0xedb84a,
  down: 0xd23f43,
  starting: 0x62b5f7,
  unknown: 0x8c96a5,
};
