import { addMs, epochMs, type Instant } from "@practicum/kernel/instant";

const MINUTE_MS = 60_000;
/** No window is longer. */
export const WINDOW_MS_MAX = 15 * MINUTE_MS;

export type LimitKind =
  | "person-at-address"
  | "person"
  | "stranger"
  | "address"
  | "device"
  | "code"
  | "code-used"
  | "tablet"
  | "tablets"
  | "link"
  | "links";

/** How many attempts a window allows (IDN-43). */
export const limits: { readonly [K in LimitKind]: { readonly attempts: number; readonly windowMs: number } } = {
  "person-at-address": { attempts: 5, windowMs: WINDOW_MS_MAX },
  address: { attempts: 60, windowMs: WINDOW_MS_MAX },
  person: { attempts: 20, windowMs: WINDOW_MS_MAX },
  /** Beyond `person`: slowly, so that nobody who keeps on guessing shuts the person out. */
  stranger: { attempts: 1, windowMs: 20_000 },
  device: { attempts: 10, windowMs: WINDOW_MS_MAX },
  code: { attempts: 10, windowMs: WINDOW_MS_MAX },
  "code-used": { attempts: 1, windowMs: WINDOW_MS_MAX },
  /** Codes of tablets that are tried, right ones too: a waiting room is one address, and hands over a tablet every minute at most. */
  tablet: { attempts: 30, windowMs: WINDOW_MS_MAX },
  tablets: { attempts: 300, windowMs: WINDOW_MS_MAX },
  /** Patients' links that are opened: one telephone, or the many behind one provider's address. */
  link: { attempts: 30, windowMs: WINDOW_MS_MAX },
  links: { attempts: 300, windowMs: WINDOW_MS_MAX },
};

/** Attempts of one kind in the window that began with the first of them. */
export interface Attempts {
  readonly count: number;
  readonly since: Instant;
}

/** Counts one more attempt, beginning a new window where the old one is over. */
export function countAttempt(kind: LimitKind, before: Attempts | null, now: Instant): Attempts {
  if (before === null || windowEnd(kind, before) <= now) return { count: 1, since: now };
  // The clock was set back: what was counted counts on, and nobody waits until the old time comes round again (IDN-110).
  if (before.since > now) return { count: before.count + 1, since: now };
  return { count: before.count + 1, since: before.since };
}

/** Minutes to wait when the attempt was one too many, or null when it may go on. */
export function waitMinutes(kind: LimitKind, attempts: Attempts, now: Instant): number | null {
  if (attempts.count <= limits[kind].attempts) return null;
  return Math.max(1, Math.floor((epochMs(windowEnd(kind, attempts)) - epochMs(now)) / MINUTE_MS) + 1);
}

function windowEnd(kind: LimitKind, attempts: Attempts): Instant {
  return addMs(attempts.since, limits[kind].windowMs);
}

/** What an attempt counts against, in steps: where a step refuses, the next ones are not counted. */
export type Steps = readonly (readonly Counted[])[];
export type Counted = readonly [kind: LimitKind, what: string];

/**
 * A password that is tried (IDN-43). Where it comes from is counted first, so that a source that is blocked counts against nobody. From a
 * browser where the person was signed in before, it counts against that browser alone.
 */
export function passwordSteps(email: string, address: string, device: string | null): Steps {
  if (device !== null) return [[["device", `${email} ${device}`]]];
  return [
    [
      ["address", address],
      ["person-at-address", `${email} ${address}`],
    ],
    [["person", email]],
  ];
}

/**
 * A second step that is tried (IDN-111). It is there for who gave the password, so it counts against that person, and from a browser that is
 * known against that browser alone; never against an address, which a practice shares with whoever sits in its waiting room.
 */
export function secondStepSteps(staffId: string, device: string | null): Steps {
  return [[device === null ? ["code", `second ${staffId}`] : ["device", `second ${staffId} ${device}`]]];
}

/**
 * Counts an attempt before anything is looked at.
 *
 * @param count counts one more of a kind, and gives the count with it.
 * @returns the minutes to wait, or null when it may go on.
 */
export async function takeSteps(
  steps: Steps,
  count: (kind: LimitKind, what: string) => Promise<Attempts>,
  now: Instant,
): Promise<number | null> {
  const waitFor = async ([kind, what]: Counted) => waitMinutes(kind, await count(kind, what), now) ?? 0;
  for (const step of steps) {
    let minutes = 0;
    for (const counted of step) {
      const [kind, what] = counted;
      const wait = await waitFor(counted);
      minutes = Math.max(minutes, wait > 0 && kind === "person" ? await waitFor(["stranger", what]) : wait);
    }
    if (minutes > 0) return minutes;
  }
  return null;
}
