/** Where the browser can, the next visit needs no network. A private window or a page without https can't, and says nothing. */
export async function keepForLater(base: URL): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker
    .register(new URL("service-worker.js", base), { updateViaCache: "none" })
    .catch(() => undefined);
}
