import type { Happening, Viewer } from '../world/happening.js';

/** A happening on its way to several sessions: its payload is written once for all who see the same. */
export class Telling {
  private viewer: Viewer | null = null;
  private json = 'null';

  constructor(readonly happening: Happening) {}

  jsonFor(viewer: Viewer): string {
    if (this.viewer?.intents === viewer.intents && this.viewer.largeThreshold === viewer.largeThreshold)
      return this.json;
    this.viewer = viewer;
    this.json = JSON.stringify(this.happening.data(viewer) ?? null);
    return this.json;
  }
}
