/** A tab that is there answers at once; one that is busy within this. */
const ANSWER_MS = 400;

interface Word {
  readonly kind: "is anybody there" | "I am";
  readonly from: number;
}

/**
 * Whether no other tab of this browser has the practices open, where the browser has no locks (a page without https). Who is there
 * answers; of two that ask at one moment the one with the larger number steps back.
 */
export function isFirstWithoutLocks(name: string): Promise<boolean> {
  if (!("BroadcastChannel" in globalThis)) return Promise.resolve(true);
  const channel = new BroadcastChannel(name);
  const from = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  const say = (kind: Word["kind"]) => channel.postMessage({ kind, from } satisfies Word);
  return new Promise((resolve) => {
    let has = true;
    const stepBack = () => {
      has = false;
      channel.close();
      resolve(false);
    };
    let isAsking = true;
    channel.addEventListener("message", ({ data }: MessageEvent<Word>) => {
      if (data.kind === "I am") {
        if (isAsking) stepBack();
      } else if (isAsking && data.from < from) stepBack();
      else say("I am");
    });
    say("is anybody there");
    setTimeout(() => {
      isAsking = false;
      // The channel stays open while this tab lives: it answers who comes later.
      if (has) resolve(true);
    }, ANSWER_MS);
  });
}
