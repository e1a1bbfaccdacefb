import { Command } from "commander";
import { aboutFounding } from "../src/founding.ts";
import { knownPractices } from "../src/practices.ts";
import { runningInstance } from "../src/state.ts";

/** `practicum found`: another link to found the practice by; the one before opens nothing any more. */
export function command(): Command {
  return new Command("found")
    .description("print a new one-time link by which the practice of an empty installation is founded")
    .action(async () => {
      const instance = await runningInstance();
      if (instance === undefined || instance.url === "")
        throw new Error("Practicum does not run from this folder: begin with `npm start -- --empty`.");
      const urlOf = ({ database }: { readonly database: string }) => {
        const url = new URL(instance.databaseUrl);
        url.pathname = `/${database}`;
        return url.href;
      };
      const lines = await aboutFounding(await knownPractices(), urlOf, instance.url);
      console.log(lines.length === 0 ? "The practice is founded: its people sign in." : lines.join("\n"));
    });
}
