import { Command } from "commander";
import { operations } from "@practicum/contracts/operations";
import type { z } from "zod";
import { asOperator } from "../src/operator.ts";
import { SERVICES } from "../src/service-names.ts";
import { type Instance, runningInstance } from "../src/state.ts";

type Waiting = z.output<typeof operations.opsStatus.output> & { readonly practice: string; readonly service: string };

/** `practicum status`: the processes, and what waits in each service. */
export function command(): Command {
  return new Command("status")
    .description("what runs and what waits")
    .option("--json", "print it as JSON", false)
    .action(async ({ json }: { json: boolean }) => {
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
      const instance = await runningInstance();
      console.log(
        json
          ? JSON.stringify({ url: instance?.url, processes: instance?.processes, waiting }, undefined, 2)
          : statusText(instance, waiting),
      );
    });
}

/** A person's view. An address that is not there yet is said to be so. */
export function statusText(
  instance: Pick<Instance, "url" | "processes"> | undefined,
  waiting: readonly Waiting[],
): string {
  const processes = Object.entries(instance?.processes ?? {});
  const widest = Math.max(...processes.map(([name]) => name.length), 0);
  const rows = waiting.map((row) => [
    row.practice,
    row.service,
    String(row.unpublished),
    String(row.timersDue),
    String(row.timersWaiting),
    String(row.deadLetters),
  ]);
  return [
    instance?.url ? `Screens: ${instance.url}` : "Screens: not served yet, Practicum is still starting.",
    "",
    ...processes.map(([name, pid]) => `  ${name.padEnd(widest)}  process ${pid}`),
    "",
    ...table([["practice", "service", "events to publish", "timers due", "timers waiting", "dead letters"], ...rows]),
    ...(waiting.some((row) => row.deadLetters > 0) ? ["", "See `npm run practicum -- dead-letters`."] : []),
  ].join("\n");
}

/** Words to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
