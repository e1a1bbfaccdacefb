import type { Instant } from "@practicum/kernel/instant";
import { endOf, type Entry } from "../entry.ts";
import type { KeptEntry } from "./chest.ts";
import { isStep } from "./shelf.ts";

/** Something that was done in a world, as a person counts it: days that pass one after the other are one step. */
export interface Step {
  /** The place in the log of its first entry. */
  readonly entry: number;
  readonly at: Instant;
  /** When it was over. */
  readonly to: Instant;
  readonly kind: Entry["kind"];
  /** Null where nobody did it. */
  readonly staffId: string | null;
  readonly what: string;
  /** Whom its input names; null where nobody. */
  readonly patientId: string | null;
  readonly commandId: string | null;
  readonly refused: boolean;
}

/** The steps of a log, the first one first. */
export function stepsOf(log: readonly KeptEntry[]): readonly Step[] {
  const steps: Step[] = [];
  let passing = false;
  for (const [index, { entry, how }] of log.entries()) {
    if (!isStep(entry)) continue;
    const last = steps.at(-1);
    if (entry.kind === "jump" && passing && last !== undefined) {
      steps[steps.length - 1] = { ...last, to: entry.to };
      continue;
    }
    passing = entry.kind === "jump";
    steps.push({
      entry: index,
      at: entry.at,
      to: endOf(entry),
      kind: entry.kind,
      staffId: entry.kind === "command" ? entry.staffId : null,
      what: wordsOf(entry),
      patientId: entry.kind === "command" ? patientOf(entry.body) : null,
      commandId: entry.kind === "command" ? entry.commandId : null,
      refused: how === "refused" || how === "failed",
    });
  }
  return steps;
}

function wordsOf(entry: Entry): string {
  switch (entry.kind) {
    case "command":
    case "read":
      return sentence(entry.path.slice(entry.path.indexOf(".") + 1));
    case "jump":
      return "Time passed";
    case "inject":
      return "A file came from outside";
    case "staffing":
      return entry.staffing.work === "rest" ? "Colleagues rest" : `Colleagues work: ${entry.staffing.style}`;
    case "lesson":
      return "The lesson began";
    case "hint":
      return "A hint was asked for";
    case "hand-in":
      return "The exam was handed in";
  }
}

/** `bookAppointment` is "Book appointment". */
function sentence(operation: string): string {
  const words = operation.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function patientOf(body: string): string | null {
  if (body === "") return null;
  const { patientId }: { readonly patientId?: unknown } = JSON.parse(body);
  return typeof patientId === "string" ? patientId : null;
}
