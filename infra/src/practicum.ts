/* `npm run practicum -- COMMAND`: one command is loaded, the one that was asked for. */
import "./data-folder.ts";
import { Command } from "commander";

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<{ command(): Command }>;
}

const ENTRIES: readonly Entry[] = [
  { name: "x12", summary: "read an X12 file and show it, or its faults", load: () => import("../cli/x12.ts") },
  { name: "codes", summary: "load and look up code sets", load: () => import("../cli/codes.ts") },
  {
    name: "forecast",
    summary: "hold the immunization forecast against CDC's cases",
    load: () => import("../cli/forecast.ts"),
  },
  { name: "day", summary: "run a whole practice day through the gateway", load: () => import("../cli/day.ts") },
  { name: "import", summary: "bring in records from elsewhere", load: () => import("../cli/import-fhir.ts") },
  { name: "audit", summary: "verify the audit trail", load: () => import("../cli/audit.ts") },
  { name: "keys", summary: "replace the keys that messages are signed by", load: () => import("../cli/keys.ts") },
  { name: "replay", summary: "publish the events of a span of time again", load: () => import("../cli/replay.ts") },
  {
    name: "dead-letters",
    summary: "see and replay what failed too often",
    load: () => import("../cli/dead-letters.ts"),
  },
  {
    name: "practice",
    summary: "the practices of this installation: make, pause, take along, remove",
    load: () => import("../cli/practice.ts"),
  },
  { name: "found", summary: "a new link to found the practice by", load: () => import("../cli/found.ts") },
  {
    name: "clearinghouse",
    summary: "how files name the practice and its clearinghouse",
    load: () => import("../cli/clearinghouse.ts"),
  },
  {
    name: "mail",
    summary: "send a test mail by the mail server of the settings",
    load: () => import("../cli/mail.ts"),
  },
  { name: "config", summary: "check and explain the settings", load: () => import("../cli/config.ts") },
  { name: "backup", summary: "save the whole installation, encrypted", load: () => import("../cli/backup.ts") },
  { name: "restore", summary: "put a backup into an empty installation", load: () => import("../cli/restore.ts") },
  {
    name: "drill",
    summary: "restore the last backup beside and look whether it is whole",
    load: () => import("../cli/drill.ts"),
  },
  { name: "doctor", summary: "say what is wrong, and what to do", load: () => import("../cli/doctor.ts") },
  { name: "stop", summary: "stop what runs; its data stays", load: () => import("../cli/stop.ts") },
  { name: "verify", summary: "do a learner's passport again, and compare", load: () => import("../cli/verify.ts") },
  { name: "sbom", summary: "what it is made of, and by which licences", load: () => import("../cli/sbom.ts") },
  { name: "status", summary: "what runs and what waits", load: () => import("../cli/status.ts") },
];

// npm goes to the top of the checkout first; a path that a person types is meant from where the person is.
if (process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);

// Who reads our lines may have seen enough: `practicum status | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));

const program = new Command("practicum").description("Runs and looks after a practice from the command line.");
program.showHelpAfterError().exitOverride();

try {
  const wanted = process.argv[2];
  const entry = ENTRIES.find(({ name }) => name === wanted);
  if (entry === undefined) {
    for (const { name, summary } of ENTRIES) program.command(name).description(summary);
  } else {
    program.addCommand((await entry.load()).command());
  }
  await program.parseAsync();
} catch (error) {
  // Commander has said what was wrong with the words; it throws so that we choose the exit code.
  const isUsage = error instanceof Error && "code" in error && String(error.code).startsWith("commander.");
  const isHelp = isUsage && "exitCode" in error && error.exitCode === 0;
  if (!isUsage) console.error(`✖ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = isHelp ? 0 : isUsage ? 2 : 1;
}
