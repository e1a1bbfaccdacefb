import { Command, InvalidArgumentError } from "commander";
import { operations } from "@practicum/contracts/operations";
import { instant, type Instant } from "@practicum/kernel/instant";
import { asOperator } from "../src/operator.ts";
import { SERVICES } from "../src/service-names.ts";

/**
 * `practicum replay --from T --to T [--service S]`: publishes the events of a span of time again, after a message store was
 * lost or a consumer was mended. Consumers that have them already ignore them.
 */
export function command(): Command {
  return new Command("replay")
    .description("publish the events of a span of time again; who has them already ignores them")
    .requiredOption("--from <time>", "ISO 8601 with an offset, inclusive", moment)
    .requiredOption("--to <time>", "ISO 8601 with an offset, exclusive", moment)
    .option("--service <name>", `one of ${SERVICES.join(", ")}; all when left out`, serviceName)
    .action(async ({ from, to, service }: { from: Instant; to: Instant; service?: string }) => {
      if (from >= to) throw new InvalidArgumentError("--from must come before --to");
      await asOperator(async ({ practices, ask }) => {
        for (const practice of practices) {
          for (const name of service === undefined ? SERVICES : [service]) {
            const { events } = await ask(operations, name, practice, "opsReplayOutbox", { from, to });
            console.log(`${practice.slug} ${name}: ${events} events are published again`);
          }
        }
      });
    });
}

function moment(text: string): Instant {
  try {
    return instant(text);
  } catch {
    throw new InvalidArgumentError("Write a moment such as 2026-11-22T08:00:00-08:00.");
  }
}

function serviceName(text: string): string {
  if (!SERVICES.some((name) => name === text)) throw new InvalidArgumentError(`There are ${SERVICES.join(", ")}.`);
  return text;
}
