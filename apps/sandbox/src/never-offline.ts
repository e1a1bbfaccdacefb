/**
 * Makes the browser's network mean nothing to the app. The practice is in this page: without a network nothing is out of
 * reach, so nothing may wait for one or speak of one.
 */
export function neverOffline(): void {
  Object.defineProperty(navigator, "onLine", { configurable: true, get: () => true });
  for (const name of ["online", "offline"]) addEventListener(name, (event) => event.stopImmediatePropagation(), true);
}
