import { Command } from "commander";
import { operations } from "@practicum/contracts/operations";
import { asOperator } from "../src/operator.ts";
import { SERVICES } from "../src/service-names.ts";
import { runningInstance } from "../src/state.ts";

/** `practicum status`: the processes, and what waits in each service, as JSON. */
export function command(): Command {
  return new Command("status").description("what runs and what waits, as JSON").action(async () => {
    const instance = await runningInstance();
    const waiting = await asOperator(async ({ practices, ask }) => {
      const rows = practices.flatMap((practice) => SERVICES.map((service) => ({ practice, service })));
      return Promise.all(
        rows.map(async ({ practice, service }) => ({
          practice: practice.slug,
          service,
          ...(await ask(operations, service, practice, "opsStatus", {})),
        })),
      );
    });
    console.log(JSON.stringify({ url: instance?.url, processes: instance?.processes, waiting }, undefined, 2));
  });
}
