import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { ended } from "@practicum/tooling/child";
import { guard } from "@practicum/tooling/guard";
import { repositoryRoot } from "@practicum/tooling/paths";

export interface Ran {
  readonly ok: boolean;
  /** Both streams, in order of arrival. */
  readonly output: string;
  /** How it ended, when not well. */
  readonly failure: string | undefined;
}

/** Folders whose programs our tools look for: the pinned Node first, then what is installed at the top. */
const toolPath = [
  join(repositoryRoot, "node_modules", "node", "bin"),
  join(repositoryRoot, "node_modules", ".bin"),
  process.env.PATH ?? "",
].join(delimiter);

/** Runs a program from the top of the checkout and keeps what it says. With `live` a person sees it as well. */
export async function run(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv; readonly live?: boolean } = {},
): Promise<Ran> {
  const child = spawn(program, args, {
    cwd: options.cwd ?? repositoryRoot,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: toolPath, DO_NOT_TRACK: "1", ...options.env },
  });
  guard(child);
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      parts.push(text);
      if (options.live === true) process.stderr.write(text);
    });
  }
  const error = await new Promise<Error | undefined>((resolve) => {
    child.once("close", () => resolve(undefined));
    child.once("error", resolve);
  });
  const ok = error === undefined && child.exitCode === 0;
  return { ok, output: parts.join(""), failure: ok ? undefined : (error?.message ?? ended(child) ?? "unknown") };
}

/** The path of an installed program's script, run with the pinned Node so that no shell is needed. */
export function tool(...path: string[]): string {
  return join(repositoryRoot, "node_modules", ...path);
}
