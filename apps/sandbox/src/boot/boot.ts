/*
 * The page's first program, a part of the page itself. It fetches what the build consists of, once and all at once, unpacks the two
 * programs, and starts them. The worker is made of a text, not of an address: so it is under the page's policy, and can reach no other server.
 */
import { fetchPart } from "../fetch-part.ts";
import { unzstd } from "../unzstd.ts";
import { cacheName, type PageBuild, type PartMessage, type PartName } from "./page-build.ts";
import { keepForLater } from "./stay.ts";

const base = new URL(".", location.href);

async function boot(): Promise<void> {
  const build: PageBuild = JSON.parse(document.getElementById("build")?.textContent ?? "");
  const files = new Files(build.build);
  const parts = Object.entries(build.parts).map(([name, address]) => [name as PartName, files.fetch(address)] as const);
  // Who waits for it is told of a failure; until then it is nobody's.
  for (const [, packed] of parts) packed.catch(() => {});
  const [worker, program, style] = await Promise.all(
    [build.worker, build.program, build.style].map(async (address) => unpack(await files.fetch(address), address)),
  );
  openWorker(worker ?? "", parts);
  run(style ?? "", program ?? "");
  await Promise.allSettled(parts.map(([, packed]) => packed));
  await files.allKept();
  await keepForLater(base);
}

/** Starts the practice before the screens' program is read, and collects what it says until these listen. */
function openWorker(program: string, parts: readonly (readonly [PartName, Promise<ArrayBuffer>])[]): void {
  const assets = new URL("assets/", base).href;
  const text = new Blob([`self.assetsBase=${JSON.stringify(assets)};`, program], { type: "text/javascript" });
  const address = URL.createObjectURL(text);
  const worker = new Worker(address, { type: "module" });
  const events: Event[] = [];
  const take = (event: Event) => void events.push(event);
  for (const type of ["message", "error"]) worker.addEventListener(type, take);
  globalThis.earlyWorker = {
    worker,
    events,
    stop: () => {
      for (const type of ["message", "error"]) worker.removeEventListener(type, take);
    },
  };
  const post = (message: PartMessage, moved: Transferable[]) => worker.postMessage(message, moved);
  for (const [part, arriving] of parts)
    void arriving.then(
      (packed) => post({ part, packed }, [packed]),
      (error: unknown) => post({ part, trouble: messageOf(error) }, []),
    );
}

/** The page's policy knows this program by its hash, and runs no other. */
function run(style: string, program: string): void {
  const sheet = document.createElement("style");
  sheet.textContent = style;
  const script = document.createElement("script");
  script.type = "module";
  script.textContent = program;
  document.head.append(sheet, script);
}

/** The build's files. At a first visit each is put away for the next one as it comes, so that none travels twice. */
class Files {
  readonly #cache: Promise<Cache | null>;
  readonly #keeping: Promise<void>[] = [];

  constructor(build: string) {
    const keeps = "serviceWorker" in navigator && navigator.serviceWorker.controller === null && "caches" in globalThis;
    this.#cache = keeps ? caches.open(cacheName(base.href, build)).catch(() => null) : Promise.resolve(null);
  }

  fetch(address: string): Promise<ArrayBuffer> {
    const url = new URL(address, base);
    return fetchPart(url, async (response) => {
      const cache = await this.#cache;
      // A browser without room keeps nothing, and the next visit needs the network.
      if (cache !== null) this.#keeping.push(cache.put(url, response.clone()).catch(() => {}));
      return response.arrayBuffer();
    });
  }

  async allKept(): Promise<void> {
    await Promise.all(this.#keeping);
  }
}

async function unpack(packed: ArrayBuffer, address: string): Promise<string> {
  const text = await unzstd(packed);
  if (text === null)
    throw new Error(`${address} did not arrive whole. Look to the network connection, then try again.`);
  return new TextDecoder().decode(text);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the programs cannot do without, by the word that a search finds. */
const NEEDED: { readonly [name: string]: () => boolean } = {
  WebAssembly: () => "WebAssembly" in globalThis,
  Worker: () => "Worker" in globalThis,
  "Array.prototype.toSorted": () => "toSorted" in Array.prototype,
  "Map.groupBy": () => "groupBy" in Map,
};

function tooOld(): string | undefined {
  const missing = Object.entries(NEEDED).find(([, has]) => !has());
  return missing === undefined
    ? undefined
    : `This browser is too old for the training, or a setting takes something from it (${missing[0]} is missing). A current Chrome, Edge, Firefox or Safari can run it.`;
}

function sayTrouble(text: string): void {
  const main = document.createElement("main");
  main.className = "s-before";
  const said = document.createElement("p");
  said.setAttribute("role", "alert");
  said.textContent = text;
  const again = document.createElement("button");
  again.textContent = "Try again";
  again.addEventListener("click", () => location.reload());
  main.append(said, again);
  document.getElementById("root")?.replaceChildren(main);
}

/** A program that ends before it has shown anything would leave the page as it was, and say nothing. */
addEventListener("error", ({ message }) => {
  if (document.querySelector("#root > .s-before-loading") !== null)
    sayTrouble(
      `The training could not start in this browser (${message}). A current Chrome, Edge, Firefox or Safari can run it.`,
    );
});

const old = tooOld();
if (old === undefined) boot().catch((error: unknown) => sayTrouble(messageOf(error)));
else sayTrouble(old);
