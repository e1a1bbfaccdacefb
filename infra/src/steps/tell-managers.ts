import { messaging } from "@practicum/contracts/messaging";
import { uuidV7 } from "@practicum/kernel/random";
import { systemClock, systemRandom } from "@practicum/service/clock";
import { asOperator } from "../operator.ts";
import { step } from "./step.ts";

interface Input {
  readonly title: string;
  readonly detail: string;
  /** Of this practice alone, by its short name; else of each. */
  readonly practice?: string;
}

/** Makes a task for the managers of every practice, or of one: what the operator must know, and perhaps does not read in a terminal. */
await step<Input, { readonly told: number }>(async ({ title, detail, practice: only }) => {
  const ids = uuidV7(systemClock, systemRandom);
  return asOperator(async ({ practices, ask }) => {
    for (const practice of practices) {
      if (practice.paused === true || (only !== undefined && practice.slug !== only)) continue;
      await ask(messaging, "messaging", practice, "createTask", {
        taskId: ids.next(),
        title,
        detail,
        patientId: null,
        ownerId: null,
        pool: "practice-manager",
        dueOn: null,
        priority: "high",
        about: null,
      });
    }
    return { told: practices.length };
  });
});
