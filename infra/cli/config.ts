import { Command } from "commander";
import { z } from "zod";
import { certificateFindings } from "../src/certificate-findings.ts";
import { checkBroker, checkDatabase } from "../src/check-servers.ts";
import { cookiesAreSecure } from "../src/settings-faults.ts";
import { settingsSchema } from "../src/settings-schema.ts";
import { loadSettings, settingsFile } from "../src/settings.ts";

/** `practicum config check|explain`: what is wrong with the settings, and what each means. */
export function command(): Command {
  const check = new Command("check")
    .description("say what is wrong with the settings, and with the servers they name; fails when something is")
    .argument("[file]", "default: PRACTICUM_SETTINGS, or practicum.json in the data folder")
    .action(async (file: string | undefined) => {
      const settings = loadSettings(file ?? settingsFile());
      const { database, broker, web } = settings;
      if (database.url !== undefined) console.log(`\u2714 PostgreSQL ${await checkDatabase(database.url)}`);
      if (broker.url !== undefined && broker.url !== "memory") {
        await checkBroker(broker.url, broker);
        console.log("\u2714 NATS, with JetStream");
      }
      for (const { what, remedy } of await certificateFindings(settings, new Date())) {
        if (remedy !== undefined) throw new Error(`${what}. ${remedy}`);
        console.log(`\u2714 ${what}`);
      }
      const cookies = cookiesAreSecure(settings) ? "for https alone" : "for http too";
      console.log(`\u2714 web: ${web.publicOrigins.join(", ") || "this machine's own names"}; sessions are ${cookies}`);
      console.log("\u2714 The settings are right.");
    });
  const explain = new Command("explain")
    .description("print each setting, what it means and what it is when left out")
    .action(() => {
      console.log(explanation());
    });
  return new Command("config").description("check and explain the settings").addCommand(check).addCommand(explain);
}

interface Described {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: { readonly [name: string]: Described };
}

export function explanation(): string {
  const schema = z.toJSONSchema(settingsSchema, { io: "input" }) as Described;
  const lines = Object.entries(schema.properties ?? {}).flatMap(([part, { properties = {} }]) =>
    Object.entries(properties).map(([name, { description, default: left }]) => {
      const otherwise = left === undefined ? "" : ` (${JSON.stringify(left)})`;
      return `${part}.${name}${otherwise}\n    ${description ?? ""}`;
    }),
  );
  return ["One JSON file; in brackets what is taken when a setting is left out.", "", ...lines].join("\n");
}
