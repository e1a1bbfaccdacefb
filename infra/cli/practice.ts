import { resolve } from "node:path";
import { Command } from "commander";
import { sleep } from "@practicum/tooling/child";
import { readKey } from "../src/backup/key.ts";
import { openBackup } from "../src/backup/make.ts";
import { enterOperatorAct } from "../src/operator-log.ts";
import { exportPractice } from "../src/practice-export.ts";
import { checkRemoval, practiceFolders } from "../src/practice-removal.ts";
import { addPractice, changePractice, knownPractices, type PracticeEntry } from "../src/practices.ts";
import { paths, runningInstance } from "../src/state.ts";

/** `practicum practice list|create|pause|resume|export|read|remove`: the practices of this installation; what is done is written down. */
export function command(): Command {
  const group = new Command("practice").description("the practices of this installation");
  for (const one of [list(), create(), pause(), resume(), exportOne(), read(), remove()]) group.addCommand(one);
  return group;
}

const list = () =>
  new Command("list").description("name them, and how each is").action(async () => {
    const running = (await runningInstance())?.practices ?? {};
    const lines = (await knownPractices()).map(
      (entry) => `${entry.slug.padEnd(24)} ${stateOf(entry, running).padEnd(30)} ${entry.name}`,
    );
    console.log(lines.length === 0 ? "There is none yet: begin with `npm start -- --empty`." : lines.join("\n"));
  });

/** As it is written down, and where that differs, what the processes know. */
export function stateOf(entry: PracticeEntry, running: Readonly<Record<string, "open" | "paused">>): string {
  if (entry.remove === true) return "goes at the next start";
  const wanted = entry.paused === true ? "paused" : "open";
  const now = running[entry.slug];
  if (now === undefined)
    return Object.keys(running).length === 0 ? `${wanted} (nothing runs)` : "begins at the next start";
  return now === wanted ? wanted : `${now}, ${wanted} within seconds`;
}

const create = () =>
  new Command("create")
    .description("one more practice; the next start prints the link to found it by")
    .argument("<short-name>", "in addresses and at sign-in: small letters, digits, hyphens")
    .action(async (slug: string) => {
      const entry = await addPractice(slug);
      await enterOperatorAct("create", entry);
      console.log(`"${slug}" begins at the next start, which prints the link for its founder: ${AGAIN}`);
    });

const pause = () =>
  new Command("pause")
    .description("let nobody of it in; timers rest, and what comes waits")
    .argument("<short-name>")
    .action(async (slug: string) => {
      const entry = await changePractice(slug, (before) =>
        before.paused === true ? before : { ...before, paused: true, pausedAt: new Date().toISOString() },
      );
      await enterOperatorAct("pause", entry);
      console.log(await whenTaken(slug, "paused"));
    });

const resume = () =>
  new Command("resume")
    .description("let its people in again; what waited is done. It takes back `remove` as well")
    .argument("<short-name>")
    .action(async (slug: string) => {
      const entry = await changePractice(slug, (before) => ({ ...before, paused: false, remove: false }));
      await enterOperatorAct("resume", entry);
      console.log(await whenTaken(slug, "open"));
    });

const exportOne = () =>
  new Command("export")
    .description("all of it in one encrypted archive of open formats, read back whole")
    .argument("<short-name>")
    .requiredOption("--to <folder>", "where the file goes")
    .requiredOption("--key <file>", "from `backup key`, or another made like it for whoever gets the file")
    .action(async (slug: string, { to, key }: { to: string; key: string }) => {
      const instance = await runningInstance();
      if (instance === undefined || instance.url === "")
        throw new Error("Practicum does not run from this folder: its database is asked. Begin with `npm start`.");
      const entry = await changePractice(slug, (same) => same);
      const at = new Date().toISOString();
      const done = await exportPractice({
        adminUrl: instance.databaseUrl,
        entry,
        folders: practiceFolders(),
        to: resolve(to),
        key: await readKey(key),
        scratchIn: paths.root,
      });
      await changePractice(slug, (before) => ({ ...before, exported: { file: done.file, at } }));
      await enterOperatorAct("export", entry, { file: done.file });
      console.log(`${done.file}: ${done.rows} rows and ${done.files} files, read back whole`);
    });

const read = () =>
  new Command("read")
    .description("open an export into a folder")
    .argument("<export>")
    .requiredOption("--key <file>", "the one it was made for")
    .requiredOption("--into <folder>", "a folder that is not there yet, or empty")
    .action(async (file: string, { key, into }: { key: string; into: string }) => {
      const { identity } = await readKey(key);
      console.log(`${await openBackup(file, identity, resolve(into))} files in ${into}; README.txt says what is what`);
    });

const remove = () =>
  new Command("remove")
    .description("take it away for good: paused, exported since, and its name typed. It goes at the next start")
    .argument("<short-name>")
    .requiredOption("--name <name>", "its name, as `practice list` prints it")
    .requiredOption("--key <file>", "of its export, which is read once more")
    .action(async (slug: string, { name, key }: { name: string; key: string }) => {
      const entry = await changePractice(slug, (same) => same);
      checkRemoval(entry, name);
      const { identity } = await readKey(key);
      const files = await openBackup(entry.exported?.file ?? "", identity, undefined);
      await changePractice(slug, (before) => ({ ...before, remove: true }));
      await enterOperatorAct("remove", entry);
      console.log(`Its export is whole (${files} files). "${slug}" goes at the next start: ${AGAIN}`);
      console.log(`Until then \`npm run practicum -- practice resume ${slug}\` takes it back.`);
    });

const AGAIN = "`npm run practicum -- stop`, then `npm start`.";
const WAIT_MS = 20_000;

async function whenTaken(slug: string, wanted: "open" | "paused"): Promise<string> {
  for (let waitedMs = 0; waitedMs < WAIT_MS; waitedMs += 250) {
    const running = (await runningInstance())?.practices;
    if (running === undefined) return `"${slug}" is ${wanted} from the next start on.`;
    if (running[slug] === undefined) return `"${slug}" begins at the next start, and is ${wanted} then.`;
    if (running[slug] === wanted) return `"${slug}" is ${wanted}.`;
    await sleep(250);
  }
  return `"${slug}" is to be ${wanted}, and the processes have not said so yet: \`npm run practicum -- doctor\`.`;
}
