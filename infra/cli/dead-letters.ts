import { Command } from "commander";
import { operations } from "@practicum/contracts/operations";
import type { Id } from "@practicum/kernel/brand";
import { asOperator, type Operator } from "../src/operator.ts";
import type { PracticeEntry } from "../src/practices.ts";
import { SERVICES } from "../src/service-names.ts";

/** A page of one service's dead letters; who has more than this has another problem first. */
const LIMIT = 500;

/** `practicum dead-letters list|replay`: what failed as often as it may, and another try once its reason is mended. */
export function command(): Command {
  const list = new Command("list")
    .description("dead letters that nobody replayed yet, as JSON; this is also what `dead-letters` alone does")
    .option("--all", "those replayed too", false)
    .action(async ({ all }: { all: boolean }) => {
      const letters = await asOperator((operator) =>
        gather(operator, async (practice, service) => {
          const found = await operator.ask(operations, service, practice, "opsDeadLetters", {
            open: !all,
            limit: LIMIT,
          });
          return found.map((letter) => ({ practice: practice.slug, service, ...letter }));
        }),
      );
      if (letters.length === 0) console.error("There are no dead letters: nothing failed too often.");
      console.log(JSON.stringify(letters, undefined, 2));
    });
  const replay = new Command("replay")
    .description("handle dead letters again: the one named, or all that are open")
    .argument("[id]", "of one dead letter, from `list`")
    .action(async (id: string | undefined) => {
      const done = await asOperator((operator) =>
        gather(operator, (practice, service) => replayIn(operator, practice, service, id)),
      );
      if (id !== undefined && done.length === 0) throw new Error(`There is no open dead letter ${id}.`);
      for (const line of done) console.log(line);
      if (done.length === 0) console.log("There are no open dead letters.");
    });
  return new Command("dead-letters")
    .description("see and replay what failed too often")
    .addCommand(list, { isDefault: true })
    .addCommand(replay);
}

async function replayIn(
  { ask }: Operator,
  practice: PracticeEntry,
  service: string,
  only: string | undefined,
): Promise<string[]> {
  const letters = await ask(operations, service, practice, "opsDeadLetters", { open: true, limit: LIMIT });
  const lines: string[] = [];
  // Oldest first, as they came.
  for (const { deadLetterId, handler, subject } of letters.toReversed()) {
    if (only !== undefined && deadLetterId !== only) continue;
    const about = `${practice.slug} ${service} ${handler} ${subject} ${deadLetterId}`;
    lines.push(`${about}: ${await tryAgain(ask, practice, service, deadLetterId)}`);
  }
  return lines;
}

/** One that fails again stays dead and does not keep the others. */
async function tryAgain(
  ask: Operator["ask"],
  practice: PracticeEntry,
  service: string,
  deadLetterId: Id<"dead-letter">,
): Promise<string> {
  try {
    const { replayed } = await ask(operations, service, practice, "opsReplayDeadLetter", { deadLetterId });
    return replayed ? "replayed" : "was replayed before";
  } catch (error) {
    process.exitCode = 1;
    return `failed again: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function gather<T>(
  { practices }: Operator,
  each: (practice: PracticeEntry, service: string) => Promise<T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (const practice of practices) {
    for (const service of SERVICES) all.push(...(await each(practice, service)));
  }
  return all;
}
