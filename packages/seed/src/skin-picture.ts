import { seededRandom } from "@practicum/kernel/random";

/** How the spot on a generated picture looks. It is drawn, and of nobody. */
interface Spot {
  readonly seed: string;
  /** Across, in millimeters. */
  readonly across: number;
  /** How far its edge goes in and out: 0 is a circle. */
  readonly ragged: number;
}

const WIDTH = 300;
const HEIGHT = 220;
const PER_MM = 12;
const SHADES = 48;

/** Skin, spot and ruler as a PNG of few colors. */
export function skinPicture({ seed, across, ragged }: Spot): Uint8Array<ArrayBuffer> {
  const random = seededRandom(`${seed}/skin`);
  const waves = Array.from({ length: 5 }, () => random.next() * Math.PI * 2);
  const rows = new Uint8Array(HEIGHT * (WIDTH + 1));
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const grain = Math.floor(random.next() * 5);
      rows[y * (WIDTH + 1) + 1 + x] = isRuler(x, y) ? rulerShade(x, y) : skinShade(x, y) + grain;
    }
  }
  const [middleX, middleY] = [WIDTH / 2, HEIGHT / 2 - 16];
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const angle = Math.atan2(y - middleY, x - middleX);
      const edge = waves.reduce((sum, phase, n) => sum + Math.sin(angle * (n + 2) + phase) / (n + 2), 0);
      const radius = (across / 2) * PER_MM * (1 + ragged * edge);
      const depth = 1 - Math.hypot(x - middleX, y - middleY) / radius;
      if (depth <= 0 || isRuler(x, y)) continue;
      const mottled = Math.floor(
        6 * Math.sin(x / 7 + (waves[0] ?? 0)) * Math.sin(y / 6 + (waves[1] ?? 0)) * ragged * 3,
      );
      rows[y * (WIDTH + 1) + 1 + x] = Math.max(0, Math.min(19, Math.floor(16 - depth * 14) + mottled));
    }
  }
  return png(rows);
}

const isRuler = (_x: number, y: number) => y > HEIGHT - 34;
const skinShade = (x: number, y: number) => 26 + Math.floor(((WIDTH - x) / WIDTH) * 9 + (y / HEIGHT) * 4);

/** White with a line each millimeter, a longer one each fifth. */
function rulerShade(x: number, y: number): number {
  const length = x % (PER_MM * 5) < 2 ? 20 : 10;
  return x % PER_MM < 2 && y < HEIGHT - 33 + length ? 0 : SHADES - 1;
}

/** From nearly black over brown to skin, and white. */
function palette(): Uint8Array {
  return Uint8Array.from(
    Array.from({ length: SHADES }, (_, n) => {
      if (n === SHADES - 1) return [250, 250, 246];
      const part = n / (SHADES - 2);
      return [40 + part * 195, 24 + part * 168, 20 + part * 140].map(Math.round);
    }).flat(),
  );
}

/** An indexed picture of eight bits (ISO/IEC 15948), packed in blocks that are not compressed (RFC 1951, 3.2.4). */
function png(rows: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = [...word(WIDTH), ...word(HEIGHT), 8, 3, 0, 0, 0];
  const blocks: number[] = [0x78, 0x01];
  for (let at = 0; at < rows.length; at += 65_535) {
    const part = rows.subarray(at, at + 65_535);
    const isLast = at + 65_535 >= rows.length ? 1 : 0;
    const size = [part.length & 255, part.length >> 8];
    blocks.push(isLast, ...size, ...size.map((byte) => byte ^ 255));
    for (const byte of part) blocks.push(byte);
  }
  blocks.push(...word(adler(rows)));
  return Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...chunk("IHDR", head),
    ...chunk("PLTE", [...palette()]),
    ...chunk("IDAT", blocks),
    ...chunk("IEND", []),
  ]);
}

function chunk(name: string, content: readonly number[]): number[] {
  const named = [...[...name].map((sign) => sign.charCodeAt(0)), ...content];
  return [...word(content.length), ...named, ...word(crc(named))];
}

const word = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

function crc(bytes: readonly number[]): number {
  let rest = 0xffffffff;
  for (const byte of bytes) {
    rest ^= byte;
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  }
  return (rest ^ 0xffffffff) >>> 0;
}

function adler(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}
