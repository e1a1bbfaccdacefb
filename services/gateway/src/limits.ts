import { countedAddress } from "@practicum/kernel/counted-address";
import { RateLimiterMemory } from "rate-limiter-flexible";

interface Rate {
  readonly requests: number;
  readonly seconds: number;
}

/** Calls in a span of time, however many requests carry them; beyond them the answer is "too many". */
export interface Limits {
  /** All requests of one address. A whole practice may share one. */
  readonly perAddress: Rate;
  /** Attempts of one address to get in (GTW-117). The passwords have limits of their own at identity. */
  readonly authPerAddress: Rate;
  /** Calls of one session: above what a person with ten windows does. */
  readonly perSession: Rate;
  /** Bytes of the bodies of one session; files and other large bodies apart (GTW-44). */
  readonly bytesPerSession: { readonly bytes: number; readonly seconds: number };
  readonly largeBytesPerSession: { readonly bytes: number; readonly seconds: number };
}

export const defaultLimits: Limits = {
  perAddress: { requests: 6000, seconds: 10 },
  authPerAddress: { requests: 120, seconds: 60 },
  perSession: { requests: 1500, seconds: 10 },
  bytesPerSession: { bytes: 2_097_152, seconds: 10 },
  largeBytesPerSession: { bytes: 67_108_864, seconds: 60 },
};

export class Limiters {
  readonly #all: RateLimiterMemory;
  readonly #auth: RateLimiterMemory;
  readonly #session: RateLimiterMemory;
  readonly #bytes: RateLimiterMemory;
  readonly #largeBytes: RateLimiterMemory;

  constructor(limits: Limits) {
    const limiter = (points: number, duration: number) => new RateLimiterMemory({ points, duration });
    const ofRequests = ({ requests, seconds }: Rate) => limiter(requests, seconds);
    this.#all = ofRequests(limits.perAddress);
    this.#auth = ofRequests(limits.authPerAddress);
    this.#session = ofRequests(limits.perSession);
    this.#bytes = limiter(limits.bytesPerSession.bytes, limits.bytesPerSession.seconds);
    this.#largeBytes = limiter(limits.largeBytesPerSession.bytes, limits.largeBytesPerSession.seconds);
  }

  allowsAddress = (address: string, calls = 1): Promise<boolean> => allows(this.#all, countedAddress(address), calls);
  allowsAuth = (address: string): Promise<boolean> => allows(this.#auth, countedAddress(address), 1);
  allowsSession = (sessionId: string, calls = 1): Promise<boolean> => allows(this.#session, sessionId, calls);
  allowsBytes = (sessionId: string, bytes: number, kind: "ordinary" | "large"): Promise<boolean> =>
    allows(kind === "large" ? this.#largeBytes : this.#bytes, sessionId, bytes);
}

async function allows(limiter: RateLimiterMemory, key: string, points: number): Promise<boolean> {
  try {
    await limiter.consume(key, points);
    return true;
  } catch {
    return false;
  }
}
