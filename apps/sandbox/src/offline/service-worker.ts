/*
 * Keeps one whole build for visits without a network, and answers from it alone: never half of one and half of another. It keeps
 * nothing else. A newer build waits until no window of the older one is open.
 */
import { cacheName, cachePrefix, TAKE_OVER } from "../boot/page-build.ts";

/** Of a service worker, what is used here: the browser's types of pages have none. */
interface Waits extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Asked extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  skipWaiting(): Promise<void>;
  readonly registration: { readonly scope: string };
  /** The build that this worker belongs to, and its files from the page's address on. Put before this program by the build. */
  readonly practicumFiles: { readonly build: string; readonly files: readonly string[] };
}

const host = globalThis as unknown as Scope;
const { build, files } = host.practicumFiles;
const { scope } = host.registration;
const PAGE = new URL("./", scope).href;
const known = new Set(files.map((file) => new URL(file, scope).href));

addEventListener("install", (event) => (event as Waits).waitUntil(keepAll()));
addEventListener("activate", (event) => (event as Waits).waitUntil(dropOthers()));
// A person has agreed to it: until then an open window keeps the build that it was opened with.
addEventListener("message", ({ data }) => {
  if (data === TAKE_OVER) void host.skipWaiting();
});
addEventListener("fetch", (event) => {
  const { request } = event as Asked;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  url.hash = "";
  const isPage = request.mode === "navigate" && [PAGE, `${PAGE}index.html`].includes(`${url.origin}${url.pathname}`);
  if (isPage) (event as Asked).respondWith(answer(PAGE, request));
  else if (known.has(url.href)) (event as Asked).respondWith(answer(url.href, request));
});

/** @throws where a file is missing, or the page is already another build's: the browser tries again at a later visit. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName(scope, build));
  const keep = async (url: string) => {
    if ((await cache.match(url)) !== undefined) return;
    const response = await fetch(url, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${url} is not there (${response.status})`);
    if (url === PAGE && !(await response.clone().text()).includes(build))
      throw new Error("the page is another build's");
    await cache.put(url, response);
  };
  await Promise.all([...known].map(keep));
}

async function answer(url: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName(scope, build));
  return (await cache.match(url)) ?? fetch(request);
}

async function dropOthers(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(cachePrefix(scope)));
  await Promise.all(names.filter((name) => name !== cacheName(scope, build)).map((name) => caches.delete(name)));
}
