import { countedAddress } from "@practicum/kernel/counted-address";
import { RateLimiterMemory } from "rate-limiter-flexible";

/** Calls in a span of time, however many requests carry them; beyond them the answer is "too many". */
export interface Limits {
  /** All requests of one address. A whole practice may share one. */
  readonly perAddress: { readonly requests: number; readonly seconds: number };
  /** Requests to `/api/auth` of one address. The passwords have limits of their own at identity. */
  readonly authPerAddress: { readonly requests: number; readonly seconds: number };
  /** Calls of one session: above what a person with ten windows does. */
  readonly perSession: { readonly requests: number; readonly seconds: number };
}

export const defaultLimits: Limits = {
  perAddress: { requests: 6000, seconds: 10 },
  authPerAddress: { requests: 120, seconds: 60 },
  perSession: { requests: 1500, seconds: 10 },
};

export class Limiters {
  readonly #all: RateLimiterMemory;
  readonly #auth: RateLimiterMemory;
  readonly #session: RateLimiterMemory;

  constructor(limits: Limits) {
    const limiter = ({ requests, seconds }: Limits["perAddress"]) =>
      new RateLimiterMemory({ points: requests, duration: seconds });
    this.#all = limiter(limits.perAddress);
    this.#auth = limiter(limits.authPerAddress);
    this.#session = limiter(limits.perSession);
  }

  allowsAddress = (address: string, calls = 1): Promise<boolean> => allows(this.#all, countedAddress(address), calls);
  allowsAuth = (address: string): Promise<boolean> => allows(this.#auth, countedAddress(address), 1);
  allowsSession = (sessionId: string, calls = 1): Promise<boolean> => allows(this.#session, sessionId, calls);
}

async function allows(limiter: RateLimiterMemory, key: string, calls: number): Promise<boolean> {
  try {
    await limiter.consume(key, calls);
    return true;
  } catch {
    return false;
  }
}
