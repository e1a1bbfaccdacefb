import { appendFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import type { PracticeEntry } from "./practices.ts";
import { paths } from "./state.ts";

export const operatorLog = join(paths.root, "operator.ndjson");

/** Writes down what the operator did to a practice; it stays when the practice has gone (SVC-42). */
export async function enterOperatorAct(
  act: "create" | "pause" | "resume" | "export" | "remove" | "removed",
  { id, slug, name }: Pick<PracticeEntry, "id" | "slug" | "name">,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const entry = { at: new Date().toISOString(), by: userInfo().username, act, practiceId: id, slug, name, ...more };
  await appendFile(operatorLog, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
}
