import { createHash } from 'node:crypto';
import { type Colour, png } from './png.js';

const CELLS = 5;
const SIDES = [16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096];
const USUAL_SIDE = 128;
/** Larger ones are asked for, and sent in this size. */
const LARGEST_SIDE = 512;
const DARK: Colour = 0x1e1f22;
const LIGHT: Colour = 0xf2f3f5;
/** The colours of Discord's own avatars. */
const plain: readonly Colour[] = [0x5865f2, 0x757e8a, 0x3ba55c, 0xfaa61a, 0xed4245, 0xeb459f];

/** The side in points that a `size` in the query asks for; Discord takes powers of two from 16 to 4096. */
export function sideOf(size: unknown): number {
  const wanted = Number(size);
  return Math.min(LARGEST_SIDE, SIDES.includes(wanted) ? wanted : USUAL_SIDE);
}

/** A picture that follows from its name alone: five by five fields, the same on the left and on the right. */
export function pictureOf(name: string, side: number): Buffer {
  const digest = createHash('sha256').update(name).digest();
  const colour = plain[digest.readUInt8(31) % plain.length] ?? LIGHT;
  const fieldAt = (x: number, y: number): number => {
    const column = Math.min(x, CELLS - 1 - x);
    return digest.readUInt8(y * 3 + column) & 1;
  };
  const cell = (at: number): number => Math.min(CELLS - 1, Math.floor((at * CELLS) / side));
  return png(side, [DARK, colour], (x, y) => fieldAt(cell(x), cell(y)));
}

/** One of the six avatars of people who have none: a disc on a colour. */
export function plainAvatar(number: number, side: number): Buffer {
  const middle = (side - 1) / 2;
  const isInside = (x: number, y: number): boolean => Math.hypot(x - middle, y - middle) < side * 0.3;
  return png(side, [plain[number % plain.length] ?? DARK, LIGHT], (x, y) => (isInside(x, y) ? 1 : 0));
}
