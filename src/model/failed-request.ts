/** A request to Discord's REST API that was not answered as it should be. */
export interface FailedRequest {
  /** Method and route without ids, e.g. `POST /channels/:id/messages`. */
  readonly route: string;
  /** HTTP status; `null` when no answer came, or Discord's code says more. */
  readonly status: number | null;
  /** Discord's own error code; `null` without one. */
  readonly code: number | null;
  /** Milliseconds that Discord asks us to wait; `null` when it does not. */
  readonly retryAfterMs: number | null;
}
