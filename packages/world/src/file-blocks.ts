import { must } from "@practicum/kernel/assert";
import type { FileChanges } from "./seed-files.ts";

/** Four pages of PostgreSQL: what changes in one table's file leaves its other blocks as they are. */
const BLOCK_BYTES = 32_768;

/** Files as names of their blocks, each by its content: two checkpoints share what did not change between them. */
export interface BlockList {
  readonly files: readonly {
    readonly name: string;
    readonly size: number;
    readonly blocks: readonly string[];
  }[];
  readonly removed: readonly string[];
}

/** A block is missing, or is not what its name says. */
export class BlockDamaged extends Error {
  override readonly name = "BlockDamaged";
}

/** @returns the list, and each block once. */
export function toBlocks(changes: FileChanges): {
  readonly list: BlockList;
  readonly blocks: ReadonlyMap<string, Uint8Array>;
} {
  const blocks = new Map<string, Uint8Array>();
  const files = [...changes.written].map(([name, content]) => {
    const names: string[] = [];
    for (let at = 0; at < content.length; at += BLOCK_BYTES) {
      const block = content.slice(at, at + BLOCK_BYTES);
      const hash = hashOf(block);
      blocks.set(hash, block);
      names.push(hash);
    }
    return { name, size: content.length, blocks: names };
  });
  return { list: { files, removed: [...changes.removed] }, blocks };
}

/** @throws {@link BlockDamaged} */
export function fromBlocks(list: BlockList, blocks: ReadonlyMap<string, Uint8Array>): FileChanges {
  const written = new Map<string, Uint8Array>();
  const whole = new Set<string>();
  for (const { name, size, blocks: names } of list.files) {
    const content = new Uint8Array(size);
    let at = 0;
    for (const hash of names) {
      const block = blocks.get(hash);
      if (block === undefined) throw new BlockDamaged("a block of a checkpoint is missing");
      if (!whole.has(hash) && hashOf(block) !== hash)
        throw new BlockDamaged("a block of a checkpoint is not as it was written");
      whole.add(hash);
      if (at + block.length > size) throw new BlockDamaged("a file of a checkpoint is longer than it was");
      content.set(block, at);
      at += block.length;
    }
    if (at !== size) throw new BlockDamaged("a file of a checkpoint is shorter than it was");
    written.set(name, content);
  }
  return { written, removed: new Set(list.removed) };
}

/** Every name of a list once. */
export function blockNames(list: BlockList): ReadonlySet<string> {
  return new Set(list.files.flatMap((file) => file.blocks));
}

/**
 * 128 bits over the content and its length, each word going through all four lanes (after MurmurHash3, x86_128, by Austin
 * Appleby, public domain). Not against an adversary, who could write the browser's storage anyhow; WebCrypto's digests are not
 * there on a page without https.
 */
function hashOf(block: Uint8Array): string {
  const words = new Uint32Array(block.buffer, block.byteOffset, block.length >>> 2);
  let [a, b, c, d] = [0x9747b28c, 0x12345671, 0x5bd1e995, 0x27d4eb2f];
  for (let i = 0; i < words.length; i += 1) {
    a = rotate(a ^ Math.imul(rotate(Math.imul(must(words[i]), C1), 15), C2), 19);
    a = (Math.imul(a + b, 5) + 0x561ccd1b) | 0;
    [a, b, c, d] = [b, c, d, a];
  }
  for (let i = words.length * 4; i < block.length; i += 1) {
    a = Math.imul(rotate(a ^ must(block[i]), 13), C1) + b;
    [a, b, c, d] = [b, c, d, a];
  }
  const size = block.length;
  const mixed = [a ^ size, b ^ size, c ^ size, d ^ size].map(finish);
  const sum = mixed.reduce((one, other) => (one + other) | 0, 0);
  return mixed.map((lane) => ((lane + sum) >>> 0).toString(16).padStart(8, "0")).join("");
}

const C1 = 0x239b961b;
const C2 = 0xab0e9789;

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function finish(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
