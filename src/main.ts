import { StopSignals } from './app.signals.js';

const signals = new StopSignals();
process.setSourceMapsEnabled(true); // an error names files and lines of the sources, and not of the bundle
// Only now: to read the program takes a second or two, and a stop may be asked for meanwhile.
const { start } = await import('./app.start.js');
start(signals);
