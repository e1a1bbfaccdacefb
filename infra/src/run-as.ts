import type { SystemUser } from "@practicum/tooling/system-users";

/** Whom a program is started as. */
export interface RunAs extends SystemUser {
  /** It may listen below port 1024, which is root's alone else. */
  readonly opensLowPort: boolean;
  /** Folders of that user instead of root's. */
  readonly env: Readonly<Record<string, string>>;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
}

/** How a program is started as somebody. What only root may is handed on by setpriv (util-linux): that one right, and no other. */
export function asUser(user: RunAs | undefined, command: string, args: readonly string[]): Command {
  if (user === undefined) return { command, args };
  const { uid, gid, opensLowPort } = user;
  if (!opensLowPort) return { command, args, uid, gid };
  const who = ["--reuid", String(uid), "--regid", String(gid), "--clear-groups"];
  const rights = ["--inh-caps", "-all,+net_bind_service", "--ambient-caps", "-all,+net_bind_service"];
  return { command: "setpriv", args: [...who, ...rights, command, ...args] };
}
