import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { instantFromMs } from "@practicum/kernel/instant";
import { demoPractice } from "../src/demo.ts";
import { runningInstance } from "../src/state.ts";
import { demoPeople } from "./day/demo-people.ts";
import { HttpPractice } from "./day/http-practice.ts";
import { runDay, writeExchange } from "./day/run-day.ts";

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 500)
    throw new InvalidArgumentError("a whole number from 1 to 500");
  return value;
}

/** `practicum day`: the practice that `npm start` runs lives through a day; its people do every step through the gateway. */
export function command(): Command {
  return new Command("day")
    .description("Run a whole practice day through the gateway of the running demonstration, as its people would")
    .option("--visits <number>", "how many visits", wholeNumber, 20)
    .option("--seed <text>", "the same seed makes the same patients and visits", "7")
    .option("--out <folder>", "write what was exchanged with the clearinghouse below this folder")
    .option("--url <address>", "the gateway; by default that of the running demonstration")
    .option(
      "--run <key>",
      "names this run; a run of the same name today is refused where it repeats itself",
      `${Date.now()}`,
    )
    .option("--payers-wait <seconds>", "how long to wait for the payers", wholeNumber, 240)
    .action(
      async (options: {
        visits: number;
        seed: string;
        out?: string;
        url?: string;
        run: string;
        payersWait: number;
      }) => {
        const url = options.url ?? (await runningInstance())?.url;
        if (!url) throw new Error("no practice is running here: run `npm start` first, or give --url");
        const started = instantFromMs(Date.now());
        const practice = new HttpPractice(url, demoPractice.slug, demoPeople());
        const summary = await runDay(practice, {
          visits: options.visits,
          seed: options.seed,
          runKey: options.run,
          payersWaitMs: options.payersWait * 1000,
          progress: (text) => process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${text}` : `${text}\n`),
        });
        if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
        if (options.out) {
          const files = await writeExchange(practice, options.out, started);
          await writeFile(join(options.out, "summary.json"), `${JSON.stringify({ ...summary, files }, null, 2)}\n`);
        }
        console.log(JSON.stringify(summary, null, 2));
        if (summary.ledgerSum !== 0 || summary.unbalancedTransactions !== 0 || summary.signed !== summary.visits)
          process.exitCode = 1;
      },
    );
}
