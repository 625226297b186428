/** Takes secrets out of whatever is kept or shown: the same that the log itself goes through. */
export class Redaction {
  constructor(readonly redact: (text: string) => string) {}
}
