import { crc32 } from "../statements/domain/logo.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** A PNG of one gray, with whatever else is asked for in it. */
export function pngOf(
  width: number,
  height: number,
  more: {
    readonly interlaced?: boolean;
    readonly depth?: number;
    readonly pixels?: Uint8Array;
    readonly extra?: readonly (readonly [type: string, text: string])[];
  } = {},
): Uint8Array<ArrayBuffer> {
  const head = new DataView(new ArrayBuffer(13));
  head.setUint32(0, width);
  head.setUint32(4, height);
  head.setUint8(8, more.depth ?? 8);
  head.setUint8(12, more.interlaced ? 1 : 0);
  const pixels = more.pixels ?? new Uint8Array(height * (width + 1));
  return Uint8Array.from([
    ...SIGNATURE,
    ...chunk("IHDR", new Uint8Array(head.buffer)),
    ...(more.extra ?? []).flatMap(([type, text]) => chunk(type, new TextEncoder().encode(text))),
    ...chunk("IDAT", stored(pixels)),
    ...chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, content: Uint8Array): number[] {
  const named = Uint8Array.from([...new TextEncoder().encode(type), ...content]);
  return [...fourBytes(content.length), ...named, ...fourBytes(crc32(named))];
}

function fourBytes(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** Zlib without packing (RFC 1950, 1951): blocks as they are, and their sum. */
function stored(content: Uint8Array): Uint8Array {
  const blocks: number[] = [];
  let [a, b] = [1, 0];
  for (const byte of content) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  for (let from = 0; from === 0 || from < content.length; from += 65_535) {
    const block = content.subarray(from, from + 65_535);
    const [low, high] = [block.length & 255, block.length >>> 8];
    const last = from + 65_535 >= content.length ? 1 : 0;
    blocks.push(last, low, high, low ^ 255, high ^ 255, ...block);
  }
  return Uint8Array.from([0x78, 0x01, ...blocks, ...fourBytes(b * 65_536 + a)]);
}
