/** Marks the answers to our canaries among all that Discord sends. */
const MARK = 'canary.';

/** A nonce for the canary that was sent at this moment (epoch milliseconds); Discord allows 32 bytes. */
export function canaryNonce(sentAt: number): string {
  return `${MARK}${sentAt}`;
}

export function isCanaryAnswer(nonce: string | undefined): nonce is string {
  return nonce?.startsWith(MARK) ?? false;
}

/** Epoch milliseconds at which the canary with this nonce was sent. */
export function canarySentAt(nonce: string): number {
  return Number(nonce.slice(MARK.length));
}
