import { spawn, type ChildProcess } from "node:child_process";

/*
 * A process that is killed with -9 cannot stop its children. So each process that starts servers starts one shell
 * beside them, in a session of its own, that reads from a pipe: when the pipe closes, for whatever reason, its writer
 * is gone, and the shell ends what is still on its list. It knows each by its id and its start: five seconds later the id
 * may be a stranger's.
 */
const SCRIPT = `
born() {
  s=$(cat "/proc/$1/stat" 2>/dev/null) || { ps -o lstart= -p "$1" 2>/dev/null | tr -d " :"; return; }
  set -- \${s##*)}
  echo "\${20}"
}
strike() {
  for e in $list; do
    pid="\${e%%:*}"; rest="\${e#*:}"
    [ "$(born "$pid")" = "\${rest#*:}" ] && kill -s "\${1:-\${rest%%:*}}" "$pid" 2>/dev/null
  done
}
list=""
while read -r op pid sig; do
  case "$op" in
    add) list="$list $pid:$sig:$(born "$pid")" ;;
    drop) kept=""; for e in $list; do [ "\${e%%:*}" = "$pid" ] || kept="$kept $e"; done; list="$kept" ;;
  esac
done
[ -n "$list" ] || exit 0
strike
sleep 5
strike KILL
`;

let shell: ChildProcess | undefined;

function tell(line: string): void {
  if (process.platform === "win32") return;
  if (shell === undefined || shell.exitCode !== null) {
    shell = spawn("/bin/sh", ["-c", SCRIPT], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
    shell.unref();
    shell.stdin?.on("error", () => {});
    // The pipe alone must not keep a finished program alive.
    const pipe: unknown = shell.stdin;
    if (typeof pipe === "object" && pipe !== null && "unref" in pipe && typeof pipe.unref === "function") pipe.unref();
  }
  shell.stdin?.write(`${line}\n`);
}

/**
 * Ends a child with this process, however this process ends. Where there is no POSIX shell (Windows) nothing is done.
 *
 * @param signal the polite one: INT for PostgreSQL (its fast shutdown), TERM for others. Five seconds later it is KILL.
 */
export function guard(child: ChildProcess, signal: "INT" | "TERM" = "TERM"): void {
  const { pid } = child;
  if (pid === undefined) return;
  tell(`add ${pid} ${signal}`);
  child.once("exit", () => tell(`drop ${pid}`));
}
