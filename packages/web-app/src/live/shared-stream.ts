/** A note as the stream brings it, with its position. */
export interface Placed<Note> {
  readonly id: string;
  readonly data: Note;
}

/** What a page of one browser can do with its other pages. */
export interface Pages {
  /** Undefined where the address is not a secure one: then each page has a stream of its own. */
  readonly locks: Pick<LockManager, "request"> | undefined;
  readonly openChannel: (name: string) => BroadcastChannel;
  /** Tells now and then that somebody looks at this page, and at once when somebody does again. */
  readonly onSeen: (listener: () => void) => () => void;
  readonly waitMs: (ms: number, signal: AbortSignal) => Promise<void>;
}

export interface StreamEvents<Note> {
  readonly onChange: (change: Placed<Note>) => void;
  /** It is over for good: nobody is signed in any more, or somebody else is. */
  readonly onOver: () => void;
}

/** Of the real stream. Any end but that of the session is a failure, and tried again. */
export interface OpenedEvents<Note> extends StreamEvents<Note> {
  readonly onFailed: () => void;
}

export interface SharedStream<Note> {
  /** Pages with the same name share one stream. */
  readonly name: string;
  /** Opens the real stream, after the last position that is known; the result closes it. */
  readonly open: (after: string | undefined, events: OpenedEvents<Note>) => () => void;
  /** What is told when changes were lost on the way to this page. */
  readonly missed: Note;
}

type Message<Note> =
  | { readonly kind: "change"; readonly change: Placed<Note> }
  | { readonly kind: "over" }
  /** Is anybody there? */
  | { readonly kind: "ask" }
  | { readonly kind: "here"; readonly id: string | undefined };

const PAUSES_MS: readonly number[] = [1000, 3000, 10_000];
/** So long the page that holds the stream may take to say that it does. */
const ANSWER_MS = 4000;
const OVER_MS = 1000;

/**
 * One stream for all pages of a browser. Who holds the lock has the stream and passes on what it brings; a page that goes gives
 * the lock to the next, which goes on after the last position it heard of. A page that somebody looks at, and that gets no
 * answer from the one that holds the stream (the browser may have stopped it), takes the stream over.
 *
 * @returns a function that leaves.
 */
export function shareStream<Note>(pages: Pages, stream: SharedStream<Note>, events: StreamEvents<Note>): () => void {
  const page = new PageOfStream(pages, stream, events);
  page.join();
  return () => page.leave();
}

class PageOfStream<Note> {
  readonly #pages: Pages;
  readonly #stream: SharedStream<Note>;
  readonly #events: StreamEvents<Note>;
  readonly #gone = new AbortController();
  readonly #channel: BroadcastChannel | undefined;
  #last: string | undefined;
  #holds = false;
  #ended = false;
  /** Set while an answer of the page that holds the stream is waited for. */
  #asked: AbortController | undefined;

  constructor(pages: Pages, stream: SharedStream<Note>, events: StreamEvents<Note>) {
    this.#pages = pages;
    this.#stream = stream;
    this.#events = events;
    this.#channel = pages.locks && pages.openChannel(stream.name);
  }

  join(): void {
    const signal = this.#gone.signal;
    if (!this.#channel) return void this.#hold(signal);
    this.#channel.onmessage = ({ data }: MessageEvent<Message<Note>>) => this.#take(data);
    const unsee = this.#pages.onSeen(() => void this.#ask());
    signal.addEventListener("abort", unsee);
    this.#say({ kind: "ask" });
    void this.#queue({ signal });
  }

  leave(): void {
    this.#gone.abort();
    this.#channel?.close();
  }

  /** Waits for its turn to hold the stream; whoever took it away meanwhile has it, and one waits again. */
  async #queue(options: LockOptions): Promise<void> {
    const { locks } = this.#pages;
    for (let next = options; locks && !this.#gone.signal.aborted; next = { signal: this.#gone.signal }) {
      const lost = new AbortController();
      const until = AbortSignal.any([lost.signal, this.#gone.signal]);
      await locks.request(this.#stream.name, next, () => this.#hold(until)).catch(() => undefined);
      lost.abort();
    }
  }

  /** Has the stream until the signal fires; what fails is opened again after a pause. */
  async #hold(signal: AbortSignal): Promise<void> {
    this.#holds = true;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const before = this.#last;
      await this.#open(signal);
      if (this.#last !== before) attempt = 0;
      await this.#pages.waitMs(PAUSES_MS[Math.min(attempt, PAUSES_MS.length - 1)] ?? 0, signal);
    }
    this.#holds = false;
    // The others hear of it before one of them gets its turn and asks in vain.
    if (this.#ended) await this.#pages.waitMs(OVER_MS, new AbortController().signal);
  }

  /** Resolves when the stream ended by itself, or the signal fired. */
  #open(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const close = this.#stream.open(this.#last, {
        onChange: (change) => {
          if (signal.aborted) return;
          this.#pass(change);
          this.#say({ kind: "change", change });
        },
        onOver: () => {
          if (signal.aborted) return;
          this.#say({ kind: "over" });
          this.#over();
        },
        onFailed: resolve,
      });
      signal.addEventListener("abort", () => {
        close();
        resolve();
      });
    });
  }

  #take(message: Message<Note>): void {
    switch (message.kind) {
      case "change":
        return this.#pass(message.change);
      case "over":
        return this.#over();
      case "ask":
        return this.#holds ? this.#say({ kind: "here", id: this.#last }) : undefined;
      case "here":
        this.#asked?.abort();
        // It is further than what reached this page: something was lost while the browser had stopped it.
        if (this.#last !== undefined && message.id !== undefined && this.#last !== message.id)
          return this.#pass({ id: message.id, data: this.#stream.missed });
        this.#last ??= message.id;
    }
  }

  async #ask(): Promise<void> {
    if (this.#holds || this.#asked) return;
    const asked = (this.#asked = new AbortController());
    this.#say({ kind: "ask" });
    await this.#pages.waitMs(ANSWER_MS, AbortSignal.any([asked.signal, this.#gone.signal]));
    this.#asked = undefined;
    if (!asked.signal.aborted && !this.#gone.signal.aborted && !this.#holds) void this.#queue({ steal: true });
  }

  #pass(change: Placed<Note>): void {
    this.#last = change.id;
    this.#events.onChange(change);
  }

  #over(): void {
    this.#ended = true;
    this.leave();
    this.#events.onOver();
  }

  #say(message: Message<Note>): void {
    if (!this.#gone.signal.aborted) this.#channel?.postMessage(message);
  }
}
