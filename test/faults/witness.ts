import type { StatusAnswer } from '../../src/faces/api/status.answer.js';
import { type Shardwatch, waitFor } from '../e2e/start.js';
import { statusOf } from '../e2e/status.js';
import { readStream } from '../e2e/stream.js';

/** What the bot said of itself, and when it was heard: epoch milliseconds. */
export interface Word {
  readonly at: number;
  readonly status: StatusAnswer;
}

export type Wish = (status: StatusAnswer) => boolean;

/** Milliseconds between two questions. */
const ASK_EVERY_MS = 40;
/** Milliseconds; below what a test may take, so that it is said what was waited for. */
const PATIENT_MS = 40_000;

/** Hears all that the bot says of itself: what the status API answers, asked all the time, and what its stream sends. */
export class Witness {
  private readonly answers: Word[] = [];
  private readonly pushed: Word[] = [];
  private isDone = false;

  constructor(private readonly app: Shardwatch) {
    void this.ask();
    void readStream(`${app.url}/api/v1/status/stream`, ({ type, data }) => {
      if (type === 'status') this.pushed.push({ at: Date.now(), status: JSON.parse(data) as StatusAnswer });
    }).catch(() => undefined);
  }

  stop(): void {
    this.isDone = true;
  }

  /** The first answer of the API that is as wished, of those since `since` (epoch milliseconds) and those to come. */
  answer(since: number, isWished: Wish): Promise<Word> {
    return this.first(this.answers, since, isWished);
  }

  /** The same of what the stream sends. */
  push(since: number, isWished: Wish): Promise<Word> {
    return this.first(this.pushed, since, isWished);
  }

  /** What was said since `since`, in order. */
  words(since: number): readonly Word[] {
    return [...this.answers, ...this.pushed].filter(({ at }) => at >= since).sort((a, b) => a.at - b.at);
  }

  /** Every sentence that was said since `since`, once, in order. */
  sentences(since: number): readonly string[] {
    return [...new Set(this.words(since).map(({ status }) => status.sentence))];
  }

  private first(words: readonly Word[], since: number, isWished: Wish): Promise<Word> {
    return waitFor(() => words.find(({ at, status }) => at >= since && isWished(status)), this.app, PATIENT_MS);
  }

  private async ask(): Promise<void> {
    while (!this.isDone) {
      const status = await statusOf(this.app).catch(() => null);
      if (status) this.answers.push({ at: Date.now(), status });
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
  }
}
