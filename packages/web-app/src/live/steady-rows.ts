import { useMemo, useRef, useState } from "react";

export interface SteadyRows<T> {
  readonly rows: readonly T[];
  /** How many new rows wait outside. */
  readonly waiting: number;
  /** Takes the new rows and the new order in. */
  readonly accept: () => void;
}

/**
 * Keeps rows where they are while news arrive: what is shown is patched in place, what left goes, what is new waits behind
 * an "N new" pill. `scope` starts over (another filter, another day).
 */
export function useSteadyRows<T>(
  rows: readonly T[] | undefined,
  keyOf: (row: T) => string,
  scope: string,
): SteadyRows<T> {
  const order = useRef<{ readonly scope: string; readonly keys: readonly string[] } | null>(null);
  const [accepted, setAccepted] = useState(0);
  return useMemo(() => {
    if (!rows) return { rows: [], waiting: 0, accept: () => undefined };
    if (order.current === null || order.current.scope !== scope || order.current.keys.length === 0) {
      order.current = { scope, keys: rows.map(keyOf) };
    }
    const byKey = new Map(rows.map((row) => [keyOf(row), row]));
    const shown = order.current.keys.flatMap((key) => byKey.get(key) ?? []);
    return {
      rows: shown,
      waiting: rows.length - shown.length,
      accept: () => {
        order.current = null;
        setAccepted(accepted + 1);
      },
    };
    // keyOf is a constant function of the caller's module.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [rows, scope, accepted]);
}
