/**
 * Sees that the page can keep small things. A browser that blocks a site's storage throws at the first touch of it; here the
 * tab's memory does as well, as the practice itself lives no longer.
 */
export function ownStorage(): void {
  for (const name of ["localStorage", "sessionStorage"] as const)
    if (!works(name)) Object.defineProperty(globalThis, name, { configurable: true, value: memoryStorage() });
}

function works(name: "localStorage" | "sessionStorage"): boolean {
  try {
    return globalThis[name].length >= 0;
  } catch {
    return false;
  }
}

function memoryStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}
