import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const DEPTH = 8;
const PALETTE = 3;

/** A colour as `0xRRGGBB`. */
export type Colour = number;

/**
 * A PNG image with a palette: https://www.w3.org/TR/png/
 *
 * @param colourAt which colour of the palette a point has
 */
export function png(side: number, palette: readonly Colour[], colourAt: (x: number, y: number) => number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([DEPTH, PALETTE], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const rows = Array.from({ length: side }, (_row, y) => {
    const points = Array.from({ length: side }, (_point, x) => colourAt(x, y));
    // Each row begins with its filter: none.
    return Buffer.from([0, ...points]);
  });
  const data = deflateSync(Buffer.concat(rows));
  const chunks = [chunk('IHDR', header), chunk('PLTE', colours), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([SIGNATURE, ...chunks]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
