import type { AnnouncementFate, LeftOutBecause } from "@practicum/contracts/messaging/announcements";

/** How an announcement may reach a patient. */
export interface ReachFacts {
  readonly active: boolean;
  /** There is a number, whatever was said from it. */
  readonly phone: boolean;
  /** The number said STOP. */
  readonly stopped: boolean;
  readonly email: boolean;
  /** The patient wants no text messages, or no e-mail (MSG-165). */
  readonly noText: boolean;
  readonly noEmail: boolean;
}

type Way = "text" | "email";

/** By text message, else by e-mail; or by e-mail alone (MSG-171). */
export function channelOf(way: Way, facts: ReachFacts): "sms" | "email" | null {
  if (way === "text" && facts.phone && !facts.stopped && !facts.noText) return "sms";
  return facts.email && !facts.noEmail ? "email" : null;
}

/** Why nothing reaches a patient. */
function unreachable(way: Way, facts: ReachFacts): "said-stop" | "refused" | "no-address" {
  const byText = way === "text" && facts.phone;
  if ((byText && facts.noText) || (facts.email && facts.noEmail)) return "refused";
  return byText && facts.stopped ? "said-stop" : "no-address";
}

/** What becomes of a patient whom it means. @param first whether nobody else of the number or the address gets it before (MSG-172). */
export function fateOf(way: Way, facts: ReachFacts, first: boolean): AnnouncementFate {
  if (!facts.active) return "inactive";
  const channel = channelOf(way, facts);
  if (channel === null) return unreachable(way, facts);
  return first ? channel : "family";
}

export type Move =
  | { readonly kind: "send"; readonly channel: "sms" | "email" }
  | { readonly kind: "leave-out"; readonly because: LeftOutBecause }
  | { readonly kind: "family" };

/** What is done about one patient at the moment of sending: whoever said STOP, was closed or merged since is left out (MSG-176). */
export function decideSending(
  way: Way,
  facts: (ReachFacts & { readonly merged: boolean }) | null,
  taken: boolean,
): Move {
  if (facts === null || !facts.active) return { kind: "leave-out", because: "inactive" };
  if (facts.merged) return { kind: "leave-out", because: "merged" };
  const channel = channelOf(way, facts);
  if (channel === null) return { kind: "leave-out", because: unreachable(way, facts) };
  return taken ? { kind: "family" } : { kind: "send", channel };
}
