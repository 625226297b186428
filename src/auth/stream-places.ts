import { HttpException, HttpStatus, Injectable, Logger } from '@nestjs/common';
import { ipKeyGenerator } from 'express-rate-limit';
import { StreamSettings } from '../config/stream.settings.js';

/** Seconds after which a reader may ask again. */
const RETRY_AFTER_S = 30;

/** There is no place for one more live stream. The message says why, in words for people. */
export class NoPlace extends HttpException {
  /** Seconds. */
  readonly retryAfterS = RETRY_AFTER_S;
}

/** Counts the streams that stand open, so that neither one address nor all of them together hold too many. */
@Injectable()
export class StreamPlaces {
  private readonly logger = new Logger(StreamPlaces.name);
  private readonly taken = new Map<string, number>();
  private total = 0;

  constructor(private readonly settings: StreamSettings) {}

  /**
   * Takes a place for somebody at this address.
   *
   * @returns gives it back; once is enough
   * @throws {NoPlace} 429 when the address holds as many as it may, 503 when there is none left for anybody
   */
  take(address: string): () => void {
    const whose = ipKeyGenerator(address);
    const held = this.taken.get(whose) ?? 0;
    const { perAddress, total } = this.settings;
    if (held >= perAddress) {
      this.refuse(`${perAddress} live pages are open from ${address}`);
      const text = `${perAddress} live pages are open from your address, and more are not allowed.`;
      throw new NoPlace(text, HttpStatus.TOO_MANY_REQUESTS);
    }
    if (this.total >= total) {
      this.refuse(`${total} live pages are open`);
      throw new NoPlace(
        `${total} live pages are open, and more are not allowed at a time.`,
        HttpStatus.SERVICE_UNAVAILABLE,
      );
    }
    this.taken.set(whose, held + 1);
    this.total += 1;
    return () => this.giveBack(whose);
  }

  private giveBack(whose: string): void {
    const held = this.taken.get(whose) ?? 0;
    if (held > 1) this.taken.set(whose, held - 1);
    else this.taken.delete(whose);
    this.total -= 1;
  }

  private refuse(fact: string): void {
    this.logger.warn(`${fact}; one more was refused (SSE_PER_ADDRESS, SSE_TOTAL)`);
  }
}
