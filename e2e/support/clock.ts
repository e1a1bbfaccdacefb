import type { BrowserContext } from "@playwright/test";

/**
 * Pages whose clock is so far ahead. Playwright's own clock would take over their timers too, which a busy machine has them wait for; here
 * time passes as it does.
 */
export async function setAhead(context: BrowserContext, aheadMs: number): Promise<void> {
  if (aheadMs !== 0) await context.addInitScript(shift, aheadMs);
}

/** Runs in the page. */
function shift(aheadMs: number): void {
  const RealDate = Date;
  const now = () => RealDate.now() + aheadMs;
  globalThis.Date = new Proxy(RealDate, {
    construct: (real, given: readonly unknown[], called) =>
      Reflect.construct(real, given.length === 0 ? [now()] : given, called === globalThis.Date ? real : called),
    apply: () => new RealDate(now()).toString(),
    get: (real, name) => (name === "now" ? now : Reflect.get(real, name)),
  });
  if (!("Temporal" in globalThis)) return;
  const realInstant = Temporal.Now.instant;
  const instant = () => realInstant().add({ milliseconds: aheadMs });
  const here = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zoned = (zone: Temporal.TimeZoneLike = here()) => instant().toZonedDateTimeISO(zone);
  Object.assign(Temporal.Now, {
    instant,
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainTime(),
  });
}
