/** Whose fault it may be. */
export type Culprit = 'process' | 'network' | 'discord' | 'configuration' | 'deployment';

/** How sure we are. `unknown`: nothing speaks for it or against it. */
export type Confidence = 'certain' | 'likely' | 'possible' | 'unknown' | 'unlikely' | 'ruled_out';
