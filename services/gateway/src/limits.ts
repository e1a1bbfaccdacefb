import { countedAddress } from "@practicum/kernel/counted-address";
import { RateLimiterMemory } from "rate-limiter-flexible";

/** Requests in a span of time; beyond them the answer is "too many". */
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

  allowsAddress = (address: string): Promise<boolean> => allows(this.#all, countedAddress(address));
  allowsAuth = (address: string): Promise<boolean> => allows(this.#auth, countedAddress(address));
  allowsSession = (sessionId: string): Promise<boolean> => allows(this.#session, sessionId);
}

async function allows(limiter: RateLimiterMemory, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch {
    return false;
  }
}
