import type { LiveNote } from "@practicum/bus/bus";

interface Kept {
  readonly position: number;
  readonly note: LiveNote;
  readonly atMs: number;
}

/** The last notes of one practice, each with its position in the order they came in. */
export class NoteRing {
  /** The position of the newest note; 0 before the first. */
  head = 0;
  followers = 0;
  lastFollowedMs: number;
  readonly #name: string;
  readonly #keptMax: number;
  readonly #kept: Kept[] = [];
  #news: Promise<void>;
  #tell: () => void = () => undefined;

  /** @param name part of every position's id: ids of another ring are not understood here. */
  constructor(name: string, keptMax: number, nowMs: number) {
    this.#name = name;
    this.#keptMax = keptMax;
    this.lastFollowedMs = nowMs;
    this.#news = this.#nextNews();
  }

  add(note: LiveNote, atMs: number): void {
    this.head += 1;
    this.#kept.push({ position: this.head, note, atMs });
    if (this.#kept.length > this.#keptMax) this.#kept.shift();
    this.wake();
  }

  idOf(position: number): string {
    return `${this.#name}.${position}`;
  }

  /** The position that an id names, or undefined when the id is not of this ring. */
  positionOf(id: string): number | undefined {
    const prefix = `${this.#name}.`;
    const digits = id.startsWith(prefix) ? id.slice(prefix.length) : "";
    const position = /^\d{1,15}$/.test(digits) ? Number(digits) : Number.NaN;
    return position <= this.head ? position : undefined;
  }

  /** The position before the first note that was kept at that time or later. */
  positionSince(atMs: number): number {
    return (this.#kept.find((kept) => kept.atMs >= atMs)?.position ?? this.head + 1) - 1;
  }

  /** The note after a position; undefined when there is none yet; "lost" when it was dropped. */
  after(position: number): Kept | "lost" | undefined {
    if (position >= this.head) return undefined;
    return this.#kept[this.#kept.length - (this.head - position)] ?? "lost";
  }

  /** Resolves at the next note, or when the followers are to look again. */
  news(): Promise<void> {
    return this.#news;
  }

  wake(): void {
    const tell = this.#tell;
    this.#news = this.#nextNews();
    tell();
  }

  /** Counts one who follows, until the function that is given back is called. */
  follow(): () => void {
    this.followers += 1;
    return () => (this.followers -= 1);
  }

  #nextNews(): Promise<void> {
    return new Promise((resolve) => (this.#tell = resolve));
  }
}
