import type { Fax, FaxLine } from "./fax-line.ts";

/** A fax line on which nobody is at the other end: what was sent can be looked at. */
export function memoryFax(): FaxLine & { sent(): readonly Fax[] } {
  const sent = new Map<string, Fax>();
  return {
    async send(fax) {
      if (!sent.has(fax.name)) sent.set(fax.name, fax);
    },
    sent: () => [...sent.values()],
  };
}
