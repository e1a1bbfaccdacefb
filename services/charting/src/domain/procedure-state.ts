import {
  procedureKinds,
  type ProcedureKind,
  type ProcedureState,
  type ProcedureStep,
} from "@practicum/contracts/charting/procedures";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { standing } from "./said-steps.ts";

/** A step that was said, and when. */
export interface SaidStep {
  readonly stepId: string;
  readonly step: ProcedureStep;
  readonly on: LocalDate;
  readonly by: string;
}

/**
 * What an order waits for (CHT-216).
 *
 * ordered -> done -> sent -> resulted -> reviewed -> told: each only after the one before. Without a specimen it ends with `done`.
 */
export function procedureStateOf(kind: ProcedureKind, steps: readonly SaidStep[]): ProcedureState {
  const last = standing(steps).at(-1)?.step.kind;
  switch (last) {
    case undefined:
    case "taken-back":
      return "ordered";
    case "done":
      return procedureKinds[kind].hasSpecimen ? "to-send" : "closed";
    case "not-done":
      return "not-done";
    case "sent":
      return "at-laboratory";
    case "resulted":
      return "to-review";
    case "reviewed":
      return "to-tell";
    case "told":
      return "closed";
  }
}

const FOLLOWS: { readonly [S in ProcedureState]: readonly ProcedureStep["kind"][] } = {
  ordered: ["done", "not-done"],
  "to-send": ["sent"],
  "at-laboratory": ["resulted"],
  "to-review": ["reviewed"],
  "to-tell": ["told"],
  closed: [],
  "not-done": [],
};

interface Order {
  readonly kind: ProcedureKind;
  readonly orderedOn: LocalDate;
  readonly steps: readonly SaidStep[];
}

/** Whether a step can be said of an order now (CHT-216), and on that day (CHT-217). The last one that stands can be taken back. */
export function decideProcedureStep(
  { kind, orderedOn, steps }: Order,
  step: ProcedureStep,
  today: LocalDate,
): Result<undefined, DomainError> {
  const state = procedureStateOf(kind, steps);
  const stands = standing(steps);
  if (step.kind === "taken-back")
    return stands.at(-1)?.stepId === step.stepId ? ok() : fail("wrong-order-step", { detail: { status: state } });
  if (!FOLLOWS[state].includes(step.kind)) return fail("wrong-order-step", { detail: { status: state } });
  if (step.kind === "done") return decideDay("step.performedOn", step.performedOn, orderedOn, today);
  if (step.kind !== "resulted") return ok();
  const done = stands.find((one) => one.step.kind === "done")?.step;
  return decideDay("step.reportedOn", step.reportedOn, done?.kind === "done" ? done.performedOn : orderedOn, today);
}

function decideDay(field: string, day: LocalDate, from: LocalDate, today: LocalDate): Result<undefined, DomainError> {
  const message =
    day > today ? "That day has not come yet." : day < from ? "That is before it was ordered or taken." : null;
  return message === null ? ok() : fail("invalid-input", { field, fields: [{ field, message }] });
}

/** How long each step may wait, in days, and whose it is. */
const CLOCK: { readonly [S in ProcedureState]?: { readonly days: number; readonly owner: "provider" | "assistants" } } =
  {
    ordered: { days: 0, owner: "provider" },
    "to-send": { days: 1, owner: "assistants" },
    "at-laboratory": { days: 10, owner: "assistants" },
    "to-review": { days: 2, owner: "provider" },
    "to-tell": { days: 3, owner: "provider" },
  };

/** The clock of the open step: since when, until when, whose, and whether that has passed (CHT-218); null where nothing waits. */
export function procedureClock({ kind, orderedOn, steps, provider }: Order & { provider: string }, today: LocalDate) {
  const clock = CLOCK[procedureStateOf(kind, steps)];
  if (!clock) return null;
  const since = standing(steps).at(-1)?.on ?? orderedOn;
  const due = addDays(since, clock.days);
  const owner = clock.owner === "provider" ? provider : "Medical assistants";
  return { since, due, owner, isOverdue: today > due };
}

/** "100042-A": the patient's number and a letter that counts the containers (CHT-215). */
export function specimenLabel(mrn: string, before: number): string {
  let letters = "";
  for (let n = before; n >= 0; n = Math.floor(n / 26) - 1) letters = String.fromCharCode(65 + (n % 26)) + letters;
  return `${mrn}-${letters}`;
}
