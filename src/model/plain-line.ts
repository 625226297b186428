/** What turns the text around it, or is no sign at all: https://www.unicode.org/reports/tr9/#Directional_Formatting_Characters */
const TURNING = /[\p{Cc}\p{Bidi_Control}]/gu;

/** What a person has written in a field of one line, fit to be kept. */
export function plainLine(raw: string): string {
  return raw.replace(/\s+/g, ' ').replace(TURNING, '').trim();
}
