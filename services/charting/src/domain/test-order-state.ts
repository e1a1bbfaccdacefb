import type { ResultValue } from "@practicum/contracts/charting/in-house";
import type { TestGravity, TestPriority, TestState, TestStep } from "@practicum/contracts/charting/test-orders";
import { fail, type DomainError } from "@practicum/contracts/error";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { standing } from "./said-steps.ts";

/** A step that was said, and when. */
export interface SaidTestStep {
  readonly stepId: string;
  readonly step: TestStep;
  readonly on: LocalDate;
}

type Kind = TestStep["kind"];
type StepOf<K extends Kind> = Extract<TestStep, { kind: K }>;

/** The last step of a kind that stands. */
export function lastTestStep<K extends Kind>(steps: readonly SaidTestStep[], kind: K): StepOf<K> | null {
  const found = standing(steps).findLast(({ step }) => step.kind === kind)?.step;
  return found === undefined ? null : (found as StepOf<K>);
}

/** A part of a report stands in the chart and moves nothing: the laboratory has not finished. */
const isPart = ({ step }: SaidTestStep) => step.kind === "resulted" && step.status === "partial";

/** The step since which it stands as it does; undefined where it was only written. */
function movedBy(steps: readonly SaidTestStep[]): SaidTestStep | undefined {
  return standing(steps).findLast((one) => !isPart(one));
}

/**
 * What an order waits for (CHT-373).
 *
 * draft -> signed -> sent -> collected -> resulted -> reviewed -> told. A result may come without anybody's having said that it was collected. What the
 * laboratory rejects is sent anew; a corrected report is reviewed again, whatever was said of the one before.
 */
export function testStateOf(steps: readonly SaidTestStep[]): TestState {
  const last = movedBy(steps)?.step;
  switch (last?.kind) {
    case "signed":
      return "to-send";
    case "sent":
      return hasPart(steps) ? "collected" : "sent";
    case "collected":
      return "collected";
    case "resulted":
      return "to-review";
    case "rejected":
      return "rejected";
    case "reviewed":
      return last.disposition === "no-action" ? "closed" : "to-tell";
    case "told":
      return "closed";
    case "cancelled":
      return "cancelled";
    default:
      return "draft";
  }
}

/** Of what a part was reported the specimen is there. */
function hasPart(steps: readonly SaidTestStep[]): boolean {
  const last = standing(steps).at(-1);
  return last !== undefined && isPart(last);
}

const FOLLOWS: { readonly [S in TestState]: readonly Kind[] } = {
  draft: ["signed", "cancelled"],
  "to-send": ["sent", "cancelled"],
  sent: ["collected", "resulted", "rejected", "cancelled"],
  collected: ["resulted", "rejected"],
  rejected: ["sent", "cancelled"],
  "to-review": ["resulted", "reviewed"],
  "to-tell": ["told", "resulted"],
  closed: ["resulted"],
  cancelled: [],
};

interface Facts {
  readonly orderedOn: LocalDate;
  readonly steps: readonly SaidTestStep[];
}

/** Whether a step can be said of an order now (CHT-373), on that day, with what it needs (CHT-384). The last one that stands can be taken back. */
export function decideTestStep(
  { orderedOn, steps }: Facts,
  step: TestStep,
  today: LocalDate,
): Result<undefined, DomainError> {
  const state = testStateOf(steps);
  const wrong = fail("wrong-order-step", { detail: { status: state } });
  if (step.kind === "taken-back") return standing(steps).at(-1)?.stepId === step.stepId ? ok() : wrong;
  if (!FOLLOWS[state].includes(step.kind)) return wrong;
  switch (step.kind) {
    case "collected":
      return decideDay("step.on", step.on, orderedOn, today);
    case "resulted":
      return decideReport(steps, step, orderedOn, today);
    case "reviewed":
      return decideReview(gravityOf(steps), step);
    default:
      return ok();
  }
}

function decideReport(
  steps: readonly SaidTestStep[],
  step: StepOf<"resulted">,
  orderedOn: LocalDate,
  today: LocalDate,
): Result<undefined, DomainError> {
  const before = lastTestStep(steps, "resulted");
  const isWhole = before !== null && before.status !== "partial";
  if (isWhole && step.status !== "corrected")
    return refuse("status", "There is a whole report already. Enter a corrected one, or take that one back.");
  if (!isWhole && step.status === "corrected") return refuse("status", "There is no whole report yet to be corrected.");
  return decideDay("reportedOn", step.reportedOn, orderedOn, today);
}

/** What is not normal is not called so, and what is done about nothing has a reason (CHT-384). */
function decideReview(
  gravity: TestGravity | null,
  { disposition, plan }: StepOf<"reviewed">,
): Result<undefined, DomainError> {
  if (disposition === "normal" && gravity !== "normal")
    return refuse("step.disposition", "It is not normal: say what is to be done, or why nothing is.");
  if (plan !== "" || disposition === "normal" || disposition === "call") return ok();
  return refuse(
    "step.plan",
    disposition === "no-action" ? "Say why nothing is to be done." : "Say what is to be done.",
  );
}

function decideDay(field: string, day: LocalDate, from: LocalDate, today: LocalDate): Result<undefined, DomainError> {
  if (day > today) return refuse(field, "That day has not come yet.");
  return day < from ? refuse(field, "That is before it was ordered.") : ok();
}

function refuse(field: string, message: string): Result<undefined, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** How grave the report is that stands (CHT-380); null as long as there is none. */
export function gravityOf(steps: readonly SaidTestStep[]): TestGravity | null {
  const report = lastTestStep(steps, "resulted");
  return report && gravityOfValues(report.values);
}

export function gravityOfValues(values: readonly Pick<ResultValue, "flag" | "critical">[]): TestGravity {
  if (values.some((one) => one.critical)) return "critical";
  return values.some((one) => one.flag !== null) ? "abnormal" : "normal";
}

type Owner = "provider" | "assistants";

/** How many days each step may take, and whose it is (CHT-375). */
const CLOCK: {
  readonly [S in TestState]: { readonly days: { readonly [P in TestPriority]: number }; readonly owner: Owner } | null;
} = {
  // A draft stands in an open note, which waits by itself.
  draft: null,
  "to-send": { days: { routine: 1, urgent: 0, stat: 0 }, owner: "assistants" },
  sent: { days: { routine: 14, urgent: 3, stat: 1 }, owner: "assistants" },
  collected: { days: { routine: 5, urgent: 2, stat: 1 }, owner: "assistants" },
  rejected: { days: { routine: 2, urgent: 1, stat: 0 }, owner: "assistants" },
  "to-review": { days: { routine: 2, urgent: 1, stat: 0 }, owner: "provider" },
  "to-tell": { days: { routine: 3, urgent: 1, stat: 0 }, owner: "provider" },
  closed: null,
  cancelled: null,
};

export interface TestClock {
  readonly since: LocalDate;
  readonly due: LocalDate;
  readonly owner: string;
}

/** The clock of the open step; null where nothing waits. A critical result is reviewed on its day. */
export function testClock(order: {
  readonly orderedOn: LocalDate;
  readonly priority: TestPriority;
  readonly provider: string;
  readonly steps: readonly SaidTestStep[];
}): TestClock | null {
  const state = testStateOf(order.steps);
  const clock = CLOCK[state];
  if (clock === null) return null;
  const part = hasPart(order.steps) ? standing(order.steps).at(-1) : undefined;
  const since = (part ?? movedBy(order.steps))?.on ?? order.orderedOn;
  const isCritical = state === "to-review" && gravityOf(order.steps) === "critical";
  const due = addDays(since, isCritical ? 0 : clock.days[order.priority]);
  return { since, due, owner: clock.owner === "provider" ? order.provider : "Medical assistants" };
}
