const listeners = new Set<() => void>();
let there = false;

/** Which screens this page is of; null in development and in the sandbox, where no gateway has named them. */
function ownScreens(): string | null {
  const named = document.querySelector<HTMLMetaElement>('meta[name="practicum-screens"]')?.content;
  return named === undefined || named.startsWith("__") ? null : named;
}

/** Whether the gateway serves newer screens than this page is of (GTW-100). */
export const newVersion = {
  isThere: (): boolean => there,
  /** @param screens those that are served now. */
  told(screens: string): void {
    const own = ownScreens();
    there = own !== null && own !== screens;
    for (const listener of listeners) listener();
  },
  listen(listener: () => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
