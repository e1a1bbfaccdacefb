import type { Random } from "@practicum/kernel/ports";
import { pick, randomInt } from "@practicum/kernel/random";
import type { OrderStep } from "./order-state.ts";

interface Answer {
  readonly afterMinutes: number;
  readonly state: Extract<OrderStep["state"], "received" | "partly-filled" | "filled" | "failed">;
  readonly note: string;
}

const FAILURES = ["Out of stock, expected in three days", "Out of stock, not to be had now"] as const;

/**
 * What the demonstration's pharmacy does with a prescription, one after the other: the same for the same order and sending (CHT-416). Of ten it has
 * one not in stock, and of one more a part.
 */
export function simulatedPharmacy(random: Random, quantity: number): readonly Answer[] {
  const received = { afterMinutes: randomInt(random, 4, 25), state: "received", note: "" } as const;
  const chance = randomInt(random, 1, 10);
  const afterMinutes = randomInt(random, 50, 300);
  if (chance === 1) return [received, { afterMinutes, state: "failed", note: pick(random, FAILURES) }];
  if (chance > 2 || quantity < 2) return [received, { afterMinutes, state: "filled", note: "" }];
  const part = Math.ceil(quantity / 3);
  return [
    received,
    { afterMinutes, state: "partly-filled", note: `${part} of ${quantity} given` },
    { afterMinutes: randomInt(random, 1_400, 2_900), state: "filled", note: `the other ${quantity - part} given` },
  ];
}
