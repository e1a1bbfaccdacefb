import type { PartMessage } from "./boot/page-build.ts";
import { openEngine } from "./load-engine.ts";
import { openSeed } from "./load-seed.ts";
import { partsFromPage } from "./parts.ts";
import type { PracticeHost } from "./practice-port.ts";
import type { FromWorker, NumberedRequest, Request } from "./protocol.ts";

const tell = (message: FromWorker) => postMessage(message);

const parts = partsFromPage();

/** Boots the practice, then answers the page. Requests that come before it is ready wait. */
const host = boot();

addEventListener("message", (event: MessageEvent<NumberedRequest | PartMessage>) => {
  if ("part" in event.data) return parts.take(event.data);
  const { number, request } = event.data;
  handle(request).then(
    (value) => tell({ kind: "reply", number, value }),
    (error: unknown) => tell({ kind: "failed", number, message: messageOf(error) }),
  );
});

host.then(
  () => tell({ kind: "ready" }),
  (error: unknown) => tell({ kind: "broken", message: messageOf(error) }),
);

async function boot(): Promise<PracticeHost> {
  tell({ kind: "booting", step: "Fetching the practice" });
  const engine = openEngine(parts);
  // All at once; what fails first is said at once.
  const [{ hostPractice }, seed] = await Promise.all([readProgram(), openSeed(parts), engine.program]);
  return hostPractice(engine, seed, {
    onStep: (step) => tell({ kind: "booting", step }),
    onChange: (change) => tell({ kind: "change", change }),
    onClock: (now) => tell({ kind: "clock", now }),
    onOpened: (world, now, kept) => tell({ kind: "opened", world, now, kept }),
    onNotice: (text, kept) => tell({ kind: "notice", text, kept }),
  });
}

async function readProgram() {
  // Older browsers have no Temporal; the kernel's instants need it.
  if (!("Temporal" in globalThis)) await import("temporal-polyfill/global");
  return import("./practice-host.ts");
}

async function handle(request: Request): Promise<string> {
  const practice = await host;
  switch (request.kind) {
    case "call":
      return practice.call(request.call);
    case "move-clock":
      return practice.moveClock(request.to);
    case "colleagues":
      return JSON.stringify(await practice.colleagues(request.choice));
    case "stop-clock":
      practice.stopClock();
      return "";
    case "next-due":
      return (await practice.nextDueAt()) ?? "";
    case "export":
      return JSON.stringify(await practice.export(request.worldId));
    case "import":
      return practice.import(request.text);
    case "steps":
      return JSON.stringify(await practice.steps());
    case "back-to":
      await practice.backTo(request.entry);
      return "";
    case "reset":
      await practice.reset();
      return "";
    case "coming":
      return JSON.stringify(await practice.coming());
    case "happened":
      return JSON.stringify(await practice.happened(request.after));
    case "compare":
      return JSON.stringify(await practice.compare(request));
    case "worlds":
      return JSON.stringify(await practice.worlds());
    case "open-world":
      await practice.openWorld(request.worldId);
      return "";
    case "remove-world":
      await practice.removeWorld(request.worldId);
      return "";
    case "leave-lesson":
      await practice.leaveLesson();
      return "";
    default:
      return learn(practice, request);
  }
}

type OfLessons = Extract<
  Request,
  { readonly kind: "start-lesson" | "hint" | "lesson" | "judge" | "passport" | "verify" | "judge-saved" }
>;

async function learn(practice: PracticeHost, request: OfLessons): Promise<string> {
  switch (request.kind) {
    case "start-lesson":
      await practice.startLesson(request.begun);
      return "";
    case "hint":
      await practice.hint(request.outcome);
      return "";
    case "lesson":
      return JSON.stringify(practice.lesson());
    case "judge":
      return JSON.stringify(await practice.judge(request.ahead));
    case "passport":
      return JSON.stringify(await practice.passport(request));
    case "verify":
      return JSON.stringify(await practice.verify(request.text));
    case "judge-saved":
      return JSON.stringify(await practice.judgeSaved(request.text));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
